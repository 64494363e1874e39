import type { ActraError } from "../errors.ts";
import type { Decision } from "../language/decision.ts";
import { isThenable } from "./action.ts";
import type { CallContext } from "./project.ts";

// What observers hear of: one event for each decision or failure, and one for how a guarded function ended.

export type EventMode = "admit" | "audit" | "evaluate";

interface EventBase {
  /** The same for the events of one call, and for no other call in the world. */
  readonly id: string;
  readonly mode: EventMode;
  readonly policy_hash: string;
  /** `type` and declared fields, sensitive ones redacted. */
  readonly action: CallContext["action"];
  /** What was decided on, as far as it was known; sensitive fields redacted. */
  readonly context: CallContext;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Of resolving and deciding, in fractional milliseconds by a monotonic clock. */
  readonly durationMs: number;
}

export interface DecidedEvent extends EventBase {
  readonly decision: Decision;
  readonly error?: undefined;
  /** How the guarded function ended: in the second event of a call. */
  readonly outcome?: Outcome;
}

export interface FailedEvent extends EventBase {
  readonly decision?: undefined;
  /** Why there is no decision. */
  readonly error: ActraError;
  /** `audit` runs the function all the same. */
  readonly outcome?: Outcome;
}

export type DecisionEvent = DecidedEvent | FailedEvent;

export interface Outcome {
  readonly ended: "returned" | "threw";
  /** Of the function, in fractional milliseconds. */
  readonly durationMs: number;
  /** The name of what it threw. */
  readonly error?: string;
}

/** What it gives is not waited for; what it throws changes nothing. */
export type DecisionObserver = (event: DecisionEvent) => unknown;

/** Hears of decisions alone: neither of calls without one nor of how functions end. */
export type SingleObserver = (event: DecidedEvent) => unknown;

export type ObserverErrorHandler = (error: unknown, event: DecisionEvent) => void;

/** What there is to say of a call, before an event is made of it. */
export interface Told {
  /** The action's name; empty where there was none. */
  readonly type: string;
  readonly decision: Decision | undefined;
  readonly error: ActraError | undefined;
  readonly durationMs: number;
  /** How the guarded function ended; absent until it has. */
  readonly outcome: Outcome | undefined;
  /** Whether an event can be made: of an outcome only where one was made of the decision. */
  readonly hasEvent: boolean;
  /** Made when first asked for. */
  event(): DecisionEvent;
}

/** Our own observers that need no event, as most of the time that an event takes is its making. */
const briefly = new WeakMap<DecisionObserver, (told: Told) => void>();

/** From now on `observer`, wherever it is added, hears by `take`, which does the same and must not throw. */
export function tellBriefly(observer: DecisionObserver, take: (told: Told) => void): void {
  briefly.set(observer, take);
}

interface Entry {
  readonly observer: DecisionObserver;
  readonly take: ((told: Told) => void) | undefined;
}

/** Those who want to hear of decisions. */
export class Observers {
  /** The one that `setDecisionObserver` sets, which hears what it heard in Actra 0.7. */
  single: SingleObserver | undefined;
  #all: readonly Entry[] = [];
  readonly #onError: ObserverErrorHandler;

  constructor(onError: ObserverErrorHandler) {
    this.#onError = onError;
  }

  get isWatched(): boolean {
    return this.single !== undefined || this.#all.length > 0;
  }

  /** Gives what takes it away again. @throws TypeError */
  add(observer: DecisionObserver): () => void {
    requireObserver(observer);
    // One that is added twice is there twice, and each undo takes its own away.
    const entry: Entry = { observer, take: briefly.get(observer) };
    this.#all = [...this.#all, entry];
    return () => {
      this.#all = this.#all.filter((other) => other !== entry);
    };
  }

  tell(told: Told): void {
    const { single } = this;
    if (single !== undefined && told.error === undefined && told.outcome === undefined)
      this.#call(single as DecisionObserver, told.event());
    for (const { observer, take } of this.#all) {
      if (take !== undefined) take(told);
      else if (told.hasEvent) this.#call(observer, told.event());
    }
  }

  #call(observer: DecisionObserver, event: DecisionEvent): void {
    try {
      const answer = observer(event);
      if (isThenable(answer)) whenFailed(answer, (error) => this.#report(error, event));
    } catch (error) {
      this.#report(error, event);
    }
  }

  #report(error: unknown, event: DecisionEvent): void {
    try {
      const answer: unknown = this.#onError(error, event);
      if (isThenable(answer)) whenFailed(answer, () => undefined);
    } catch {
      // Whoever reports can do no more harm than whoever observes.
    }
  }
}

/** A promise of the platform's own stands in for the thenable: what its `then` gives may fail as well. */
function whenFailed(thenable: PromiseLike<unknown>, report: (error: unknown) => void): void {
  new Promise((resolve) => resolve(thenable)).then(undefined, report);
}

export function requireObserver(observer: unknown): asserts observer is DecisionObserver {
  if (typeof observer !== "function") throw new TypeError("an observer has to be a function");
}

const LAST_DIGITS = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, "0"));

let prefix: string | undefined;
let thousands = "";
let count = 0;

/**
 * A random beginning for the process and a counter: a random id each time would cost more than a decision, and writing a
 * number out as much as one.
 */
export function nextId(): string {
  const last = count++ % 1000;
  if (last === 0) thousands = `${(prefix ??= randomPrefix())}-${(count - 1) / 1000 || ""}`;
  return thousands + LAST_DIGITS[last]!;
}

function randomPrefix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
