import type { ActraInputError } from "../errors.ts";
import type { Decision } from "../language/decision.ts";

/** In place of a rule's number. */
const DEFAULT = -1;
const ERROR = -2;

/** The decisions on many packed inputs, in their order. */
export class PackedDecisions {
  /** For each input the number of the rule that decided, from 0 as they stand in the policy; −1 for `default`, −2 for an error. */
  readonly rules: Int32Array;
  readonly #outcomes: readonly (Decision | ActraInputError)[];

  /**
   * They come from `evaluatePackedMany`.
   *
   * @param numbers of rules, by their ids
   */
  constructor(outcomes: readonly (Decision | ActraInputError)[], numbers: ReadonlyMap<string, number>) {
    this.#outcomes = outcomes;
    this.rules = new Int32Array(outcomes.length);
    outcomes.forEach((outcome, i) => {
      this.rules[i] = "effect" in outcome ? (numbers.get(outcome.matched_rule) ?? DEFAULT) : ERROR;
    });
  }

  get length(): number {
    return this.#outcomes.length;
  }

  /**
   * The decision on one of them, or the error that it is.
   *
   * @throws RangeError
   */
  decision(index: number): Decision | ActraInputError {
    const outcome = this.#outcomes[index];
    if (outcome === undefined) throw new RangeError(`there is no input ${index} of ${this.length}`);
    return outcome;
  }
}
