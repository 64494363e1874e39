import fc from "fast-check";
import { expect, it } from "vitest";
import { compare } from "./fuzz/compare.ts";
import { compile } from "./fuzz/engine.ts";
import { report } from "./fuzz/report.ts";
import { shrink } from "./fuzz/shrink.ts";
import { type Case, makeCase } from "./generate/case.ts";
import { Spread } from "./generate/spread.ts";
import { watched } from "./generate/watch.ts";
import { spellOut } from "./reference/names.ts";
import { readRule } from "./reference/policy.ts";

const minutes = 60_000;
const seeds = fc.noBias(fc.integer());

/** The spread of a run is asserted, so its seed is fixed; `npm run fuzz:decide` takes other ones. */
const parameters = { seed: 20_260_701, endOnFailure: true };

it("decides as the reference does", { timeout: 15 * minutes }, () => {
  const spread = new Spread();
  fc.assert(
    fc.property(seeds, (seed) => {
      const documents = makeCase(seed, 10);
      const difference = compare(documents, spread);
      if (difference !== undefined) throw new Error(report(shrink(documents, difference)));
    }),
    { ...parameters, numRuns: 1200 },
  );
  console.log(String(spread));
  for (const effect of ["allow", "require_approval", "block"])
    expect(spread.share(effect)).toBeGreaterThan(20);
  expect(spread.share("missing")).toBeGreaterThan(10);
  expect(spread.errors).toBeGreaterThan(5);
  for (const kind of ["conditions", "lists", "patterns"])
    expect(spread.names.get(kind), kind).toBeGreaterThan(600);
  for (const [name, count] of spread.shapes) expect(count, name).toBeGreaterThanOrEqual(120);
});

it("reads each value once, and only what the rules read", { timeout: 5 * minutes }, () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const documents = makeCase(seed, 3);
      const engine = compile(documents);
      const readable = new Set(["action", "action.type", ...readPaths(documents).flatMap(partsOf)]);
      for (const input of documents.inputs) {
        const { proxy, reads } = watched(input);
        engine.decide(proxy);
        expect(reads).toEqual([...new Set(reads)]);
        expect(reads.filter((path) => !readable.has(path))).toEqual([]);
      }
      engine.dispose();
    }),
    { ...parameters, numRuns: 150 },
  );
});

function readPaths({ schema, policies }: Case): string[] {
  const kind = schema.actor?.kind ?? "type";
  const rules = spellOut(policies, schema).flat();
  return rules.flatMap((rule) => [...readRule(rule, kind).reads]);
}

/** `actor.a.b` gives `actor`, `actor.a` and `actor.a.b`. */
function partsOf(path: string): string[] {
  const parts = path.split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}
