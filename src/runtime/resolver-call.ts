import { type BuiltAction, declaredPart } from "./action.ts";
import type { Call } from "./call.ts";
import { Copies } from "./copy.ts";
import type { CallSignal } from "./patience.ts";
import type { DomainName } from "./resolvers.ts";

/** What a resolver is told of the call that it is asked about. */
export interface ResolverCall {
  /** `type` and the declared fields: a frozen copy, so that no resolver changes what is decided on. */
  readonly action: BuiltAction;
  /** The paths of the domain that decisions on this action can read, such as `role` or `team.name`. */
  readonly needs: readonly string[];
  /** Aborted when the call no longer waits: it took too long, or another resolver failed. */
  readonly signal: CallSignal;
}

/** A call as a resolver sees it: each part is made when it is asked for. */
export class CallView implements ResolverCall {
  readonly #domain: DomainName;
  readonly #call: Call;
  #action: BuiltAction | undefined;

  constructor(domain: DomainName, call: Call) {
    this.#domain = domain;
    this.#call = call;
  }

  get action(): BuiltAction {
    this.#action ??= frozenCopy(declaredPart(this.#call.source as object | undefined, this.#call.form));
    return this.#action;
  }

  get needs(): readonly string[] {
    return this.#call.form.needs[this.#domain];
  }

  get signal(): CallSignal {
    return this.#call.patience.signal;
  }
}

/** Plain data, frozen all the way down. */
function frozenCopy<T>(value: T): T {
  return frozenDeep(new Copies().of(value), new Set()) as T;
}

function frozenDeep(value: unknown, seen: Set<object>): unknown {
  if (typeof value !== "object" || value === null || seen.has(value)) return value;
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null || Array.isArray(value);
  if (!isPlain) return value;
  seen.add(value);
  Object.freeze(value);
  for (const part of Object.values(value)) frozenDeep(part, seen);
  return value;
}
