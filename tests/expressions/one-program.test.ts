import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Actra } from "../../src/index.ts";

// What is written as an expression is as fast as what is written out: it is the same program.

/** What stands between backticks behind `name`, in an engine of the bench, which imports what the build makes. */
function textIn(file: string, name: string): string {
  const source = readFileSync(new URL(`../../bench/engines/${file}`, import.meta.url), "utf8");
  const text = new RegExp(`\\b${name}(?: =|:) \`([^\`]*)\``).exec(source)?.[1];
  expect(text, `${name} in ${file}`).toBeDefined();
  return text!;
}

describe("W1 of the bench", () => {
  const schema = textIn("actra.mjs", "schema");
  const compiled = (file: string) => Actra.compile({ schema, policy: textIn(file, "policy") });
  const structured = compiled("actra.mjs");
  const expressions = compiled("actra-expressions.mjs");

  it("has one hash in both notations", () => {
    expect(expressions.policyHash()).toBe(structured.policyHash());
  });

  it("is one program in both notations, byte by byte", () => {
    expect(expressions.toBytes({ debug: false })).toEqual(structured.toBytes({ debug: false }));
  });
});
