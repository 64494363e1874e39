import { EFFECTS, type Effect } from "../../language/types.ts";
import { type DecisionEvent, type Outcome, type Told, tellBriefly } from "../events.ts";
import { requireCount, requireOptions } from "../options.ts";
import { Histogram, type HistogramCounts } from "./histogram.ts";
import { Tally } from "./tally.ts";

// How many decisions of which kind there were, and how long they took. It hears of every decision, so it makes nothing
// new for one, and does without an event, which would cost more than all else about the call.

export interface DecisionCountersOptions {
  /** How many actions, rules and codes are counted by their names, each; 1,000 when left out. Others count as `(other)`. */
  readonly maxNames?: number | undefined;
}

/** Since the beginning; plain data, frozen. */
export interface DecisionCounts {
  /** Decisions by action: `(none)` where the action had no type. */
  readonly actions: Readonly<Record<string, number>>;
  readonly effects: Readonly<Record<Effect, number>>;
  /** Decisions by the rule that decided: `(default)` when none did. */
  readonly rules: Readonly<Record<string, number>>;
  /** Failures by code: where there was no decision. */
  readonly errors: Readonly<Record<string, number>>;
  /** How guarded functions ended. */
  readonly outcomes: Readonly<Record<Outcome["ended"], number>>;
  /** Of decisions and failures, in milliseconds: what an event has as `durationMs`. */
  readonly latency: HistogramCounts;
}

/** An observer that counts. */
export interface DecisionCounters {
  (event: DecisionEvent): void;
  snapshot(): DecisionCounts;
}

const MOST_NAMES = 1_000_000;

/** @throws TypeError for options that are none */
export function decisionCounters(options: DecisionCountersOptions = {}): DecisionCounters {
  requireOptions(options, { maxNames: "number" });
  const { maxNames = 1000 } = options;
  requireCount("`maxNames`", maxNames, MOST_NAMES);
  const counters = new Counters(maxNames);
  const observer = Object.freeze(
    Object.assign((event: DecisionEvent) => counters.take(heard(event)), {
      snapshot: () => counters.snapshot(),
    }),
  );
  tellBriefly(observer, (told) => counters.take(told));
  return observer;
}

/** What an event says, as it is told briefly: of the action nothing but its type, and that only when it is asked for. */
function heard(event: DecisionEvent): Counted {
  const { decision, error, durationMs, outcome } = event;
  return {
    decision,
    error,
    durationMs,
    outcome,
    get type() {
      return event.action.type;
    },
  };
}

type Counted = Pick<Told, "type" | "durationMs" | "outcome" | "decision" | "error">;

class Counters {
  readonly #actions: Tally;
  readonly #rules: Tally;
  readonly #errors: Tally;
  readonly #effects = new Tally(EFFECTS.length, EFFECTS);
  readonly #outcomes = new Tally(2, ["returned", "threw"] satisfies Outcome["ended"][]);
  readonly #latency = new Histogram();

  constructor(maxNames: number) {
    this.#actions = new Tally(maxNames);
    this.#rules = new Tally(maxNames);
    this.#errors = new Tally(maxNames);
  }

  take(counted: Counted): void {
    const { decision, error, durationMs, outcome } = counted;
    // What is told second repeats what was told first.
    if (outcome !== undefined) return this.#outcomes.add(outcome.ended);
    this.#latency.add(durationMs);
    // By action, decisions alone: names that the policy rejects come from outside, and would take the others' places.
    if (decision === undefined) return this.#errors.add(error?.code ?? "INTERNAL");
    this.#actions.add(counted.type || "(none)");
    this.#effects.add(decision.effect);
    this.#rules.add(decision.matched_rule || "(default)");
  }

  snapshot(): DecisionCounts {
    return Object.freeze({
      actions: this.#actions.snapshot(),
      effects: this.#effects.snapshot() as DecisionCounts["effects"],
      rules: this.#rules.snapshot(),
      errors: this.#errors.snapshot(),
      outcomes: this.#outcomes.snapshot() as DecisionCounts["outcomes"],
      latency: this.#latency.snapshot(),
    });
  }
}
