import fc from "fast-check";
import { expect, it } from "vitest";
import { compare } from "./fuzz/compare.ts";
import { compile } from "./fuzz/engine.ts";
import { report } from "./fuzz/report.ts";
import { shrink } from "./fuzz/shrink.ts";
import { makeItemsCase } from "./generate/items.ts";
import { Spread } from "./generate/spread.ts";
import { strictness } from "./reference/answer.ts";
import type { FieldDocument, ItemsDocument, SchemaDocument } from "./reference/documents.ts";
import { SEED } from "./support/seed.ts";

// Rules that look into lists, decided by the engine and by the reference, whatever is missing, bad or hostile in them.

const minutes = 60_000;
const seeds = fc.noBias(fc.integer());
const parameters = { seed: SEED, endOnFailure: true };

it(`decides as the reference does (SEED=${SEED})`, { timeout: 15 * minutes }, () => {
  const spread = new Spread();
  let quantifiers = 0;
  fc.assert(
    fc.property(seeds, (seed) => {
      const documents = makeItemsCase(seed, 12);
      quantifiers += JSON.stringify(documents.policies).match(/"(any_item|all_items)"/g)?.length ?? 0;
      const difference = compare(documents, spread);
      if (difference !== undefined) throw new Error(report(shrink(documents, difference)));
    }),
    { ...parameters, numRuns: 100 },
  );
  console.log(String(spread));
  for (const effect of ["allow", "require_approval", "block"])
    expect(spread.share(effect)).toBeGreaterThan(10);
  expect(spread.share("missing")).toBeGreaterThan(10);
  expect(spread.errors).toBeGreaterThan(5);
  expect(quantifiers).toBeGreaterThan(300);
});

it(`assumes the worst of what an item lacks (SEED=${SEED})`, { timeout: 5 * minutes }, () => {
  let compared = 0;
  fc.assert(
    fc.property(seeds, (seed) => {
      const documents = makeItemsCase(seed, 6);
      const { missing, semantics } = Object.assign({}, documents.options, ...documents.policies);
      if (missing === "no_match" || semantics !== undefined) return;
      const engine = compile(documents);
      for (const [whole, without] of documents.inputs.flatMap((input) =>
        withoutParts(input, documents.schema),
      )) {
        const [before, after] = [engine.decide(whole), engine.decide(without)];
        if (!("decision" in before && "decision" in after)) continue;
        compared++;
        expect(strictness(after.decision.effect)).toBeGreaterThanOrEqual(strictness(before.decision.effect));
      }
      engine.dispose();
    }),
    { ...parameters, numRuns: 60 },
  );
  expect(compared).toBeGreaterThan(150);
});

type Bag = Record<string, unknown>;

/** An input as plain data, beside the same without a required field of one of its lines, for each there is. */
function withoutParts(input: unknown, { actions }: SchemaDocument): [Bag, Bag][] {
  try {
    const { action, ...others } = { ...(input as Bag) } as { action: Bag };
    const { fields = {} } = actions[action["type"] as string]!;
    const required = Object.entries((fields["lines"] as ItemsDocument).items.fields).filter(([, field]) =>
      isRequired(field),
    );
    const lines = (action["lines"] as Bag[]).map((line) => ({ ...line }));
    const given = (changed: Bag[]) => ({ ...others, action: { ...action, lines: changed } });
    return lines.flatMap((line, index) =>
      required.map(
        ([name]) => [given(lines), given(lines.with(index, { ...line, [name]: undefined }))] as [Bag, Bag],
      ),
    );
  } catch {
    return [];
  }
}

function isRequired(field: FieldDocument): boolean {
  return typeof field === "string" ? !field.endsWith("?") : field.optional !== true;
}
