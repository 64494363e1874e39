import type { ActraError } from "../errors.ts";
import type { Call } from "./call.ts";
import { type DecisionEvent, nextId, type Outcome } from "./events.ts";
import type { CallContext } from "./project.ts";

// Node looks a global of this kind up anew each time, which costs as much as reading the clock.
const { performance } = globalThis;

/** What observers hear of one call: its decision or why there is none, and how the guarded function ended. */
export class Report {
  readonly #call: Call;
  readonly #id = nextId();
  readonly #started = performance.now();
  /** When the decision was told, and what. */
  #told = 0;
  #event: DecisionEvent | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  tell(error?: ActraError): void {
    const { core } = this.#call;
    this.#told = performance.now();
    this.#event = this.#make(this.#told, this.#told - this.#started, error, undefined);
    core.observers.tell(this.#event);
  }

  /** Of the function that has run since. */
  tellOutcome(ended: Outcome["ended"], error?: string): void {
    const event = this.#event;
    if (event === undefined) return;
    const now = performance.now();
    const durationMs = now - this.#told;
    const outcome = Object.freeze(error === undefined ? { ended, durationMs } : { ended, durationMs, error });
    this.#call.core.observers.tell(this.#make(now, event.durationMs, event.error, outcome));
  }

  /** Written out, since spreading one object into another costs more than a decision. */
  #make(
    now: number,
    durationMs: number,
    error: ActraError | undefined,
    outcome: Outcome | undefined,
  ): DecisionEvent {
    const { core, mode, lease, decision } = this.#call;
    const context: CallContext = this.#call.shown();
    const id = this.#id;
    const policy_hash = lease.hash;
    const { action } = context;
    const timestamp = core.clock.timestamp(now);
    const event =
      error !== undefined
        ? outcome === undefined
          ? { id, mode, policy_hash, action, context, timestamp, durationMs, error }
          : { id, mode, policy_hash, action, context, timestamp, durationMs, error, outcome }
        : outcome === undefined
          ? { id, mode, policy_hash, action, context, timestamp, durationMs, decision }
          : { id, mode, policy_hash, action, context, timestamp, durationMs, decision, outcome };
    return Object.freeze(event) as DecisionEvent;
  }
}
