/** What lint says of a tiny policy against trying every input. Gives how often each answer was right; throws on a wrong one. */
import { expect } from "vitest";
import { subjectOf } from "../../src/analysis/core/subject.ts";
import { lint } from "../../src/analysis/lint/lint.ts";
import { Actra, ActraCompileError, type Decision, type Policy } from "../../src/index.ts";
import type { RuleDocument, SettingsDocument } from "../reference/documents.ts";
import { isWhole, type Tiny } from "./tiny.ts";

export type Count = (answer: string) => void;

/** `undefined` where the rules that came out do not compile. */
export function compiled({ schema }: Pick<Tiny, "schema">, policy: object): Policy | undefined {
  try {
    return Actra.compile({ schema, policy });
  } catch (error) {
    if (error instanceof ActraCompileError) return undefined;
    throw error;
  }
}

const decided = new WeakMap<Policy, readonly Decision[]>();

/** What it decides on each input. */
export function decisionsOf({ inputs }: Tiny, policy: Policy): readonly Decision[] {
  const decisions = decided.get(policy) ?? inputs.map((input) => policy.evaluate(input));
  decided.set(policy, decisions);
  return decisions;
}

export function checkLint(tiny: Tiny, policy: Policy, count: Count, about: string): void {
  const { findings, cutOff } = lint(subjectOf(policy));
  expect(cutOff).toEqual([]);
  for (const rule of tiny.policy.rules as RuleDocument[]) {
    const codes = findings.flatMap(({ code, message, span }) =>
      message.includes(`rule \`${rule.id}\``) && span !== undefined && isOf(message, rule.id) ? [code] : [],
    );
    const truths = truthsOf(tiny, rule, policy);
    for (const [answer, truth] of Object.entries(truths)) {
      const said = SAID[answer as keyof typeof SAID].some((code) => (codes as string[]).includes(code));
      expect(said, `${answer} of ${rule.id}, ${about}`).toBe(truth);
      count(`${answer}: ${truth ? "yes" : "no"}`);
    }
    for (const code of codes) count(code);
  }
}

const SAID = {
  contradictory: ["contradictory-rule"],
  "always true": ["always-true-rule"],
  "never decides": ["shadowed-rule", "unreachable-rule", "effect-never-wins"],
  redundant: ["redundant-rule"],
};

/** The rule that a message is about comes first in it. */
function isOf(message: string, id: string): boolean {
  return /rule `([^`]+)`/.exec(message)![1] === id;
}

function truthsOf(
  tiny: Tiny,
  rule: RuleDocument,
  policy: Policy,
): Partial<Record<keyof typeof SAID, boolean>> {
  const alone = matchesAlone(tiny, rule);
  const contradictory = !alone.some(Boolean);
  const unscoped = {
    ...rule,
    scope: rule.scope.action === undefined ? rule.scope : { action: rule.scope.action },
  };
  const always = rule.scope.actor === undefined ? alone : matchesAlone(tiny, unscoped);
  const whole = tiny.inputs
    .map((input, i) => [input, always[i]!] as const)
    .filter(([input]) => isWhole(input, tiny.fields));
  const applying = whole.filter(
    ([input]) => rule.scope.action === undefined || (input.action as { type: string }).type === "act",
  );
  const isAlways = rule.when !== undefined && applying.every(([, matches]) => matches);
  const truths = { contradictory, "always true": isAlways && !contradictory };
  if (rule.mode === "audit") return truths;
  const decides = decisionsOf(tiny, policy).some(
    ({ matched_rule, approvals = [] }) =>
      matched_rule === rule.id || approvals.some((each) => each.rule === rule.id),
  );
  const isPlain = rule.reason === undefined && rule.approval === undefined;
  const redundant = !contradictory && decides && isPlain && isSameWithout(tiny, rule, policy);
  return { ...truths, "never decides": !contradictory && !decides, redundant };
}

/** Of each input, whether the rule is true of it. */
function matchesAlone(tiny: Tiny, rule: RuleDocument): boolean[] {
  const { mode: _, ...enforced } = rule;
  const settings: SettingsDocument = {
    missing: "no_match",
    default: rule.effect === "allow" ? "block" : "allow",
  };
  const policy = compiled(tiny, { version: 1, ...settings, rules: [enforced] })!;
  const matches = tiny.inputs.map((input) => policy.evaluate(input).matched_rule === rule.id);
  policy.dispose();
  return matches;
}

function isSameWithout(tiny: Tiny, rule: RuleDocument, policy: Policy): boolean {
  const rules = (tiny.policy.rules as RuleDocument[]).filter((other) => other !== rule);
  const without = compiled(tiny, { ...tiny.policy, rules })!;
  const decisions = decisionsOf(tiny, policy);
  const same = tiny.inputs.every((input, i) => without.evaluate(input).effect === decisions[i]!.effect);
  without.dispose();
  return same;
}
