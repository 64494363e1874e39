import { Outcome } from "../../assembly/shared/layout.ts";
import type { ActraInputError } from "../errors.ts";
import type { Decision } from "../language/decision.ts";
import type { Decider } from "../machine/decide.ts";
import type { ManyPacked } from "../machine/packed/decide.ts";

/** In place of a rule's number. */
const DEFAULT = -1;
const ERROR = -2;

/** The decisions on many packed inputs, in their order. */
export class PackedDecisions {
  /** For each input the number of the rule that decided, from 0 as they stand in the policy; −1 for `default`, −2 for an error. */
  readonly rules: Int32Array;
  readonly #found: ManyPacked;
  readonly #decider: Decider;

  /**
   * They come from `evaluatePackedMany`.
   *
   * @param held a `Decider`, whose type has no place in what users compile against
   */
  constructor(found: ManyPacked, held: object) {
    const decider = held as Decider;
    const { rules } = decider.loaded.program;
    this.#found = found;
    this.#decider = decider;
    this.rules = new Int32Array(found.rules.length);
    for (const [i, rule] of found.rules.entries()) this.rules[i] = rule < 0 ? DEFAULT : rules[rule]!.position;
    for (const [i, outcome] of found.others)
      this.rules[i] = "effect" in outcome ? positionOf(outcome, decider) : ERROR;
  }

  get length(): number {
    return this.rules.length;
  }

  /**
   * The decision on one of them, or the error that it is.
   *
   * @throws RangeError
   */
  decision(index: number): Decision | ActraInputError {
    const rule = this.#found.rules[index];
    if (rule === undefined) throw new RangeError(`there is no input ${index} of ${this.length}`);
    return rule === Outcome.Fault ? this.#found.others.get(index)! : this.#decider.decisionOf(rule);
  }
}

function positionOf({ matched_rule }: Decision, { loaded }: Decider): number {
  return loaded.program.rules.find(({ id }) => id === matched_rule)?.position ?? DEFAULT;
}
