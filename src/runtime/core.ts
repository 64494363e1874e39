import type { Policy } from "../policy/policy.ts";
import { Grants } from "./approval/grants.ts";
import { Clock } from "./clock.ts";
import { Observers } from "./events.ts";
import { Lease } from "./lease.ts";
import { RUNTIME_OPTIONS, type RuntimeOptions, requireOptions } from "./options.ts";
import { type Resolving, resolving } from "./resolvers.ts";
import { type ContextStorage, contextStorage } from "./storage.ts";
import { warnOnce } from "./warn-once.ts";

const DEFAULT_TIMEOUT = 5000;

/** What all calls of a runtime share. */
export class Core {
  /** Without a prototype: what is not there is not found elsewhere. */
  readonly options: RuntimeOptions;
  readonly observers: Observers;
  readonly grants = new Grants();
  readonly timeout: number;
  readonly isAuditing: boolean;
  /** The snapshot is asked for only where it could matter. */
  readonly isLazy: boolean;
  readonly clock: Clock;
  lease: Lease;
  actor: Resolving | undefined;
  snapshot: Resolving | undefined;
  /** Made when `run` is first called: looking into one costs something. */
  #storage: ContextStorage | undefined;

  /** @throws TypeError */
  constructor(policy: Policy, options: RuntimeOptions) {
    requireOptions(options, RUNTIME_OPTIONS);
    const { mode = "enforce", observers = [], onObserverError = warnOnce("an observer failed") } = options;
    if (mode !== "enforce" && mode !== "audit") throw new TypeError("`mode` has to be `enforce` or `audit`");
    this.options = Object.assign(Object.create(null), options);
    this.lease = new Lease(policy);
    this.actor = resolving("actor", options.actor);
    this.snapshot = resolving("snapshot", options.snapshot);
    this.timeout = options.timeoutMs ?? DEFAULT_TIMEOUT;
    this.isAuditing = mode === "audit";
    this.isLazy = options.lazySnapshot === true;
    this.clock = new Clock(options.clock);
    this.observers = new Observers(onObserverError);
    for (const observer of observers) this.observers.add(observer);
    if (this.isAuditing) console.warn("actra: this runtime is in audit mode: it stops nothing");
  }

  /** @throws ActraError `CONTEXT_UNAVAILABLE` on platforms that cannot keep one */
  run<Result>(context: unknown, callback: () => Result): Result {
    if (typeof callback !== "function") throw new TypeError("`run` takes a context and a function");
    this.#storage ??= contextStorage();
    return this.#storage.run({ context }, callback);
  }

  /** The context of `run`; else the other one. */
  contextOr(other: unknown): unknown {
    const kept = this.#storage?.getStore() as { readonly context: unknown } | undefined;
    return kept === undefined ? other : kept.context;
  }
}
