import { Truth } from "../../assembly/shared/layout.ts";
import type { Settings } from "../language/settings.ts";
import { type Effect, strictness } from "../language/types.ts";
import type { ProgramRule } from "../program/program.ts";

// Truths of rules → what they decide together (language.md §3). This is the careful way, for inputs where something
// is missing or more than the first match is asked for; an ordinary decision is the machine's first match.

export interface JudgedRule {
  readonly rule: ProgramRule;
  readonly truth: Truth;
}

export interface Resolved {
  readonly effect: Effect;
  /** The rule that decided; absent for `default`. */
  readonly matched: JudgedRule | undefined;
  /** Possible rules that counted as if they matched. */
  readonly assumed: readonly JudgedRule[];
  /** Whether any rule was certain. */
  readonly certain: boolean;
}

/** @param judged in the order of the resolution */
export function resolve(judged: readonly JudgedRule[], settings: Settings): Resolved {
  const first = judged.findIndex(({ truth }) => truth === Truth.True);
  const assumed = settings.missing === "assume_worst" ? assume(judged, first, settings) : [];
  const certainEffect = first < 0 ? settings.default : judged[first]!.rule.effect;
  const effect = strictest([certainEffect, ...assumed.map(({ rule }) => rule.effect)]);
  const matched = judged.find(
    (candidate) =>
      candidate.rule.effect === effect && (candidate.truth === Truth.True || assumed.includes(candidate)),
  );
  return { effect, matched, assumed, certain: first >= 0 };
}

/** What is not known never helps the caller, so a possible rule counts when it restricts. */
function assume(judged: readonly JudgedRule[], firstCertain: number, { resolution }: Settings): JudgedRule[] {
  const end = resolution === "first_match" && firstCertain >= 0 ? firstCertain : judged.length;
  return judged.slice(0, end).filter(({ rule, truth }) => truth === Truth.Unknown && rule.effect !== "allow");
}

function strictest(effects: readonly Effect[]): Effect {
  return effects.reduce((a, b) => (strictness(b) < strictness(a) ? b : a));
}

/**
 * The rules whose approvals are asked for, in the order of the resolution. Under `first_match` that is the first certain
 * rule, even behind an assumed one: it decides when what is missing turns out harmless.
 */
export function approvalRules(
  judged: readonly JudgedRule[],
  { effect, assumed }: Resolved,
  { resolution }: Settings,
): readonly ProgramRule[] {
  if (effect !== "require_approval") return [];
  const first = judged.find(({ truth }) => truth === Truth.True);
  const counts = (candidate: JudgedRule) =>
    assumed.includes(candidate) ||
    (resolution === "first_match" ? candidate === first : candidate.truth === Truth.True);
  return judged
    .filter((candidate) => candidate.rule.effect === effect && candidate.rule.approval && counts(candidate))
    .map(({ rule }) => rule);
}

/** The rules whose missing paths the decision names (docs/semantics.md, 10). */
export function blamed(
  judged: readonly JudgedRule[],
  { effect, matched, assumed, certain }: Resolved,
): readonly ProgramRule[] {
  if (matched === undefined) {
    return certain ? [] : judged.filter(({ truth }) => truth === Truth.Unknown).map(({ rule }) => rule);
  }
  if (matched.truth === Truth.True) return [];
  return assumed.filter(({ rule }) => rule.effect === effect).map(({ rule }) => rule);
}
