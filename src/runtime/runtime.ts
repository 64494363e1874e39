// biome-ignore-all lint/suspicious/noExplicitAny: a context is whatever the application has, and its type is inferred

import type { Decision } from "../language/decision.ts";
import type { Outcomes } from "../language/outcomes.ts";
import type { Action, ActionFields, ActionName, PolicyTypes } from "../language/policy-types.ts";
import type { Explanation } from "../policy/explanation.ts";
import type { Policy } from "../policy/policy.ts";
import {
  type ActionOptions,
  actionFrom,
  type Builder,
  type BuiltAction,
  copyArguments,
  declaredPart,
} from "./action.ts";
import type { Grant } from "./approval/grant.ts";
import { Call } from "./call.ts";
import { Core } from "./core.ts";
import { type DecisionObserver, requireObserver, type SingleObserver } from "./events.ts";
import { type ActionForm, actionForm } from "./form.ts";
import { type AnyFunction, failure, Guard, type Way } from "./guard.ts";
import { Lease } from "./lease.ts";
import { guardedLike } from "./likeness.ts";
import {
  type ActorResolver,
  type AdmitOptions,
  type Approve,
  EXPLAIN_CALL_OPTIONS,
  type ExplainCallOptions,
  type RuntimeOptions,
  requireOptions,
  type SnapshotResolver,
} from "./options.ts";
import { resolving } from "./resolvers.ts";

// What users put around the functions that matter. Every way to a decision goes through `Call`.

/** As guarded by `admit` or `audit`: the same parameters and `this`, and a promise of the result. */
export type Guarded<F extends AnyFunction> = (
  this: ThisParameterType<F>,
  ...args: Parameters<F>
) => Promise<Awaited<ReturnType<F>>>;

/** As guarded by `admitSync` or `auditSync`. */
export type GuardedSync<F extends AnyFunction> = (
  this: ThisParameterType<F>,
  ...args: Parameters<F>
) => ReturnType<F>;

/** The fields of an action, or the one argument that is its first field. */
type Arguments<T extends PolicyTypes, Name extends ActionName<T>> = string extends keyof T["actions"]
  ? unknown
  : ActionFields<T, Name>;

/** Actions, with their actors and snapshots, under one policy. */
export class ActraRuntime<T extends PolicyTypes = PolicyTypes, Context = any> {
  readonly #core: Core;

  /** @throws TypeError for options that are none */
  constructor(policy: Policy<T>, options: RuntimeOptions<T, Context> = {}) {
    this.#core = new Core(policy as Policy, options as RuntimeOptions);
  }

  /** The policy that calls are decided by from now on. */
  get policy(): Policy<T> {
    return this.#core.lease.policy as Policy<T>;
  }

  /** Whether it stops anything: `audit` lets every call pass, and tells what would have been. */
  get mode(): "enforce" | "audit" {
    return this.#core.isAuditing ? "audit" : "enforce";
  }

  /** What asks for approvals, where `admit` names nothing else. */
  get approve(): Approve | undefined {
    return this.#core.options.approve;
  }

  setActorResolver(resolver: ActorResolver<T, Context> | undefined): void {
    this.#core.actor = resolving("actor", resolver);
  }

  setSnapshotResolver(resolver: SnapshotResolver<T, Context> | undefined): void {
    this.#core.snapshot = resolving("snapshot", resolver);
  }

  /**
   * The one observer of decisions, as in Actra 0.7; it takes the place of the one before. Calls that fail without a decision
   * are heard of by `addDecisionObserver` and the option `observers`.
   */
  setDecisionObserver(observer: SingleObserver | null | undefined): void {
    const single = observer ?? undefined;
    if (single !== undefined) requireObserver(single);
    this.#core.observers.single = single;
  }

  /** A further observer, of all events. Gives what takes it away again. */
  addDecisionObserver(observer: DecisionObserver): () => void {
    return this.#core.observers.add(observer);
  }

  /**
   * Decides by another policy from the next call on; a call in flight ends under the one it began with.
   *
   * @param options `dispose`: free the old policy after the last call in flight
   */
  replacePolicy(policy: Policy<T>, options: { readonly dispose?: boolean } = {}): void {
    const next = new Lease(policy as Policy);
    const old = this.#core.lease;
    this.#core.lease = next;
    if (options.dispose === true && old.policy !== next.policy) old.retire();
  }

  /** A grant that lets the call with its digest through, once. @throws TypeError when it is none */
  addGrant(grant: Grant): void {
    this.#core.grants.add(grant);
  }

  /** Makes `context` what resolvers get for everything that happens inside, awaited calls included. */
  run<Result>(context: Context, callback: () => Result): Result {
    return this.#core.run(context, callback);
  }

