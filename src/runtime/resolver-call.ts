import type { BuiltAction } from "./action.ts";
import { Copies } from "./copy.ts";
import type { ActionForm } from "./form.ts";
import type { CallSignal, Patience } from "./patience.ts";
import type { DomainName } from "./resolvers.ts";

/** What a resolver is told of the call that it is asked about. */
export class ResolverCall {
  readonly #domain: DomainName;
  readonly #form: ActionForm;
  readonly #given: BuiltAction;
  readonly #patience: Patience;
  #action: BuiltAction | undefined;

  constructor(domain: DomainName, form: ActionForm, action: BuiltAction, patience: Patience) {
    this.#domain = domain;
    this.#form = form;
    this.#given = action;
    this.#patience = patience;
  }

  /** `type` and the declared fields: a frozen copy, so that no resolver changes what is decided on. */
  get action(): BuiltAction {
    this.#action ??= frozenCopy(this.#given);
    return this.#action;
  }

  /** The paths of the domain that decisions on this action can read, such as `role` or `team.name`. */
  get needs(): readonly string[] {
    return this.#form.needs[this.#domain];
  }

  /** Aborted when the call no longer waits: it took too long, or another resolver failed. */
  get signal(): CallSignal {
    return this.#patience.signal;
  }

  /** Whether decisions on this action can read the field. */
  reads(field: string): boolean {
    return this.#form.reads[this.#domain].some(({ name }) => name === field);
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
