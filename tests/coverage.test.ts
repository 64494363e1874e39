/** Coverage: that the counts are those of the explanations, and what each part of a policy counts as. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Actra, ActraError, type ExplainedCondition, type PolicyInput } from "../src/index.ts";
import type { ExplainedOperand, ExplainedPlace } from "../src/policy/explanation.ts";
import { CoverageCounter, type PolicyCoverage } from "../src/testing.ts";
import { toYaml } from "./fuzz/engine.ts";
import { makeCase } from "./generate/case.ts";

const SCHEMA = `
version: 1
actions:
  pay:
    fields:
      amount: integer
      currency: { type: string, enum: [USD, EUR, GBP] }
      note: string?
      tags: string[]?
      at: datetime?
      from: ip?
      lines: { optional: true, items: { fields: { price: integer, kind: string? } } }
  ping: {}
actor: { kind: role, fields: { role: { type: string, enum: [bot, human] } } }
`;

const PAY = { type: "pay", amount: 1, currency: "USD" };
const input = (action: object = {}, role = "human"): PolicyInput =>
  ({ action: { ...PAY, ...action }, actor: { role } }) as PolicyInput;

function rule(when: string, more = "scope: { action: pay }, effect: block"): string {
  const condition = when.startsWith("{") ? when : JSON.stringify(when);
  return `version: 1\ndefault: allow\nrules:\n  - { id: r, ${more}, when: ${condition} }\n`;
}

function covered(policy: string, inputs: readonly PolicyInput[]): PolicyCoverage {
  const counter = new CoverageCounter(Actra.compile({ schema: SCHEMA, policy }));
  for (const each of inputs) counter.record(each);
  return counter.coverage();
}

const outcomes = ({ atoms }: PolicyCoverage) => atoms.map((atom) => [atom.true, atom.false, atom.unknown]);
const met = ({ atoms }: PolicyCoverage) => atoms[0]!.alternatives!.map((each) => each.met);

describe("rules", () => {
  const policy = `version: 1
default: allow
rules:
  - { id: never, scope: { action: ping }, when: 'action.type == "pay"', effect: block }
  - { id: small, scope: { action: pay }, when: action.amount < 10, effect: require_approval }
  - { id: watched, scope: { global: true }, when: action.amount2 == 1, effect: block, mode: audit }
`.replace("action.amount2 == 1", 'action.type == "pay"');

  it("are covered when they match, whether or not they decide", () => {
    const { rules, totals, default: byDefault, inputs } = covered(policy, [input(), input({ amount: 10 })]);
    expect(inputs).toBe(2);
    expect(rules.map(({ id, judged, matched, decided }) => [id, judged, matched, decided])).toEqual([
      ["never", 0, 0, 0],
      ["small", 2, 1, 1],
      ["watched", 2, 2, 0],
    ]);
    expect(byDefault).toEqual({ effect: "allow", decided: 1, reachable: true });
    expect(totals.rules).toEqual({ covered: 3, total: 4 });
  });

  it("are not covered by being assumed", () => {
    const { rules } = covered(policy, [{ action: { type: "pay", currency: "USD" } } as PolicyInput]);
    expect(rules[1]).toMatchObject({ judged: 1, matched: 0, decided: 1 });
  });

  it("leave no default to cover where one of them always matches", () => {
    const always = rule("-").replace(', when: "-"', "");
    expect(covered(always, []).default.reachable).toBe(true); // for ping
    const global = always.replace("action: pay", "global: true");
    expect(covered(global, []).default.reachable).toBe(false);
    expect(covered(global, [input()]).totals.rules).toEqual({ covered: 1, total: 1 });
    const one = rule("action.amount > 0").replace("action: pay", "actions: [pay]");
    expect(covered(one, []).default.reachable).toBe(true);
    const evaluating = global.replace("default: allow", "default: allow\nunknown_action: evaluate");
    expect(covered(evaluating, []).default.reachable).toBe(true);
  });
});

describe("outcomes of atoms", () => {
  it("are counted without short cuts", () => {
    const { atoms, totals } = covered(rule("action.amount > 5 && action.currency == 'USD'"), [
      input(),
      input({ amount: 6 }),
    ]);
    expect(atoms.map(({ text }) => text)).toEqual([
      "action.amount greater_than 5",
      'action.currency equals "USD"',
    ]);
    expect(atoms.map((atom) => [atom.true, atom.false])).toEqual([
      [1, 1],
      [2, 0],
    ]);
    expect(totals.outcomes).toEqual({ covered: 3, total: 4 });
  });

  it("are those of the atom as written, under `not` too", () => {
    const inputs = [input(), input({ amount: 6 }), input({ amount: 7 })];
    expect(outcomes(covered(rule("!(action.amount > 5)"), inputs))).toEqual([[2, 1, 0]]);
    // An expression's `!( … in …)` is the atom `not_in`.
    expect(outcomes(covered(rule('!(action.currency in ["EUR"])'), inputs))).toEqual([[3, 0, 0]]);
    expect(outcomes(covered(rule("action.currency != 'USD'"), inputs))).toEqual([[0, 3, 0]]);
  });

  it("are none where something required is missing", () => {
    const missing = { action: { type: "pay", currency: "USD" } } as PolicyInput;
    expect(outcomes(covered(rule("action.amount > 5"), [missing]))).toEqual([[0, 0, 1]]);
  });

  it("are false for what is absent, and none under `not`", () => {
    expect(outcomes(covered(rule("has(action.note) && action.note == 'x'"), [input()]))).toEqual([
      [0, 1, 0],
      [0, 1, 0],
    ]);
    const guarded = rule('!has(action.note) || !(action.note == "x")');
    expect(outcomes(covered(guarded, [input()]))).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    const computed = rule("has(action.note) && size(action.note) + 1 > 3");
    expect(outcomes(covered(computed, [input(), input({ note: "abc" })]))).toEqual([
      [1, 1, 0],
      [1, 1, 0],
    ]);
  });

  it("are counted for each item of a list", () => {
    const { atoms } = covered(rule("action.lines.exists(l, l.price > 5)"), [
      input({ lines: [{ price: 1 }, { price: 6 }, { price: 2 }] }),
      input({ lines: [] }),
    ]);
    expect(atoms.map(({ text, ...each }) => [text, each.true, each.false])).toEqual([
      ["any_item of action.lines", 1, 1],
      ["action.lines[].price greater_than 5", 1, 2],
    ]);
    const negated = rule("has(action.lines) && !action.lines.all(l, l.price > 5)");
    const lines = [input({ lines: [{ price: 1 }, { price: 6 }] })];
    expect(outcomes(covered(negated, lines)).slice(1)).toEqual([
      [0, 1, 0],
      [1, 1, 0],
    ]);
  });

  it("are one for a condition that several rules use", () => {
    const policy = `version: 1
default: allow
conditions: { large: action.amount > 5 }
rules:
  - { id: a, scope: { action: pay }, when: { condition: large }, effect: block }
  - { id: b, scope: { action: pay, actor: bot }, when: { not: { condition: large } }, effect: block }
`;
    const { atoms, totals } = covered(policy, [input(), input({ amount: 6 }, "bot")]);
    expect(atoms.map(({ text, rules }) => [text, rules])).toEqual([
      ["action.amount greater_than 5", ["a", "b"]],
      ['actor.role equals "bot"', ["b"]],
    ]);
    expect(totals.outcomes).toEqual({ covered: 4, total: 4 });
  });
});

describe("alternatives", () => {
  it.each<[string, string, PolicyInput[], number[]]>([
    ["in", "action.currency in ['EUR', 'USD']", [input(), input()], [0, 2]],
    ["not_in", '!(action.currency in ["EUR", "USD"])', [input(), input({ currency: "GBP" })], [0, 1]],
    [
      "numbers",
      "action.amount in [1, 2, 3]",
      [input(), input({ amount: 3 }), input({ amount: 4n })],
      [1, 0, 1],
    ],
    [
      "datetimes",
      "action.at in [timestamp('2026-01-01T00:00:00Z'), timestamp('2026-01-02T00:00:00+02:00')]",
      [
        input({ at: "2026-01-01T02:00:00+02:00" }),
        input({ at: new Date("2026-01-01T22:00:00Z") }),
        input({ at: "2026-02-01T02:00:00Z" }),
      ],
      [1, 1],
    ],
    [
      "addresses",
      "{ subject: { domain: action, field: from }, operator: in, value: { literal: [10.0.0.1, '::1'] } }",
      [input({ from: "::ffff:10.0.0.1" }), input({ from: "0:0:0:0:0:0:0:1" }), input()],
      [1, 1],
    ],
    [
      "blocks",
      "{ subject: { domain: action, field: from }, operator: in_cidr, value: { literal: [10.0.0.0/8, 10.1.0.0/16, '2001:db8::/33'] } }",
      [input({ from: "10.1.2.3" }), input({ from: "10.2.2.3" }), input({ from: "2001:db8:8000::1" })],
      [2, 1, 0],
    ],
    [
      "in any case",
      "{ subject: { domain: action, field: note }, operator: in_ignoring_case, value: { literal: [Admin, 'É'] } }",
      [input({ note: "ADMIN" }), input({ note: "é" }), input({ note: "root" })],
      [1, 0],
    ],
    [
      "lists that share an item",
      "{ subject: { domain: action, field: tags }, operator: contains_any, value: { literal: [a, b, c] } }",
      [input({ tags: ["a", "b", "a"] }), input({ tags: [] }), input()],
      [1, 1, 0],
    ],
    ["what is computed", "action.amount * 2 in [2, 6]", [input(), input({ amount: 4 })], [1, 0]],
  ])("%s", (_name, when, inputs, expected) => {
    expect(met(covered(rule(when), inputs))).toEqual(expected);
  });

  it("are those of items too, and are none where nothing is compared with several literals", () => {
    const items = covered(rule("action.lines.exists(l, l.kind in ['a', 'b'])"), [
      input({ lines: [{ price: 1, kind: "b" }, { price: 1 }, { price: 1, kind: "c" }] }),
    ]);
    expect(items.atoms[1]!.alternatives).toEqual([
      { value: "a", met: 0 },
      { value: "b", met: 1 },
    ]);
    expect(items.totals.alternatives).toEqual({ covered: 1, total: 2 });
    const field = rule(
      "{ subject: { domain: action, field: note }, operator: in, value: { subject: { domain: action, field: tags } } }",
    );
    for (const when of [field, rule("action.amount == 1"), rule("action.amount.between(1, 2)")])
      expect(covered(when, []).totals.alternatives).toEqual({ covered: 0, total: 0 });
  });
});

describe("the counter", () => {
  it("counts no input in error, and no policy that tells nothing", () => {
    const policy = Actra.compile({ schema: SCHEMA, policy: rule("action.amount > 5") });
    const counter = new CoverageCounter(policy);
    expect(() => counter.record(input({ amount: "x" }))).toThrow("action.amount");
    expect(counter.coverage()).toMatchObject({ inputs: 0, rules: [{ judged: 0 }] });
    const stripped = Actra.load(policy.toBytes({ debug: false }));
    expect(() => new CoverageCounter(stripped)).toThrow(ActraError);
    expect(() => new CoverageCounter({} as typeof policy)).toThrow("another copy");
    policy.dispose();
    expect(() => counter.record(input())).toThrow("disposed");
  });

  it("is as good on a loaded program", () => {
    const policy = Actra.compile({ schema: SCHEMA, policy: rule("action.amount > 5") });
    const loaded = Actra.load(policy.toBytes());
    const [one, other] = [policy, loaded].map((each) => {
      const counter = new CoverageCounter(each);
      counter.record(input());
      return counter.coverage();
    });
    expect(one).toEqual(other);
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });

  it("counts what explanations show", () => {
    let decided = 0;
    const property = fc.property(fc.noBias(fc.integer()), (seed) => {
      const { schema, policies, options, inputs } = makeCase(seed, 6);
      const files = policies.map((policy, i) => ({ path: `${i}.yaml`, text: toYaml(policy) }));
      const policy = Actra.compile({ schema, policy: files }, options);
      const counter = new CoverageCounter(policy);
      const matched = new Map<string, number>();
      const shown = new Map<string, number>();
      for (const each of inputs as PolicyInput[]) {
        try {
          const { rules } = policy.explain(each);
          decided++;
          for (const { id, status, condition } of rules) {
            if (status === "matched") add(matched, id, 1);
            if (condition) for (const fact of factsOf(condition, false)) add(shown, fact, 1);
          }
        } catch {
          expect(() => counter.record(each)).toThrow();
          continue;
        }
        counter.record(each);
      }
      const coverage = counter.coverage();
      for (const { id, matched: count } of coverage.rules) expect(count, id).toBe(matched.get(id) ?? 0);
      const counted = new Map<string, number>();
      for (const { text, place, ...counts } of coverage.atoms) {
        if (text.includes("[]")) continue;
        for (const truth of ["true", "false", "unknown"] as const)
          if (counts[truth] > 0) add(counted, factOf(place, truth), counts[truth]);
      }
      expect(counted).toEqual(shown);
      policy.dispose();
    });
    fc.assert(property, { seed: 20_261_130, numRuns: 25, endOnFailure: true });
    expect(decided).toBeGreaterThan(30);
  });
});

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function factOf({ path, line, column }: ExplainedPlace, truth: string): string {
  return `${path}:${line}:${column} ${truth}`;
}

/** What an explanation shows of atoms and quantifiers outside of lists, with their places. */
function factsOf(condition: ExplainedCondition, negated: boolean): string[] {
  if ("condition" in condition) return factsOf(condition.condition, negated !== (condition.kind === "not"));
  if ("conditions" in condition) return condition.conditions.flatMap((part) => factsOf(part, negated));
  const sides = condition.kind === "atom" ? [condition.left, condition.right] : [condition.list];
  const isAsked = condition.kind === "atom" && condition.operator === "exists";
  const isNeither = negated && !isAsked && sides.some(isAbsent);
  return [factOf(condition.place, isNeither ? "unknown" : condition.truth)];
}

function isAbsent({ absent, parts = [] }: ExplainedOperand): boolean {
  return absent === "optional" || parts.some(isAbsent);
}