  /**
   * A function that runs only where the policy allows it. It rejects with `ActraPolicyError` for a block,
   * `ActraApprovalRequiredError` where an approval is asked for, and any other `ActraError` when there is no decision.
   *
   * @throws ActraInputError `INPUT_ACTION` at once when the policy does not know the action
   */
  admit<Name extends ActionName<T>, F extends AnyFunction>(
    actionName: Name,
    fn: F,
    options?: AdmitOptions<T, Name, Parameters<F>, Context>,
  ): Guarded<F> {
    return this.#guarded(actionName, fn, this.#core.isAuditing ? "audit" : "admit", options) as Guarded<F>;
  }

  /** `admit` for synchronous functions. A resolver that gives a promise is an error, and so are approvals to wait for. */
  admitSync<Name extends ActionName<T>, F extends AnyFunction>(
    actionName: Name,
    fn: F,
    options?: Omit<AdmitOptions<T, Name, Parameters<F>, Context>, "approve">,
  ): GuardedSync<F> {
    const way = this.#core.isAuditing ? "auditSync" : "admitSync";
    return this.#guarded(actionName, fn, way, options) as GuardedSync<F>;
  }

  /** A function that always runs, on what it is given; observers hear what `admit` would have done. */
  audit<Name extends ActionName<T>, F extends AnyFunction>(
    actionName: Name,
    fn: F,
    options?: AdmitOptions<T, Name, Parameters<F>, Context>,
  ): Guarded<F> {
    return this.#guarded(actionName, fn, "audit", options) as Guarded<F>;
  }

  /** `audit` for synchronous functions. */
  auditSync<Name extends ActionName<T>, F extends AnyFunction>(
    actionName: Name,
    fn: F,
    options?: AdmitOptions<T, Name, Parameters<F>, Context>,
  ): GuardedSync<F> {
    return this.#guarded(actionName, fn, "auditSync", options) as GuardedSync<F>;
  }

