// biome-ignore-all lint/suspicious/noExplicitAny: a context is whatever the application has, and its type is inferred

import type {
  ActionFields,
  ActionName,
  Actor,
  PolicyInput,
  PolicyTypes,
  Snapshot,
} from "../language/policy-types.ts";
import type { Change } from "../policy/explanation.ts";
import type { Policy } from "../policy/policy.ts";
import type { ApprovalRequest, Grant } from "./approval/grant.ts";
import type { DecisionObserver, ObserverErrorHandler } from "./events.ts";
import type { CallSignal } from "./patience.ts";
import type { FieldResolvers, ResolverFunction } from "./resolvers.ts";

// What users may set. A name that is none of these is an error: it would switch something off without a word.

export type ActorResolver<T extends PolicyTypes, Context> =
  | ResolverFunction<Actor<T>, Context>
  | FieldResolvers<T["actor"], Context>;

export type SnapshotResolver<T extends PolicyTypes, Context> =
  | ResolverFunction<Snapshot<T>, Context>
  | FieldResolvers<T["snapshot"], Context>;

/** Asks people, and gives their grant; `null` or `undefined` when there is none. */
export type Approve = (
  request: ApprovalRequest,
  call: { readonly signal: CallSignal },
) => Grant | null | undefined | PromiseLike<Grant | null | undefined>;

export interface RuntimeOptions<T extends PolicyTypes = PolicyTypes, Context = any> {
  readonly actor?: ActorResolver<T, Context> | undefined;
  readonly snapshot?: SnapshotResolver<T, Context> | undefined;
  readonly observers?: readonly DecisionObserver[] | undefined;
  /** Hears of observers that throw or reject; a warning on the console, the first time, when left out. */
  readonly onObserverError?: ObserverErrorHandler | undefined;
  /** `audit` turns every `admit` into `audit`: nothing is stopped. */
  readonly mode?: "enforce" | "audit" | undefined;
  /** For the timestamps of events alone: milliseconds since 1970. Time limits and grants go by the real time. */
  readonly clock?: (() => number) | undefined;
  /** How long the resolvers of one call may take, in milliseconds; 5,000 when left out. */
  readonly timeoutMs?: number | undefined;
  /** Does not ask the snapshot resolver where no snapshot could change the decision. */
  readonly lazySnapshot?: boolean | undefined;
  readonly approve?: Approve | undefined;
  /** How long `approve` may take, in milliseconds; as long as it likes when left out. */
  readonly approvalTimeoutMs?: number | undefined;
  /** Who the actor is, so that nobody approves their own calls; the actor's own `id` when left out. */
  readonly requester?: ((actor: unknown, context: Context) => string | null | undefined) | undefined;
  /** `smallestChanges` of `actra/analysis`: what is stopped then ends in an error with `changes`. Takes time, and only then. */
  readonly changes?: ((policy: Policy, input: PolicyInput) => readonly Change[]) | undefined;
}

export interface AdmitOptions<
  T extends PolicyTypes = PolicyTypes,
  Name extends ActionName<T> = ActionName<T>,
  Args extends readonly unknown[] = readonly any[],
  Context = any,
> {
  /** The fields of the positional parameters; a name that begins with `_` skips one. Further ones are not looked at. */
  readonly fields?: readonly (FieldName<T, Name> | `_${string}`)[] | undefined;
  /** Makes the action's fields out of the arguments; throws `ActraInputError` where there are none to be made of these. */
  readonly builder?:
    | ((
        action: Name,
        fields: Record<string, any>,
        context: Context,
      ) => Partial<ActionFields<T, Name>> | object)
    | undefined;
  /** Where the context comes from; else `runtime.run`, else `this`. */
  readonly context?: ((...args: Args) => Context) | undefined;
  /**
   * Lets objects that are no plain data, such as class instances, supply fields. They are not copied: what they do after
   * the call has begun is outside of what the decision guarantees.
   */
  readonly passThrough?: boolean | undefined;
  /** In place of the runtime's. */
  readonly approve?: Approve | undefined;
}

export type FieldName<T extends PolicyTypes, Name extends ActionName<T>> = string extends keyof T["actions"]
  ? string
  : keyof T["actions"][Name] & string;

export interface ExplainCallOptions<T extends PolicyTypes = PolicyTypes, Context = any>
  extends Pick<
    AdmitOptions<T, ActionName<T>, readonly any[], Context>,
    "fields" | "builder" | "passThrough"
  > {
  readonly args?: readonly unknown[] | undefined;
  /** The function's name when left out. */
  readonly actionName?: ActionName<T> | undefined;
  readonly ctx?: Context | undefined;
}

type Kind = "function" | "boolean" | "number" | "list" | "any";

export const RUNTIME_OPTIONS: Readonly<Record<keyof RuntimeOptions, Kind>> = {
  actor: "any",
  snapshot: "any",
  observers: "list",
  onObserverError: "function",
  mode: "any",
  clock: "function",
  timeoutMs: "number",
  lazySnapshot: "boolean",
  approve: "function",
  approvalTimeoutMs: "number",
  requester: "function",
  changes: "function",
};

export const ADMIT_OPTIONS: Readonly<Record<keyof AdmitOptions, Kind>> = {
  fields: "list",
  builder: "function",
  context: "function",
  passThrough: "boolean",
  approve: "function",
};

export const EXPLAIN_CALL_OPTIONS: Readonly<Record<keyof ExplainCallOptions, Kind>> = {
  fields: "list",
  builder: "function",
  passThrough: "boolean",
  args: "list",
  actionName: "any",
  ctx: "any",
};

/** @throws TypeError for a name that is no option, or a value of another kind */
export function requireOptions(options: unknown, kinds: Readonly<Record<string, Kind>>): void {
  if (typeof options !== "object" || options === null)
    throw new TypeError("the options have to be an object");
  // What somebody has put into `Object.prototype` is nobody's choice.
  const inherited = Object.keys(kinds).find((name) => name in options && !Object.hasOwn(options, name));
  if (inherited !== undefined)
    throw new TypeError(`the option \`${inherited}\` has to be the object's own: it is inherited`);
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined)
      throw new TypeError(`\`${name}\` is no option; there are ${Object.keys(kinds).join(", ")}`);
    if (value !== undefined && !isOfKind(value, kind))
      throw new TypeError(`the option \`${name}\` has to be a ${kind}`);
  }
}

/** @throws TypeError unless it is a whole number of at least 1 */
export function requireCount(what: string, value: unknown, most: number): asserts value is number {
  const isCount = Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
  if (!isCount) throw new TypeError(`${what} has to be a whole number from 1 to ${most}`);
}

function isOfKind(value: unknown, kind: Kind): boolean {
  if (kind === "any") return true;
  if (kind === "list") return Array.isArray(value);
  if (kind === "number") return typeof value === "number" && value > 0 && value <= LONGEST_TIMER;
  return typeof value === kind;
}

/** The longest time that `setTimeout` takes; beyond that it fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
