/**
 * From the truth of each rule to an effect and the rules that brought it about (language.md §3,
 * "Missing data" and "Decision"; docs/semantics.md, points 8 and 9).
 */
import { strictest } from "./answer.ts";
import type { Blame, Truth } from "./condition.ts";
import type { Effect } from "./documents.ts";
import { type Rule, rank, type Settings } from "./policy.ts";

export interface Judged {
  rule: Rule;
  truth: Truth;
  /** Where it is unknown. */
  blame: Blame;
}

/** All lists are in the resolution's order. */
export interface Outcome {
  effect: Effect;
  matched: Rule | undefined;
  certain: Rule[];
  possible: Rule[];
  assumed: Rule[];
  /** The certain rules that give the certain result: all, or under `first_match` the first. */
  deciding: Rule[];
  /** Certain or assumed, with the effect. */
  supporting: Rule[];
}

/** `judged` is in file order. */
export function resolve(judged: Judged[], settings: Settings): Outcome {
  const firstMatch = settings.resolution === "first_match";
  const order = firstMatch ? judged.toSorted((a, b) => rank(a.rule) - rank(b.rule)) : judged;
  const rules = order.map(({ rule }) => rule);
  const certain = rulesThat(order, true);
  const open = order.filter(({ blame }) => settings.missing === "assume_worst" || blame === "alone");
  const possible = rulesThat(open, undefined);
  const deciding = firstMatch ? certain.slice(0, 1) : certain;
  const before = firstMatch && deciding[0] ? rules.slice(0, rules.indexOf(deciding[0])) : rules;
  const assumed = possible.filter((rule) => rule.effect !== "allow" && before.includes(rule));
  const certainResult = deciding.length > 0 ? strictest(effectsOf(deciding)) : settings.default;
  const effect = strictest([certainResult, ...effectsOf(assumed)]);
  const supporting = rules.filter(
    (rule) => rule.effect === effect && (certain.includes(rule) || assumed.includes(rule)),
  );
  return { effect, matched: supporting[0], certain, possible, assumed, deciding, supporting };
}

function rulesThat(judged: Judged[], truth: Truth): Rule[] {
  return judged.filter((it) => it.truth === truth).map(({ rule }) => rule);
}

function effectsOf(rules: Rule[]): Effect[] {
  return rules.map((rule) => rule.effect);
}
