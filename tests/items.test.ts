import fc from "fast-check";
import { expect, it } from "vitest";
import { compare } from "./fuzz/compare.ts";
import { report } from "./fuzz/report.ts";
import { shrink } from "./fuzz/shrink.ts";
import { makeItemsCase } from "./generate/items.ts";
import { Spread } from "./generate/spread.ts";

// Rules that look into lists, decided by the engine and by the reference, whatever is missing, bad or hostile in them.

const minutes = 60_000;
const seeds = fc.noBias(fc.integer());
const parameters = { seed: 20_261_130, endOnFailure: true };

it("decides as the reference does", { timeout: 15 * minutes }, () => {
  const spread = new Spread();
  let quantifiers = 0;
  fc.assert(
    fc.property(seeds, (seed) => {
      const documents = makeItemsCase(seed, 12);
      quantifiers += JSON.stringify(documents.policies).match(/"(any_item|all_items)"/g)?.length ?? 0;
      const difference = compare(documents, spread);
      if (difference !== undefined) throw new Error(report(shrink(documents, difference)));
    }),
    { ...parameters, numRuns: 600 },
  );
  console.log(String(spread));
  for (const effect of ["allow", "require_approval", "block"])
    expect(spread.share(effect)).toBeGreaterThan(10);
  expect(spread.share("missing")).toBeGreaterThan(10);
  expect(spread.errors).toBeGreaterThan(5);
  expect(quantifiers).toBeGreaterThan(2500);
});
