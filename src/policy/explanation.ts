import type { AuditError, Decision } from "../language/decision.ts";
import type { Effect, QuantifierName } from "../language/types.ts";

// Why a decision fell, as data.

export interface Explanation {
  /** The decision's effect and rule once more, where people look first. */
  readonly effect: Effect;
  readonly matched_rule: string;
  readonly decision: Decision;
  /** `action.type` as it was given; absent when the input had none. */
  readonly action?: string;
  readonly resolution: "strictest" | "first_match";
  /** Every rule of the policy, those of the action in the order used, then those out of scope. */
  readonly rules: readonly ExplainedRule[];
  /** Paths that were read and did not matter: whatever they had held, all of them at once, the same rule had decided. */
  readonly not_needed: readonly string[];
  /** Single changes that would make the decision less strict; `explainWithChanges` of `actra/analysis` finds them. */
  readonly changes?: readonly Change[];
  /** The same for people, 80 columns wide where the values allow. */
  toString(): string;
}

/** With these values of one field, all else as it is, the decision would be less strict: the engine has decided it so. */
export interface Change {
  /** `action.amount` */
  readonly field: string;
  /** What would be decided. */
  readonly effect: Effect;
  /** The values, such as `action.amount <= 1000`. */
  readonly when: string;
  /** One of them; absent where the field would have to be. */
  readonly value?: unknown;
  /** Whether these are the values, and all of them. Where a rule computes with the field, that is not known. */
  readonly exact: boolean;
}

/**
 * `matched` the condition is true · `not_matched` it is false · `assumed` it is unknown, and the rule counts as if it
 * matched · `unknown` it is unknown and the rule does not count · `error` an audit rule met a bad value · `out_of_scope`
 */
export type RuleStatus = "matched" | "not_matched" | "assumed" | "unknown" | "error" | "out_of_scope";

export interface ExplainedRule {
  readonly id: string;
  readonly effect: Effect;
  readonly mode: "enforce" | "audit";
  readonly status: RuleStatus;
  /** This one decided. */
  readonly decided: boolean;
  readonly description?: string;
  readonly reason?: string;
  /** Absent when debug information was stripped. */
  readonly place?: ExplainedPlace;
  /** As written; absent for rules out of scope, rules without a condition, and without debug information. */
  readonly condition?: ExplainedCondition;
  readonly error?: AuditError;
}

export interface ExplainedPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export type TruthWord = "true" | "false" | "unknown";

export type ExplainedCondition =
  | {
      readonly kind: "all" | "any";
      readonly truth: TruthWord;
      readonly place: ExplainedPlace;
      readonly conditions: readonly ExplainedCondition[];
    }
  | {
      readonly kind: "not";
      readonly truth: TruthWord;
      readonly place: ExplainedPlace;
      readonly condition: ExplainedCondition;
    }
  /** What the policy says by name; the place is where the rule, or another condition, uses it. */
  | {
      readonly kind: "named";
      readonly name: string;
      readonly truth: TruthWord;
      readonly place: ExplainedPlace;
      readonly condition: ExplainedCondition;
    }
  /** What is asked of each item of a list. */
  | {
      readonly kind: QuantifierName;
      readonly truth: TruthWord;
      readonly place: ExplainedPlace;
      /** The list; its value is not shown. */
      readonly list: ExplainedOperand;
      /** How many items it has; absent when the list is. */
      readonly items?: number;
      /** The first item that decided: of `any_item` one that matched, of `all_items` one that did not. Absent where none did. */
      readonly item?: { readonly index: number; readonly condition: ExplainedCondition };
    }
  | ExplainedAtom;

export interface ExplainedAtom {
  readonly kind: "atom";
  readonly truth: TruthWord;
  readonly place: ExplainedPlace;
  readonly operator: string;
  readonly left: ExplainedOperand;
  readonly right: ExplainedOperand;
}

export interface ExplainedOperand {
  /** The path, when it is a field, such as `action.amount` or `action.lines[2].price`. */
  readonly field?: string;
  /** As written, when it is computed. */
  readonly expression?: string;
  /**
   * What was there, what the policy says, or what was computed, durations as `90s`; `[redacted]` for sensitive fields and
   * all that is computed from them, cut short when it is long.
   */
  readonly value?: ShownValue;
  /** The field was absent, and whether it is declared so that it may be. */
  readonly absent?: "optional" | "required";
  /** Nothing was absent, and no result came out: it was divided by zero, or the range of the type was left. */
  readonly fault?: "arithmetic fault";
  /** What it was computed from, in the order written. */
  readonly parts?: readonly ExplainedOperand[];
}

export type ShownScalar = string | number | boolean;
export type ShownValue = ShownScalar | readonly ShownScalar[];