  /** The decision on an action, its actor and snapshot resolved. @throws ActraError and its kin when there is none */
  evaluate(action: Action<T>, ctx?: Context): Decision {
    return decidedNow(this.#evaluation(action, ctx));
  }

  async evaluateAsync(action: Action<T>, ctx?: Context): Promise<Decision> {
    return decidedLater(this.#evaluation(action, ctx));
  }

  /** The decision on an action by its name and fields. */
  check<Name extends ActionName<T>>(actionName: Name, args?: Arguments<T, Name>, ctx?: Context): Decision {
    return decidedNow(this.#checking(actionName, args, ctx));
  }

  async checkAsync<Name extends ActionName<T>>(
    actionName: Name,
    args?: Arguments<T, Name>,
    ctx?: Context,
  ): Promise<Decision> {
    return decidedLater(this.#checking(actionName, args, ctx));
  }

  /** Whether the decision is to allow it: the only one of the three that may guard code. Throws where there is none. */
  allow<Name extends ActionName<T>>(actionName: Name, args?: Arguments<T, Name>, ctx?: Context): boolean {
    return this.check(actionName, args, ctx).effect === "allow";
  }

  /** Whether the decision is to block it. `false` does not mean that it is allowed. */
  block<Name extends ActionName<T>>(actionName: Name, args?: Arguments<T, Name>, ctx?: Context): boolean {
    return this.check(actionName, args, ctx).effect === "block";
  }

  /** Whether the decision is to ask for an approval. `false` does not mean that it is allowed. */
  requiresApproval<Name extends ActionName<T>>(
    actionName: Name,
    args?: Arguments<T, Name>,
    ctx?: Context,
  ): boolean {
    return this.check(actionName, args, ctx).effect === "require_approval";
  }

  /**
   * What could come of this action for whoever acts in this context, whatever its fields and the snapshot are: such as
   * which tools to offer. Only the actor is asked for, and observers do not hear of it.
   *
   * @throws ActraError and its kin as `evaluateAsync`
   */
  async outcomesAsync<Name extends ActionName<T>>(actionName: Name, ctx?: Context): Promise<Outcomes> {
    const call = this.#begin(actionName, ctx, false, (begun) => {
      begun.fields = {};
    });
    try {
      return await call.outcomes();
    } finally {
      call.fail();
    }
  }

  /** Why the decision on an action falls as it does. Observers do not hear of it. */
  explain(action: Action<T>, ctx?: Context): Explanation {
    return explainedNow(this.#evaluation(action, ctx, true));
  }

  async explainAsync(action: Action<T>, ctx?: Context): Promise<Explanation> {
    return explainedLater(this.#evaluation(action, ctx, true));
  }

  /** Why a call of the function with these arguments would be decided as it would. The function does not run. */
  explainCall(fn: AnyFunction, options: ExplainCallOptions<T, Context> = {}): Explanation {
    return explainedNow(this.#callOf(fn, options));
  }

  async explainCallAsync(
    fn: AnyFunction,
    options: ExplainCallOptions<T, Context> = {},
  ): Promise<Explanation> {
    return explainedLater(this.#callOf(fn, options));
  }

  /** An action with the declared ones of these fields. @throws ActraInputError */
  action<Name extends ActionName<T>>(name: Name, fields: Arguments<T, Name>): Action<T, Name> {
    return this.buildAction(name, fields as Record<string, unknown>);
  }

  /** The same, by a builder where there is one. `kwargs` are named arguments. */
  buildAction<Name extends ActionName<T>>(
    name: Name,
    kwargs: Record<string, unknown>,
    options: Pick<AdmitOptions<T, Name, readonly any[], Context>, "builder" | "fields"> & {
      readonly ctx?: Context;
      readonly schema?: unknown;
    } = {},
  ): Action<T, Name> {
    const { builder, fields, ctx } = options;
    const form = this.#core.lease.form(name);
    const how = { builder: builder as Builder | undefined, passThrough: false };
    const action = declaredPart(builtAction([kwargs], form, how, ctx), form);
    return (fields === undefined ? action : onlyFields(action, fields)) as Action<T, Name>;
  }

  #guarded(name: string, fn: AnyFunction, way: Way, options: object | undefined): AnyFunction {
    return guardedLike(fn, new Guard(this.#core, name, fn, way, options));
  }

  #evaluation(action: unknown, ctx: unknown, explains = false): Call {
    return this.#begin("", ctx, explains, (call) => {
      const copied = [action];
      copyArguments(copied, copied);
      call.action = copied[0];
      call.form = call.lease.formOf(typeOf(call.action));
    });
  }

  #checking(name: string, args: unknown, ctx: unknown): Call {
    return this.#begin(name, ctx, false, (call) => {
      call.fields = builtAction(args === undefined ? [] : [args], call.form, PLAIN_OPTIONS, ctx);
    });
  }

  #callOf(fn: AnyFunction, options: ExplainCallOptions<T, Context>): Call {
    requireOptions(options, EXPLAIN_CALL_OPTIONS);
    const { args = [], actionName = fn.name, ctx, fields, builder, passThrough } = options;
    return this.#begin(actionName, ctx, true, (call) => {
      call.form = actionForm(
        call.lease.policy,
        actionName,
        fields as readonly string[] | undefined,
        builder !== undefined,
      );
      const how = { builder: builder as Builder | undefined, passThrough: passThrough === true };
      call.fields = builtAction(args, call.form, how, call.context);
    });
  }

  #begin(name: string, ctx: unknown, explains: boolean, prepare: (call: Call) => void): Call {
    const { lease } = this.#core;
    const call = new Call(this.#core, "evaluate", lease, lease.formOf(name));
    call.explains = explains;
    // A context that is given here wins over the one that surrounds the call.
    call.context = ctx === undefined ? this.#core.contextOr(ctx) : ctx;
    try {
      prepare(call);
    } catch (error) {
      throw failure(call, error);
    }
    return call;
  }
}

const PLAIN_OPTIONS: ActionOptions = { builder: undefined, passThrough: false };

/** Of a copy of the arguments. */
function builtAction(
  given: readonly unknown[],
  form: ActionForm,
  options: ActionOptions,
  context: unknown,
): object {
  const copied = new Array<unknown>(given.length);
  const copies = copyArguments(given, copied);
  return actionFrom(copied, copies, form, options, context);
}

function decidedNow(call: Call): Decision {
  try {
    call.decideNow();
    call.tell();
  } catch (error) {
    throw failure(call, error);
  }
  return call.decision!;
}

async function decidedLater(call: Call): Promise<Decision> {
  try {
    await call.decide();
    call.tell();
  } catch (error) {
    throw failure(call, error);
  }
  return call.decision!;
}

function explainedNow(call: Call): Explanation {
  try {
    call.decideNow();
  } catch (error) {
    call.fail();
    throw error;
  }
  return call.explanation!;
}

async function explainedLater(call: Call): Promise<Explanation> {
  try {
    await call.decide();
  } catch (error) {
    call.fail();
    throw error;
  }
  return call.explanation!;
}

/** The name that an action gives itself; `""` when that cannot be told. */
function typeOf(action: unknown): string {
  try {
    const type = (action as { readonly type?: unknown } | null | undefined)?.type;
    return typeof type === "string" ? type : "";
  } catch {
    return "";
  }
}

function onlyFields(action: BuiltAction, fields: readonly string[]): BuiltAction {
  return Object.fromEntries(
    Object.entries(action).filter(([name]) => name === "type" || fields.includes(name)),
  ) as unknown as BuiltAction;
}
