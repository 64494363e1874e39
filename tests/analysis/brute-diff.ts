/** Two tiny policies, one a change of the other in its rules or its schema, against deciding every input by both. */
import { expect } from "vitest";
import { diffPolicies } from "../../src/analysis/diff.ts";
import type { Decision, Policy } from "../../src/index.ts";
import type { Random } from "../generate/random.ts";
import type { Effect, PolicyDocument, RuleDocument } from "../reference/documents.ts";
import { type Count, compiled, decisionsOf } from "./brute-lint.ts";
import { type Tiny, withOtherPresence } from "./tiny.ts";

export function checkDiff(tiny: Tiny, policy: Policy, random: Random, count: Count, about: string): void {
  const changed = random.chance(0.3) ? tiny.policy : change(tiny, random);
  const schema = random.chance(0.3) ? withOtherPresence(tiny, random) : tiny.schema;
  const other = compiled({ schema }, changed);
  if (other === undefined) return;
  const { equivalent, regions, unclear, notCompared } = diffPolicies(policy, other);
  const told = `${about}, ${JSON.stringify([schema, changed])}`;
  expect(
    [...unclear, ...notCompared].filter((text) => !text.includes("who is asked")),
    told,
  ).toEqual([]);
  const pairs = new Set<string>();
  let asksOthers = false;
  const decisions = decisionsOf(tiny, policy);
  for (const [i, input] of tiny.inputs.entries()) {
    const [before, after] = [decisions[i]!, other.evaluate(input)];
    const { type } = input.action as { type: string };
    if (before.effect !== after.effect) pairs.add(`${type}: ${before.effect} → ${after.effect}`);
    else asksOthers ||= asked(before) !== asked(after);
  }
  const effects = regions.filter(({ before, after }) => before.effect !== after.effect);
  const said = new Set(
    effects.map(({ action, before, after }) => `${action}: ${before.effect} → ${after.effect}`),
  );
  expect([...said].sort(), told).toEqual([...pairs].sort());
  if (unclear.length === 0) {
    expect(regions.length > effects.length, told).toBe(asksOthers);
    expect(equivalent, told).toBe(pairs.size === 0 && !asksOthers);
  }
  for (const { input, before, after } of regions) {
    expect(policy.evaluate(input).effect).toBe(before.effect);
    expect(other.evaluate(input).effect).toBe(after.effect);
    count("diff: region");
  }
  count(
    unclear.length > 0 ? "diff: unclear who is asked" : equivalent ? "diff: equivalent" : "diff: different",
  );
  other.dispose();
}

function asked({ approvals = [] }: Decision): string {
  const kinds = approvals.map(({ rule: _, ...approval }) => JSON.stringify(approval));
  return JSON.stringify([...new Set(kinds)].sort());
}

/** One thing; now and then one that changes nothing. */
function change({ policy, condition }: Tiny, random: Random): PolicyDocument {
  const rules = policy.rules as RuleDocument[];
  const at = random.below(rules.length);
  const rule = rules[at]!;
  const put = (instead: object) => ({
    ...policy,
    rules: rules.map((each) => (each === rule ? { ...rule, ...instead } : each)),
  });
  const isAction = rule.scope.action !== undefined;
  const { approval: _, ...plain } = rule;
  const ways: (() => object)[] = [
    () => ({ ...policy, rules: rules.filter((each) => each !== rule) }),
    () => ({
      ...policy,
      rules: rules.map((each) =>
        each === rule
          ? { ...plain, effect: random.pick<Effect>(["allow", "block", "require_approval"]) }
          : each,
      ),
    }),
    () => put({ when: condition(isAction) }),
    () => put({ when: { all: [rule.when ?? condition(isAction), condition(isAction)] } }),
    () =>
      rule.when === undefined
        ? put({})
        : put({ when: { any: [rule.when, { all: [rule.when, condition(isAction)] }] } }),
    () => (rule.when === undefined ? put({}) : put({ when: { not: { not: rule.when } } })),
    () => ({ ...policy, rules: random.shuffled(rules) }),
    () => ({ ...policy, default: random.pick<Effect>(["allow", "block", "require_approval"]) }),
    () =>
      rule.effect === "require_approval"
        ? put({ approval: { approvers: [random.pick(["lead", "boss"])] } })
        : put({}),
  ];
  return random.pick(ways)() as PolicyDocument;
}
