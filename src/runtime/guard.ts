import { ActraError } from "../errors.ts";
import { type ActionOptions, actionFrom, copyArguments } from "./action.ts";
import type { Grant } from "./approval/grant.ts";
import { Call } from "./call.ts";
import { Copies } from "./copy.ts";
import type { Core } from "./core.ts";
import { approvalError, askApproval, type Pending, pendingApproval, spend } from "./enforce.ts";
import { type ActionForm, actionForm } from "./form.ts";
import type { Lease } from "./lease.ts";
import { ADMIT_OPTIONS, type AdmitOptions, requireOptions } from "./options.ts";
import { ActraPolicyError, ActraResolverError } from "./policy-error.ts";

// Functions with a decision before them. The arguments are copied before anything else happens; what is decided on and
// what the function gets is that copy.

// biome-ignore lint/suspicious/noExplicitAny: any function at all, as `Parameters` has it
export type AnyFunction = (this: any, ...args: any[]) => unknown;

export class Guard {
  readonly #core: Core;
  readonly #name: string;
  readonly #run: AnyFunction;
  readonly #options: AdmitOptions;
  #lease: Lease;
  #form: ActionForm;

  /**
   * @throws TypeError
   * @throws ActraInputError `INPUT_ACTION` when the policy does not know the action
   */
  constructor(core: Core, name: string, run: AnyFunction, options: AdmitOptions = {}) {
    if (typeof name !== "string") throw new TypeError("the name of an action has to be a string");
    if (typeof run !== "function") throw new TypeError("what is guarded has to be a function");
    requireOptions(options, ADMIT_OPTIONS);
    this.#core = core;
    this.#name = name;
    this.#run = run;
    this.#options = { ...options, ...(options.fields && { fields: [...options.fields] }) };
    this.#lease = core.lease;
    this.#form = this.#makeForm(core.lease);
  }

  admitSync(self: unknown, given: readonly unknown[]): unknown {
    const call = this.#call("admit");
    let args: unknown[];
    try {
      args = this.#prepare(call, self, given);
      call.decideNow();
      call.tell();
      const pending = pendingApproval(call);
      if (pending !== undefined) throw approvalError(call, pending);
    } catch (error) {
      throw failure(call, error);
    }
    return this.#runNow(call, self, args);
  }

  async admit(self: unknown, given: readonly unknown[]): Promise<unknown> {
    const call = this.#call("admit");
    let args: unknown[];
    let last = call;
    try {
      args = this.#prepare(call, self, given);
      const deciding = call.decide();
      if (deciding !== undefined) await deciding;
      call.tell();
      const pending = pendingApproval(call);
      if (pending !== undefined) last = await this.#approved(call, pending);
    } catch (error) {
      throw failure(call, error);
    }
    return this.#runLater(last, self, args);
  }

  /** The function runs whatever happens here, on what it was given. */
  async audit(self: unknown, given: readonly unknown[]): Promise<unknown> {
    const call = this.#call("audit");
    try {
      this.#prepare(call, self, given);
      const deciding = call.decide();
      if (deciding !== undefined) await deciding;
      call.tell();
    } catch (error) {
      note(call, error);
    }
    return this.#runLater(call, self, given);
  }

  auditSync(self: unknown, given: readonly unknown[]): unknown {
    const call = this.#call("audit");
    try {
      this.#prepare(call, self, given);
      call.decideNow();
      call.tell();
    } catch (error) {
      note(call, error);
    }
    return this.#runNow(call, self, given);
  }

  #call(mode: "admit" | "audit"): Call {
    return new Call(this.#core, mode, this.#core.lease, this.#form);
  }

  /** Copies the arguments, and makes the action of the copy. */
  #prepare(call: Call, self: unknown, given: readonly unknown[]): unknown[] {
    this.#renewForm(call);
    const copies = new Copies();
    const args = copyArguments(given, copies);
    call.context = this.#contextOf(self, args);
    call.action = actionFrom(args, copies, call.form, this.#options as ActionOptions, call.context);
    return args;
  }

  /** After the policy has been replaced. */
  #renewForm(call: Call): void {
    if (call.lease === this.#lease) return;
    this.#form = this.#makeForm(call.lease);
    this.#lease = call.lease;
    call.form = this.#form;
  }

  #makeForm({ policy }: Lease): ActionForm {
    const { fields, builder } = this.#options;
    return actionForm(policy, this.#name, fields, builder !== undefined);
  }

  #contextOf(self: unknown, args: unknown[]): unknown {
    const { context } = this.#options;
    if (context === undefined) return this.#core.contextOr(self);
    try {
      return context(...args);
    } catch (cause) {
      throw new ActraResolverError("CONTEXT_FAILED", "context", { cause });
    }
  }

  /** Asks for an approval, and decides again: meanwhile the policy or the state of the business may have changed. */
  async #approved(call: Call, pending: Pending): Promise<Call> {
    const approve = this.#options.approve ?? this.#core.options.approve;
    if (approve === undefined) throw approvalError(call, pending);
    const grant: Grant = await askApproval(call, pending, approve);
    const again = this.#call("admit");
    this.#renewForm(again);
    again.action = call.action;
    again.context = call.context;
    await again.decide();
    again.tell();
    spend(grant, again);
    return again;
  }

  #runNow(call: Call, self: unknown, args: readonly unknown[]): unknown {
    const run = this.#run;
    if (!call.isWatched) return run.apply(self, args as unknown[]);
    const started = performance.now();
    try {
      const result = run.apply(self, args as unknown[]);
      call.tellOutcome({ ended: "returned", durationMs: performance.now() - started });
      return result;
    } catch (error) {
      call.tellOutcome({ ended: "threw", durationMs: performance.now() - started, error: nameOf(error) });
      throw error;
    }
  }

  async #runLater(call: Call, self: unknown, args: readonly unknown[]): Promise<unknown> {
    const run = this.#run;
    if (!call.isWatched) return run.apply(self, args as unknown[]);
    const started = performance.now();
    let result: unknown;
    try {
      result = await run.apply(self, args as unknown[]);
    } catch (error) {
      call.tellOutcome({ ended: "threw", durationMs: performance.now() - started, error: nameOf(error) });
      throw error;
    }
    call.tellOutcome({ ended: "returned", durationMs: performance.now() - started });
    return result;
  }
}

/** What stops a call, told to those who watch. A decision that stops it has been told already. */
export function failure(call: Call, error: unknown): ActraError {
  if (error instanceof ActraPolicyError) return error;
  const typed =
    error instanceof ActraError
      ? error
      : new ActraError("INTERNAL", "the call could not be decided", { cause: error });
  call.tell(typed);
  return typed;
}

/** Tells those who watch, and stops nothing. */
function note(call: Call, error: unknown): void {
  try {
    failure(call, error);
  } catch {
    // Nothing that goes wrong in an audit keeps the function from running.
  }
}

function nameOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.name) : typeof error;
  } catch {
    return "unknown";
  }
}
