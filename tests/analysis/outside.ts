/**
 * Policies of every kind, computing and looking into lists included: whatever is proved of them is held against random inputs.
 * Here not everything can be proved; what is has to be true.
 */
import { expect } from "vitest";
import { diffPolicies } from "../../src/analysis/diff.ts";
import { lintPolicy } from "../../src/analysis.ts";
import { Actra, ActraInputError, type Decision, type Policy, type PolicySources } from "../../src/index.ts";
import { sourcesOf } from "../fuzz/engine.ts";
import { type Case, makeCase } from "../generate/case.ts";
import { makeItemsCase } from "../generate/items.ts";
import { Random } from "../generate/random.ts";
import type { RuleDocument } from "../reference/documents.ts";
import type { Count } from "./brute-lint.ts";

export function checkOutside(seed: number, inputs: number, count: Count): void {
  const made = makeDocuments(seed, inputs);
  if (made === undefined) return count("outside: not made");
  const policy = compiledOf(made);
  if (policy === undefined) return count("outside: not made");
  const decided = made.inputs.map((input) => decide(policy, input));
  for (const { code, message } of lintPolicy(policy)) {
    count(`outside: ${code}`);
    const id = /rule `([^`]+)`/.exec(message)?.[1];
    if (id !== undefined) check(code, id, made, decided);
  }
  checkDifference(made, policy, decided, count);
  policy.dispose();
}

function compiledOf(made: Case): Policy | undefined {
  try {
    return Actra.compile(sourcesOf(made) as PolicySources, made.options);
  } catch {
    return undefined;
  }
}

/** A few seeds lead to terms that the reference cannot read. */
function makeDocuments(seed: number, inputs: number): Case | undefined {
  try {
    return seed % 3 === 0 ? makeItemsCase(seed, inputs) : makeCase(seed, inputs);
  } catch {
    return undefined;
  }
}

function check(code: string, id: string, made: Case, decided: readonly (Decision | undefined)[]): void {
  const about = `${code} of ${id}, seed ${made.seed}`;
  if (/shadowed|unreachable|never-wins/.test(code))
    for (const decision of decided) expect(decision?.matched_rule, about).not.toBe(id);
  if (code === "contradictory-rule")
    for (const decision of decided)
      if (decision?.matched_rule === id) expect(decision.missing ?? decision.assumed, about).toBeDefined();
  if (code === "redundant-rule") {
    const without = compiledWith(made, (rules) => rules.filter((rule) => rule.id !== id));
    if (without === undefined) return;
    for (const [i, input] of made.inputs.entries()) {
      const decision = decide(without, input);
      // Without it, fewer fields are read, so fewer inputs are bad.
      if (decided[i] !== undefined) expect(decision?.effect, about).toBe(decided[i]?.effect);
    }
    without.dispose();
  }
}

function checkDifference(
  made: Case,
  policy: Policy,
  decided: readonly (Decision | undefined)[],
  count: Count,
): void {
  const random = new Random(made.seed);
  const other = compiledWith(made, (rules) => changed(rules, random));
  if (other === undefined) return;
  const { equivalent, regions } = diffPolicies(policy, other);
  for (const [i, input] of made.inputs.entries()) {
    const [before, after] = [decided[i], decide(other, input)];
    if (equivalent && before && after) expect(after.effect, `seed ${made.seed}`).toBe(before.effect);
  }
  for (const { input, before, after } of regions) {
    expect(decide(policy, input)?.effect).toBe(before.effect);
    expect(decide(other, input)?.effect).toBe(after.effect);
  }
  count(`outside: ${equivalent ? "equivalent" : "not equivalent"}`);
  other.dispose();
}

function changed(rules: readonly RuleDocument[], random: Random): readonly RuleDocument[] {
  const at = random.below(rules.length);
  const { approval: _, ...rule } = rules[at]!;
  if (random.chance(0.3)) return rules.filter((_each, i) => i !== at);
  if (random.chance(0.5))
    return rules.map((each, i) => (i === at ? ({ ...rule, reason: "another" } as RuleDocument) : each));
  return rules.map((each, i) =>
    i === at ? ({ ...rule, effect: random.pick(["allow", "block"]) } as RuleDocument) : each,
  );
}

function compiledWith(
  made: Case,
  change: (rules: readonly RuleDocument[]) => readonly RuleDocument[],
): Policy | undefined {
  if (made.policies.length > 1) return undefined;
  const [policy] = made.policies as [Case["policies"][number]];
  try {
    return Actra.compile(
      {
        schema: made.schema,
        policy: { ...policy, rules: change(policy.rules as RuleDocument[]) },
      } as PolicySources,
      made.options,
    );
  } catch {
    return undefined;
  }
}

function decide(policy: Policy, input: unknown): Decision | undefined {
  try {
    return policy.evaluate(input as object);
  } catch (error) {
    if (error instanceof ActraInputError) return undefined;
    throw error;
  }
}
