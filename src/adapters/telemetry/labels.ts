import type { DecisionEvent } from "../../runtime/events.ts";

// What metrics tell of an event: names out of the policy and its schema, a bounded number of them, and never a value.

export interface Labels {
  readonly action: string;
  readonly mode: string;
  /** `error` where there is no decision. */
  readonly effect: string;
  /** Of what decided; empty where no rule did. */
  readonly rule: string;
  /** Of the error, where there is no decision; else empty. */
  readonly code: string;
}

const OTHER = "(other)";
const NONE = "(none)";
const MOST_NAMES = 1000;
const LONGEST_NAME = 256;

/** Each series costs whoever counts them: where a policy takes actions that it does not declare, their names come from callers. */
class Names {
  readonly #known = new Set<string>();

  of(name: string): string {
    if (this.#known.has(name)) return name;
    if (this.#known.size >= MOST_NAMES || name.length > LONGEST_NAME) return OTHER;
    this.#known.add(name);
    return name;
  }
}

export class Labelling {
  readonly #actions = new Names();
  readonly #rules = new Names();

  /** `undefined` for an event of how a function ended, which repeats what the one before has told. */
  of({ action, mode, decision, error, outcome }: DecisionEvent): Labels | undefined {
    if (outcome !== undefined) return undefined;
    if (decision === undefined) {
      // An action that the policy rejects has a name of the caller's.
      const name = error.code === "INPUT_ACTION" ? NONE : this.#actions.of(action.type || NONE);
      return { action: name, mode, effect: "error", rule: "", code: error.code };
    }
    const { effect, matched_rule } = decision;
    const rule = this.#rules.of(matched_rule);
    return { action: this.#actions.of(action.type || NONE), mode, effect, rule, code: "" };
  }
}

/** Seconds: from a decision without resolvers to the time that resolvers have by default. */
export const SECONDS: readonly number[] = [
  0.000005, 0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
  0.25, 0.5, 1, 2.5, 5,
];
