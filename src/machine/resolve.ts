import { Truth } from "../../assembly/shared/layout.ts";
import type { Settings } from "../language/settings.ts";
import { EFFECTS, type Effect } from "../language/types.ts";
import type { ProgramRule } from "../program/program.ts";

// Truths of rules → what they decide together (docs/semantics.md, 9 to 13). This is the careful way, for inputs where something
// is missing or more than the first match is asked for; an ordinary decision is the machine's first match.

export interface JudgedRule {
  readonly rule: ProgramRule;
  readonly truth: Truth;
}

export interface Resolved {
  readonly effect: Effect;
  /** The rule that decided; absent for `default`. */
  readonly matched: JudgedRule | undefined;
  /**
   * The rules that have a say, in the order of the resolution: the certain ones, under `first_match` the first of them
   * alone, and the assumed ones, which are possible and count as if they matched.
   */
  readonly counted: readonly JudgedRule[];
}

/** @param judged in the order of the resolution */
export function resolve(judged: readonly JudgedRule[], settings: Settings): Resolved {
  const first = judged.findIndex(({ truth }) => truth === Truth.True);
  const end = settings.resolution === "first_match" && first >= 0 ? first + 1 : judged.length;
  // What is not known never helps the caller, so a possible rule counts when it restricts.
  const counted = judged
    .slice(0, end)
    .filter(({ rule, truth }) =>
      isPossible(truth, settings) ? rule.effect !== "allow" : truth === Truth.True,
    );
  const effects = new Set(counted.map(({ rule }) => rule.effect));
  if (first < 0) effects.add(settings.default);
  const effect = EFFECTS.find((strictest) => effects.has(strictest))!;
  return { effect, matched: counted.find(({ rule }) => rule.effect === effect), counted };
}

/** Under `no_match`, what is missing makes tests false; a fault is nothing that the caller left out. */
function isPossible(truth: Truth, { missing }: Settings): boolean {
  return truth === Truth.FaultAlone || (truth >= Truth.Unknown && missing === "assume_worst");
}

/**
 * The rules whose approvals are asked for, in the order of the resolution. Under `first_match` that is the first certain
 * rule, even behind an assumed one: it decides when what is missing turns out harmless.
 */
export function approvalRules({ effect, counted }: Resolved): readonly ProgramRule[] {
  if (effect !== "require_approval") return [];
  return counted.map(({ rule }) => rule).filter((rule) => rule.effect === effect && rule.approval);
}

/** The rules whose missing paths the decision names, and whose faults it mentions (docs/semantics.md, 10 and 42). */
export function blamed(
  judged: readonly JudgedRule[],
  { effect, matched, counted }: Resolved,
  settings: Settings,
): readonly JudgedRule[] {
  if (matched?.truth === Truth.True) return [];
  const possible = (matched ? counted : judged).filter(({ truth }) => isPossible(truth, settings));
  return possible.filter(({ rule }) => !matched || rule.effect === effect);
}
