import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { format, toExpression, toStructured } from "../../src/authoring.ts";

// Texts and what becomes of them (tests/vectors/format/documents.yaml).

interface Text {
  name: string;
  given: string;
  format?: string | { same: true };
  expression?: string | { same: true };
  structured?: string | { same: true };
  back?: true;
}

const path = new URL("../vectors/format/documents.yaml", import.meta.url);
const { texts }: { texts: Text[] } = parse(readFileSync(path, "utf8"));

const CALLS = { format, expression: toExpression, structured: toStructured };

const CASES = texts.flatMap(({ name, given, back, ...wanted }) => {
  const kinds = Object.keys(CALLS) as (keyof typeof CALLS)[];
  const results = kinds.flatMap((kind) => {
    const text = wanted[kind];
    return text === undefined ? [] : [{ name, given, kind, text: typeof text === "string" ? text : given }];
  });
  const expression = back && String(wanted.expression);
  return expression
    ? [...results, { name, given: expression, kind: "structured" as const, text: given }]
    : results;
});

it.each(CASES.map((each) => [`${each.name}: ${each.kind}`, each] as const))(
  "%s",
  (_name, { given, kind, text }) => {
    expect(CALLS[kind](given)).toBe(text);
    expect(CALLS[kind](text)).toBe(text);
  },
);
