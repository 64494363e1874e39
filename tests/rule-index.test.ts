/**
 * The index of rules: that it decides nothing differently, that it is used, and what it costs. Costs are counted in steps of
 * the machine, which are the same everywhere.
 */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NodeKind } from "../assembly/shared/layout.ts";
import { disassemble } from "../src/authoring.ts";
import { Actra, type PolicyInput } from "../src/index.ts";
import { makeManyRules } from "./generate/many-rules.ts";
import { Random } from "./generate/random.ts";
import { prepare } from "./reference/reference.ts";
import { type Counted, counting } from "./support/counting-machine.ts";
import { indexOf, nodesOf, withIndex, withoutIndex } from "./support/indexed.ts";
import { byLimit, byLiteral, transfer, W1, type Workload } from "./support/many-rules.ts";
import { SEED } from "./support/seed.ts";

const LIMITS = { fileBytes: 2 ** 26, nodes: 10_000_000 };
const seeds = fc.noBias(fc.integer());
/** Of policies that show when a rule is looked up by a slot that it can do without, which is one of 140. */
const TELLING: [number][] = [[545_206_642], [-1_663_581_869], [1_223_541_740]];
const parameters = { seed: SEED, endOnFailure: true };

function fileOf({ schema, policy }: Workload): Uint8Array {
  const compiled = Actra.compile({ schema, policy: policy as never }, { limits: LIMITS });
  const bytes = compiled.toBytes({ debug: false });
  compiled.dispose();
  return bytes;
}

describe("with and without an index", () => {
  it(`many rules decide as the reference does (SEED=${SEED})`, () => {
    const used = new Map<number, number>();
    let fewer = 0;
    const decide = (seed: number) => {
      const { schema, policy, inputs } = makeManyRules(new Random(seed), 12);
      const reference = prepare(schema, [policy]);
      const file = fileOf({ schema, policy: policy as never });
      const plain = counting(withoutIndex(file));
      const others = [file, withIndex(file)].map(counting);
      for (const { kind } of nodesOf(withIndex(file))) used.set(kind, (used.get(kind) ?? 0) + 1);
      for (const input of inputs) {
        const expected = (reference.decide(input) as { decision?: unknown }).decision;
        const scanned = plain(input);
        expect(scanned.decision).toEqual(expected);
        for (const indexed of others.map((run) => run(input))) {
          if (!isDeepStrictEqual(indexed.decision, scanned.decision))
            throw new Error(difference(seed, input));
          if (indexed.steps < scanned.steps && indexed.decision.matched_rule !== "") fewer++;
        }
      }
    };
    fc.assert(fc.property(seeds, decide), { ...parameters, numRuns: 80, examples: TELLING });
    // Every kind of node stood in some program, and most decisions of a rule were found by them in fewer steps.
    for (const kind of [NodeKind.List, NodeKind.All, NodeKind.Table, NodeKind.Split])
      expect(used.get(kind), NodeKind[kind]).toBeGreaterThan(20);
    expect(fewer).toBeGreaterThan(200);
  });

  // A split is searched by quarters and then one by one, so the number of its bounds and the place of each matter.
  it("every bound of a split parts the same numbers", () => {
    for (const size of [...Array.from({ length: 40 }, (_, i) => i + 1), 257]) {
      const file = fileOf(byLimit(size));
      const [plain, indexed] = [withoutIndex(file), withIndex(file)].map(counting);
      const step = Math.max(1, Math.floor(size / 40));
      for (let limit = 1000; limit <= 1001 + size; limit += step)
        for (const amount of [limit, nextAfter(limit)])
          for (const field of ["field_0", "field_1", "field_2"]) {
            const input = transfer(amount, { [field]: "shared" });
            expect(indexed!(input).decision, `${size} ${amount}`).toEqual(plain!(input).decision);
          }
    }
  });

  function difference(seed: number, input: unknown): string {
    return `makeManyRules(new Random(${seed})) decides differently on ${JSON.stringify(input)}`;
  }
});

/** The smallest number that is larger. */
function nextAfter(number: number): number {
  const bits = new BigInt64Array(Float64Array.of(number).buffer);
  bits[0]!++;
  return new Float64Array(bits.buffer)[0]!;
}

/** Steps that decisions take on such inputs, at the most. */
function most(run: (input: unknown) => Counted, inputs: readonly PolicyInput[]): number {
  return Math.max(...inputs.map((input) => run(input).steps));
}

