/**
 * The index of rules: that it decides nothing differently, that it is used, and what it costs. Costs are counted in steps of
 * the machine, which are the same everywhere.
 */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NodeKind } from "../assembly/shared/layout.ts";
import { Actra, disassemble, type PolicyInput } from "../src/index.ts";
import { makeManyRules } from "./generate/many-rules.ts";
import { Random } from "./generate/random.ts";
import { prepare } from "./reference/reference.ts";
import { type Counted, counting } from "./support/counting-machine.ts";
import { indexOf, nodesOf, withIndex, withoutIndex } from "./support/indexed.ts";
import { byLimit, byLiteral, transfer, W1, type Workload } from "./support/many-rules.ts";

const LIMITS = { fileBytes: 2 ** 26, nodes: 10_000_000 };
const seeds = fc.noBias(fc.integer());
const parameters = { seed: 20_260_701, endOnFailure: true };

function fileOf({ schema, policy }: Workload): Uint8Array {
  const compiled = Actra.compile({ schema, policy: policy as never }, { limits: LIMITS });
  const bytes = compiled.toBytes({ debug: false });
  compiled.dispose();
  return bytes;
}

describe("with and without an index", () => {
  it("many rules decide as the reference does", () => {
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
          if (!isDeepStrictEqual(indexed.decision, scanned.decision)) throw new Error(difference(seed, input));
          if (indexed.steps < scanned.steps && indexed.decision.matched_rule !== "") fewer++;
        }
      }
    };
    fc.assert(fc.property(seeds, decide), { ...parameters, numRuns: 1500 });
    // Every kind of node stood in some program, and most decisions of a rule were found by them in fewer steps.
    for (const kind of [NodeKind.List, NodeKind.All, NodeKind.Table, NodeKind.Split])
      expect(used.get(kind), NodeKind[kind]).toBeGreaterThan(500);
    expect(fewer).toBeGreaterThan(10_000);
  });

  function difference(seed: number, input: unknown): string {
    return `makeManyRules(new Random(${seed})) decides differently on ${JSON.stringify(input)}`;
  }
});
