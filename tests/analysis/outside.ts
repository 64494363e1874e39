/**
 * Policies of every kind, computing and looking into lists included: whatever is proved of them is held against random inputs.
 * Here not everything can be proved; what is has to be true.
 */
import { expect } from "vitest";
import { diffPolicies } from "../../src/analysis/diff.ts";
import { exactOutcomes, lintPolicy, proveInvariants } from "../../src/analysis.ts";
import { compile } from "../../src/compiler/compile.ts";
import { Actra, ActraInputError, type Decision, type Policy, type PolicySources } from "../../src/index.ts";
import { sourcesOf } from "../fuzz/engine.ts";
import { type Case, makeCase } from "../generate/case.ts";
import { makeItemsCase } from "../generate/items.ts";
import { Random } from "../generate/random.ts";
import type { RuleDocument } from "../reference/documents.ts";
import type { Count } from "./brute-lint.ts";

/** Takes down how many random inputs a claim of a kind was held against. */
export type Hold = (claim: string, inputs: number) => void;

export function checkOutside(seed: number, inputs: number, count: Count, hold: Hold = () => {}): void {
  const made = makeDocuments(seed, inputs);
  if (made === undefined) return count("outside: not made");
  const policy = compiledOf(made);
  if (policy === undefined) return count("outside: not made");
  const decided = made.inputs.map((input) => decide(policy, input));
  const valid = decided.filter((decision) => decision !== undefined).length;
  for (const { code, message } of lintPolicy(policy)) {
    count(`outside: ${code}`);
    const id = /rule `([^`]+)`/.exec(message)?.[1];
    if (id === undefined) continue;
    check(code, id, made, decided);
    hold(code, valid);
  }
  checkInvariant(made, decided, count, hold);
  checkDifference(made, policy, decided, count, hold);
  checkOutcomes(made, policy, count, hold);
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
  if (code === "always-true-rule") checkAlways(id, made, decided, about);
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

/** With what is missing assumed, the condition is true of every input in scope. */
function checkAlways(
  id: string,
  made: Case,
  decided: readonly (Decision | undefined)[],
  about: string,
): void {
  const only = (more: object) =>
    compiledWith(
      made,
      (rules) => rules.filter((rule) => rule.id === id).map((rule) => ({ ...bare(rule), ...more })),
      ASSUMING,
    );
  const [alone, anywhere] = [only({}), only({ when: true })];
  if (alone === undefined || anywhere === undefined) return;
  for (const [i, input] of made.inputs.entries()) {
    // What an audit rule finds bad is no input of the rule enforced.
    const decision = decide(alone, input);
    if (decided[i] === undefined || decision === undefined) continue;
    if (decide(anywhere, input)?.effect === "block") expect(decision.effect, about).toBe("block");
  }
  alone.dispose();
  anywhere.dispose();
}

function checkDifference(
  made: Case,
  policy: Policy,
  decided: readonly (Decision | undefined)[],
  count: Count,
  hold: Hold,
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
  if (equivalent) hold("equivalent", decided.filter((decision) => decision !== undefined).length);
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

/** That the condition of a rule leads to its effect, which it does unless another rule is in its way. */
function checkInvariant(
  made: Case,
  decided: readonly (Decision | undefined)[],
  count: Count,
  hold: Hold,
): void {
  const rules = made.policies.flatMap((policy) => policy.rules as RuleDocument[]);
  const rule = rules.find(
    ({ effect, scope, when }) => effect !== "allow" && scope.action && when !== undefined,
  );
  if (rule === undefined || made.policies.length > 1) return;
  const actions = [rule.scope.action!];
  const must = { decide: rule.effect, whenever: rule.when };
  const invariant = { id: "g", applies_to: { actions, if: "declared" }, must, error: "as agreed" };
  const governance = { version: 1, governance: { rules: [invariant] } };
  const probe = compiledWith(made, () => [{ ...bare(rule), effect: "block" }], ASSUMING);
  if (probe === undefined) return;
  const { diagnostics } = compile({ ...sourcesOf(made), governance } as PolicySources, {
    ...made.options,
    invariants: proveInvariants,
  });
  const isProved = !diagnostics.some(({ severity }) => severity === "error");
  count(`outside: invariant ${isProved ? "proved" : "not proved"}`);
  if (!isProved) return;
  let held = 0;
  for (const [i, input] of made.inputs.entries()) {
    const decision = decided[i];
    if (decision === undefined || decide(probe, input)?.matched_rule !== rule.id) continue;
    held++;
    expect(STRICT.indexOf(decision.effect), `seed ${made.seed}`).toBeLessThanOrEqual(
      STRICT.indexOf(rule.effect),
    );
  }
  hold("invariant proved", held);
  probe.dispose();
}

const STRICT = ["block", "require_approval", "allow"];
const ASSUMING = { missing: "assume_worst", default: "allow", resolution: "strictest" } as const;

/** Without its actor scope. */
function bare({ id, scope: { actor, ...rest }, when }: RuleDocument): RuleDocument {
  const isOfActor = actor !== undefined && Object.keys(rest).length === 0;
  const scope = isOfActor ? { global: true } : rest;
  return { id, scope, ...(when !== undefined && { when }), effect: "block" } as RuleDocument;
}

/** Questions take longer than decisions. */
const MOST_ASKED = 30;

/** What random inputs are decided as is among what is possible while their snapshot, or their action, is not known. */
function checkOutcomes(made: Case, policy: Policy, count: Count, hold: Hold): void {
  for (const [i, input] of made.inputs.slice(0, MOST_ASKED).entries()) {
    const decision = decide(policy, input);
    if (decision === undefined) continue;
    for (const unknown of ["snapshot", "action"]) {
      const { effects, decisions, exact } = exactOutcomes(policy, input as object, { unknown: [unknown] });
      const about = `${unknown} of input ${i}, seed ${made.seed}`;
      expect(effects, about).toContain(decision.effect);
      if (decisions)
        expect(
          decisions.map((each) => JSON.stringify(each)),
          about,
        ).toContain(JSON.stringify(decision));
      hold(exact ? "outcomes, exact" : "outcomes, not exact", 1);
    }
  }
  count("outside: outcomes");
}

function compiledWith(
  made: Case,
  change: (rules: readonly RuleDocument[]) => readonly RuleDocument[],
  settings: object = {},
): Policy | undefined {
  if (made.policies.length > 1) return undefined;
  const [policy] = made.policies as [Case["policies"][number]];
  try {
    return Actra.compile(
      {
        schema: made.schema,
        policy: { ...policy, ...settings, rules: change(policy.rules as RuleDocument[]) },
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
