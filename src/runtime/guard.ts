import { ActraError } from "../errors.ts";
import { type ActionOptions, type Arguments, actionFrom, copyArguments, isThenable } from "./action.ts";
import type { Grant } from "./approval/grant.ts";
import { Call } from "./call.ts";
import type { Core } from "./core.ts";
import { approvalError, askApproval, type Pending, pendingApproval, spend } from "./enforce.ts";
import { type ActionForm, actionForm } from "./form.ts";
import type { Lease } from "./lease.ts";
import { ADMIT_OPTIONS, type AdmitOptions, type Approve, requireOptions } from "./options.ts";
import { ActraPolicyError, ActraResolverError } from "./policy-error.ts";

// Functions with a decision before them. The arguments are copied before anything else happens; what is decided on and
// what the function gets is that copy.

// biome-ignore lint/suspicious/noExplicitAny: any function at all, as `Parameters` has it
export type AnyFunction = (this: any, ...args: any[]) => unknown;

/** How a guarded function is called. */
export type Way = "admit" | "admitSync" | "audit" | "auditSync";

export class Guard {
  readonly #core: Core;
  readonly #name: string;
  readonly #run: AnyFunction;
  readonly #way: Way;
  readonly #fields: readonly string[] | undefined;
  readonly #context: ((...args: unknown[]) => unknown) | undefined;
  readonly #approve: Approve | undefined;
  readonly #actionOptions: ActionOptions;
  #lease: Lease;
  #form: ActionForm;

  /**
   * @throws TypeError
   * @throws ActraInputError `INPUT_ACTION` when the policy does not know the action
   */
  constructor(core: Core, name: string, run: AnyFunction, way: Way, options: AdmitOptions = {}) {
    if (typeof name !== "string") throw new TypeError("the name of an action has to be a string");
    if (typeof run !== "function") throw new TypeError("what is guarded has to be a function");
    requireOptions(options, ADMIT_OPTIONS);
    if (way.endsWith("Sync") && Object.hasOwn(options, "approve"))
      throw new TypeError("`approve` needs `admit`, which waits for it");
    this.#core = core;
    this.#name = name;
    this.#run = run;
    this.#way = way;
    // Without a prototype: what is not there is not found elsewhere.
    const own: AdmitOptions = Object.assign(Object.create(null), options);
    this.#fields = own.fields && [...own.fields];
    this.#context = own.context as ((...args: unknown[]) => unknown) | undefined;
    this.#approve = own.approve;
    this.#actionOptions = {
      builder: own.builder as ActionOptions["builder"],
      passThrough: own.passThrough === true,
    };
    this.#lease = core.lease;
    this.#form = this.#makeForm(core.lease);
  }

  /** @param given nobody else has it: in an `admit`, what the function gets takes the place of what is in it */
  call(self: unknown, given: Arguments): unknown {
    switch (this.#way) {
      case "admitSync":
        return this.#admitSync(self, given);
      case "admit":
        return this.#admit(self, given);
      case "auditSync":
        return this.#auditSync(self, given);
      default:
        return this.#audit(self, given);
    }
  }

  #admitSync(self: unknown, given: Arguments): unknown {
    const call = this.#begin("admit");
    try {
      this.#prepare(call, self, given, given);
      call.decideNow();
      call.tell();
      const pending = pendingApproval(call);
      if (pending !== undefined) throw approvalError(call, pending);
    } catch (error) {
      throw failure(call, error);
    }
    return this.#runAndTell(call, self, given, tellOfPlainPromise);
  }

  async #admit(self: unknown, given: Arguments): Promise<unknown> {
    let call = this.#begin("admit");
    try {
      this.#prepare(call, self, given, given);
      const deciding = call.decide();
      if (deciding !== undefined) await deciding;
      call.tell();
      const pending = pendingApproval(call);
      if (pending !== undefined) call = await this.#approved(call, pending, given);
    } catch (error) {
      throw failure(call, error);
    }
    return this.#runAndTell(call, self, given);
  }

  /** The function runs whatever happens here, on what it was given. */
  async #audit(self: unknown, given: Arguments): Promise<unknown> {
    const call = this.#begin("audit");
    try {
      this.#prepare(call, self, given, new Array(given.length));
      const deciding = call.decide();
      if (deciding !== undefined) await deciding;
      call.tell();
    } catch (error) {
      note(call, error);
    }
    return this.#runAndTell(call, self, given);
  }

  #auditSync(self: unknown, given: Arguments): unknown {
    const call = this.#begin("audit");
    try {
      this.#prepare(call, self, given, new Array(given.length));
      call.decideNow();
      call.tell();
    } catch (error) {
      note(call, error);
    }
    return this.#runAndTell(call, self, given, tellOfPlainPromise);
  }

  #begin(mode: "admit" | "audit"): Call {
    return new Call(this.#core, mode, this.#core.lease, this.#form);
  }

  /** Copies the arguments into `copied`, which may be the list that they are in, and makes the action of the copy. */
  #prepare(call: Call, self: unknown, given: Arguments, copied: Arguments): void {
    if (call.lease !== this.#lease) this.#renewForm(call);
    const copies = copyArguments(given, copied);
    const context = this.#context;
    call.context = context === undefined ? this.#core.contextOr(self) : contextFrom(context, copied);
    call.copies = copies;
    call.fields = actionFrom(copied, copies, call.form, this.#actionOptions, call.context);
  }

  /** After the policy has been replaced. */
  #renewForm(call: Call): void {
    this.#form = this.#makeForm(call.lease);
    this.#lease = call.lease;
    call.form = this.#form;
  }

  #makeForm({ policy }: Lease): ActionForm {
    return actionForm(policy, this.#name, this.#fields, this.#actionOptions.builder !== undefined);
  }

  /** Asks for an approval, and decides again: meanwhile the policy or the state of the business may have changed. */
  async #approved(call: Call, pending: Pending, args: Arguments): Promise<Call> {
    const approve = this.#approve ?? this.#core.options.approve;
    if (approve === undefined) throw approvalError(call, pending);
    const grant: Grant = await askApproval(call, pending, approve);
    const again = this.#begin("admit");
    again.context = call.context;
    try {
      if (again.lease !== this.#lease) this.#renewForm(again);
      again.fields = this.#fieldsAgain(call, again.form, args);
      await again.decide();
      again.tell();
      spend(grant, again);
    } catch (error) {
      again.fail();
      throw error;
    }
    return again;
  }

  /** What another policy reads may be fields that the one before did not have. */
  #fieldsAgain({ form, fields, copies, context }: Call, newForm: ActionForm, args: Arguments): object {
    return form === newForm ? fields! : actionFrom(args, copies!, newForm, this.#actionOptions, context);
  }

  /** What the function gives is given in any case. */
  #runAndTell(call: Call, self: unknown, args: Arguments, tell = tellOfAny): unknown {
    if (!call.isWatched) return this.#run.apply(self, args as unknown[]);
    let result: unknown;
    try {
      result = this.#run.apply(self, args as unknown[]);
    } catch (error) {
      call.tellOutcome("threw", nameOf(error));
      throw error;
    }
    return tell(call, result);
  }
}

