import type { ActraError } from "../errors.ts";
import type { Decision } from "../language/decision.ts";
import type { Call } from "./call.ts";
import { type DecisionEvent, nextId, type Outcome, type Told } from "./events.ts";

// Node looks a global of this kind up anew each time, which costs as much as reading the clock.
const { performance } = globalThis;

/** What observers hear of one call: its decision or why there is none, and how the guarded function ended. */
export class Report implements Told {
  readonly #call: Call;
  readonly #started = performance.now();
  /** When it was told last. */
  #now = 0;
  #isTold = false;
  error: ActraError | undefined;
  durationMs = 0;
  outcome: Outcome | undefined;
  /** Of the decision, when somebody asked for it. */
  #first: DecisionEvent | undefined;
  /** Of the outcome. */
  #second: DecisionEvent | undefined;

  constructor(call: Call) {
    this.#call = call;
    this.error = undefined;
    this.outcome = undefined;
    this.#first = undefined;
    this.#second = undefined;
  }

  get type(): string {
    return this.#call.form.name;
  }

  get decision(): Decision | undefined {
    return this.error === undefined ? this.#call.decision : undefined;
  }

  /** Whether there is an event of what was decided on, or can be: once the function runs, it may change that. */
  get hasEvent(): boolean {
    return this.outcome === undefined || this.#first !== undefined;
  }

  event(): DecisionEvent {
    if (this.outcome === undefined) return (this.#first ??= this.#make(nextId(), undefined));
    return (this.#second ??= this.#make(this.#first?.id ?? nextId(), this.outcome));
  }

  tell(error?: ActraError): void {
    this.#now = performance.now();
    this.durationMs = this.#now - this.#started;
    this.error = error;
    this.#isTold = true;
    this.#call.core.observers.tell(this);
  }

  /** Of the function that has run since. */
  tellOutcome(ended: Outcome["ended"], error?: string): void {
    if (!this.#isTold) return;
    const told = this.#now;
    this.#now = performance.now();
    const durationMs = this.#now - told;
    this.outcome = error === undefined ? { ended, durationMs } : { ended, durationMs, error };
    this.#call.core.observers.tell(this);
  }

  /** Written out, since spreading one object into another costs more than a decision. */
  #make(id: string, outcome: Outcome | undefined): DecisionEvent {
    const { error, durationMs } = this;
    const { core, mode, lease, decision } = this.#call;
    const context = this.#call.shown();
    const policy_hash = lease.hash;
    const { action } = context;
    const timestamp = core.clock.timestamp(this.#now);
    Object.freeze(outcome);
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
