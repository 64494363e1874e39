import type { FileContext } from "../test-context.ts";

export function fixturesAreUsed({ document, reporter }: FileContext): void {
  const used = new Set(document.tests.flatMap(({ use }) => use.map(({ value }) => value)));
  for (const { key, keySpan } of document.fixtures.values()) {
    if (used.has(key)) continue;
    reporter.report({
      code: "unused-fixture",
      message: `no test uses the fixture \`${key}\``,
      span: keySpan,
    });
  }
}
