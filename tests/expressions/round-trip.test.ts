import { expect, it } from "vitest";
import { formOf } from "../../src/compiler/2-parse/expression/forms.ts";
import type { CompileOptions } from "../../src/compiler/options.ts";
import { OPERATOR_NAMES, OPERATORS } from "../../src/language/operators.ts";
import { makeCase } from "../generate/case.ts";
import { SEED, seedsOfToday } from "../support/seed.ts";
import { readVectorFiles } from "../support/vectors/vector-file.ts";
import { analysed, asExpressions, hashOf, type Written } from "./compiled.ts";

// Structured → expression → structured loses nothing: every condition of the decision vectors, and thousands of random
// ones, printed as an expression, compiles to the same policy hash, which is taken before anything is simplified.

/** How many conditions there were, and their text. */
function demandSameHash(written: Written, options: CompileOptions): string[] {
  const structured = analysed(written, options);
  const expressions = asExpressions(written, structured);
  expect(hashOf(analysed(expressions, options))).toBe(hashOf(structured));
  const texts = expressions.policies.flatMap(({ rules }) =>
    rules.map((rule) => (rule as { when?: unknown }).when),
  );
  return texts.filter((text) => typeof text === "string");
}

const files = readVectorFiles();
const printed: string[] = [];

it.each(files.map((file) => [file.path, file] as const))("the conditions of %s", (_path, file) => {
  for (const { schema, policies, semantics } of file.groups)
    printed.push(...demandSameHash({ schema, policies } as Written, semantics ? { semantics } : {}));
});

it("has met every operator", () => {
  expect(printed.length).toBeGreaterThan(500);
  for (const name of OPERATOR_NAMES) {
    const { negates } = OPERATORS[name];
    const form = formOf(name) ?? formOf(negates!)!;
    const word = form.kind === "symbol" ? `action\\.\\w+ ${form.word} ` : `${form.word}\\(`;
    const pattern = new RegExp(formOf(name) ? word : `!\\(?[\\w.]*${word}`);
    expect(
      printed.some((text) => pattern.test(text)),
      name,
    ).toBe(true);
  }
});

it(`the conditions of random policies, nested and negated as they come (SEED=${SEED})`, () => {
  const texts: string[] = [];
  for (const seed of seedsOfToday(100)) {
    const { schema, policies, options } = makeCase(seed, 0);
    texts.push(...demandSameHash({ schema, policies } as Written, options));
  }
  // Those with a name in them have no expression.
  expect(texts.length).toBeGreaterThan(350);
  for (const piece of ["!((", "&& true", "|| false", "!(!", ") || (", "!has(", ".between("])
    expect(
      texts.some((text) => text.includes(piece)),
      piece,
    ).toBe(true);
}, 60_000);
