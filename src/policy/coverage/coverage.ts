import type { CoverageKind } from "../../language/coverage-kinds.ts";
import type { Effect } from "../../language/types.ts";
import type { ExplainedPlace, ShownScalar } from "../explanation.ts";

// What a number of inputs tried of a policy, as data: it goes through JSON unharmed.

export interface PolicyCoverage {
  /** How many inputs were decided on. Those in error are none of them: no rule ran. */
  readonly inputs: number;
  readonly totals: Readonly<Record<CoverageKind, CoverageCount>>;
  /** In file order. */
  readonly rules: readonly RuleCoverage[];
  /** Of all rules, in file order. What several rules use by name is here once. */
  readonly atoms: readonly AtomCoverage[];
  readonly default: DefaultCoverage;
}

export interface CoverageCount {
  readonly covered: number;
  readonly total: number;
}

export interface RuleCoverage {
  readonly id: string;
  readonly effect: Effect;
  readonly mode: "enforce" | "audit";
  readonly place: ExplainedPlace;
  /** How often its action came. */
  readonly judged: number;
  /** How often its condition was true: at least once, and the rule is covered. */
  readonly matched: number;
  /** How often the decision was its. */
  readonly decided: number;
}

/** An atom, or what is asked of the items of a list. */
export interface AtomCoverage {
  /** `action.amount greater_than 1000` */
  readonly text: string;
  readonly place: ExplainedPlace;
  /** The rules that it is in. */
  readonly rules: readonly string[];
  /** How often it came out so; inside of a list, for how many items. */
  readonly true: number;
  readonly false: number;
  /** Something was missing or could not be computed; and, under a `not`, something optional was absent. */
  readonly unknown: number;
  /** For a list of literals on the right: each of them, and how often the left was that, or had it. */
  readonly alternatives?: readonly AlternativeCoverage[];
}

export interface AlternativeCoverage {
  readonly value: ShownScalar;
  readonly met: number;
}

export interface DefaultCoverage {
  readonly effect: Effect;
  readonly decided: number;
  /** Some input may leave the decision to it; where none can, it does not count. */
  readonly reachable: boolean;
}

/** Of 100, in tenths. Never rounded up: 100 is all. Where there is nothing to cover, all of it is. */
export function percentOf({ covered, total }: CoverageCount): number {
  return total === 0 ? 100 : Math.floor((covered * 1000) / total) / 10;
}