/** Where a promise is given in any case, so that whatever has a `then` is asked for what it comes to. */
function tellOfAny(call: Call, result: unknown): unknown {
  if (isThenable(result)) return Promise.resolve(result).then(...endings(call));
  call.tellOutcome("returned");
  return result;
}

/**
 * Where the function's own result is given. Only a promise that is nothing more is waited for, and another takes its place: to
 * ask a query for its `then` may be what runs it, and whatever else it has would be lost.
 */
function tellOfPlainPromise(call: Call, result: unknown): unknown {
  try {
    if (isPlainPromise(result)) return Promise.prototype.then.call(result, ...endings(call));
  } catch {
    // A proxy of a promise is none.
  }
  call.tellOutcome("returned");
  return result;
}

function isPlainPromise(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.getPrototypeOf(value) === Promise.prototype && Reflect.ownKeys(value).length === 0;
}

/** What comes of a promise, once observers have been told. */
function endings(call: Call) {
  const returned = (value: unknown): unknown => {
    call.tellOutcome("returned");
    return value;
  };
  const threw = (error: unknown): never => {
    call.tellOutcome("threw", nameOf(error));
    throw error;
  };
  return [returned, threw] as const;
}

/** It gets a copy of its own, which resolvers may change as they like. */
function contextFrom(context: (...args: unknown[]) => unknown, args: Arguments): unknown {
  const own = new Array<unknown>(args.length);
  copyArguments(args, own);
  try {
    return context(...own);
  } catch (cause) {
    throw new ActraResolverError("CONTEXT_FAILED", "context", { cause });
  }
}

/** What stops a call, told to those who watch. A decision that stops it has been told already. */
export function failure(call: Call, error: unknown): ActraError {
  if (error instanceof ActraPolicyError) return error;
  const typed =
    error instanceof ActraError
      ? error
      : new ActraError("INTERNAL", "the call could not be decided", { cause: error });
  call.fail();
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
