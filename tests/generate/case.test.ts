import { inspect } from "node:util";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { makeCase } from "./case.ts";

const seeds = Array.from({ length: 100 }, (_, index) => index * 7919);

it("makes the same case from the same seed", () => {
  const show = (seed: number) => inspect(makeCase(seed, 5), { depth: null, maxStringLength: 100 });
  for (const seed of seeds) expect(show(seed)).toBe(show(seed));
});

it("makes documents that survive being written down", () => {
  for (const { schema, policies } of seeds.map((seed) => makeCase(seed, 0)))
    for (const document of [schema, ...policies]) {
      const text = stringify(document, { aliasDuplicateObjects: false });
      expect(parse(text)).toStrictEqual(document);
    }
});