describe("a decision takes so many steps:", () => {
  const refunds = [500, 5000, 20_000].flatMap((amount) =>
    ["support", "manager"].flatMap((role) =>
      [true, false].map((fraud_flag) => ({
        action: { type: "refund", amount },
        actor: { role },
        snapshot: { fraud_flag },
      })),
    ),
  );

  it("three rules", () => {
    const file = fileOf(W1);
    expect(indexOf(file)).toHaveLength(0);
    expect(most(counting(file), refunds)).toBeLessThanOrEqual(7);
  });

  const large = new Map(
    [100, 1000, 10_000].flatMap((size) => [
      [`literal ${size}`, fileOf(byLiteral(size))],
      [`limit ${size}`, fileOf(byLimit(size))],
    ]),
  );

  /** The last rule matches; no rule does, once by its number and once by its strings. */
  function inputsFor(form: string, size: number): PolicyInput[] {
    const literal = form === "literal" ? `literal_${size - 1}` : "shared";
    const field = { [`field_${(size - 1) % 3}`]: literal };
    return [transfer(form === "literal" ? 5000 : 1001.5, field), transfer(1, field), transfer(5000)];
  }

  function steps(form: string, size: number): number {
    const run = counting(large.get(`${form} ${size}`)!);
    const inputs = inputsFor(form, size);
    expect(run(inputs[0]).decision.matched_rule).toBe(`rule_${size - 1}`);
    for (const input of inputs.slice(1)) expect(run(input).decision.matched_rule).toBe("");
    return most(run, inputs);
  }

  it("many rules, each with a literal of its own", () => {
    expect(steps("literal", 10_000)).toBeLessThanOrEqual(1.5 * steps("literal", 100));
    expect(steps("literal", 10_000)).toBeLessThanOrEqual(8);
  });

  it("many rules, each with a limit of its own", () => {
    expect(steps("limit", 10_000)).toBeLessThanOrEqual(1.5 * steps("limit", 100));
    expect(steps("limit", 10_000)).toBeLessThanOrEqual(24);
    const fields = { field_0: "shared", field_1: "shared", field_2: "shared" };
    const run = counting(large.get("limit 10000")!);
    expect(most(run, [transfer(1001.5, fields), transfer(6000, fields), transfer(1, fields)])).toBeLessThan(
      50,
    );
  });

  // What the numbers above guard against.
  it("without an index, more than there are rules", () => {
    for (const form of ["literal", "limit"]) {
      const run = counting(withoutIndex(large.get(`${form} 1000`)!));
      expect(most(run, inputsFor(form, 1000))).toBeGreaterThan(2000);
    }
  });

  it("and its index takes so much room", () => {
    for (const form of ["literal", "limit"])
      for (const size of [100, 1000, 10_000])
        expect(indexOf(large.get(`${form} ${size}`)!).length).toBeLessThanOrEqual(13 * size + 100);
  });
});

describe("an index does not outgrow its rules", () => {
  const fields = ["a", "b", "c", "d", "e"];

  function policyOf(size: number, when: (i: number) => object): Workload {
    const rules = Array.from({ length: size }, (_, i) => ({
      id: `r${i}`,
      scope: { action: "go" },
      effect: "block",
      when: when(i),
    }));
    const types = Object.fromEntries(fields.map((field) => [field, "number"]));
    return {
      schema: { version: 1, actions: { go: { fields: types } } },
      policy: { version: 1, default: "allow", rules },
    };
  }

  const atom = (field: string, operator: string, literal: unknown) => ({
    subject: { domain: "action", field },
    operator,
    value: { literal },
  });
  const numbers = (random: Random) => random.times(40, () => random.below(60));

  it.each<[string, (random: Random) => object]>([
    [
      "five lists for each rule",
      (random) => ({ all: fields.map((field) => atom(field, "in", numbers(random))) }),
    ],
    [
      "ranges over each other, and something else to ask",
      (random) => ({
        all: [
          atom("a", "between", [random.below(500), 500 + random.below(500)]),
          atom("b", "greater_than", random.below(1000)),
          atom("c", "less_than", random.below(1000)),
        ],
      }),
    ],
    [
      "any of many",
      (random) => ({ any: random.times(20, () => atom(random.pick(fields), "equals", random.below(50))) }),
    ],
  ])("%s", (_name, condition) => {
    const random = new Random(7);
    const file = fileOf(policyOf(300, () => condition(random)));
    const scanned = withoutIndex(file);
    const forced = withIndex(file, 2);
    for (const bytes of [file, forced]) expect(indexOf(bytes).length).toBeLessThan(8 * scanned.length);
    const [one, other, plain] = [file, forced, scanned].map(counting);
    for (let i = 0; i < 300; i++) {
      const values = Object.fromEntries(
        fields.map((field) => [field, random.below(random.pick([60, 1000]))]),
      );
      const input = { action: { type: "go", ...values }, actor: {}, snapshot: {} };
      const expected = plain!(input).decision;
      expect(one!(input).decision).toEqual(expected);
      expect(other!(input).decision).toEqual(expected);
    }
  });
});

it("is written out by `disassemble`", () => {
  const text = disassemble(withIndex(fileOf(byLimit(9)), 3));
  const lines = text.split("\n");
  const first = lines.indexOf("    all of");
  expect(lines.slice(first, first + 7)).toEqual([
    "    all of",
    "      by action.field_0",
    '        "shared":',
    "          by action.amount",
    "            1003.0000000000001..<1006.0000000000001: rule_6",
    "            1006.0000000000001..<1009.0000000000001: rule_3",
    "            1009.0000000000001..: rule_0",
  ]);
});
