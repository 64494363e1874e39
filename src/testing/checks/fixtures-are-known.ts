import { namesHelp } from "../../compiler/3-check/names-help.ts";
import type { FileContext } from "../test-context.ts";

export function fixturesAreKnown({ document, reporter }: FileContext): void {
  const { fixtures, tests } = document;
  for (const { value, span } of tests.flatMap(({ use }) => use)) {
    if (fixtures.has(value)) continue;
    const message = `the file has no fixture \`${value}\``;
    reporter.report({
      code: "unknown-fixture",
      message,
      span,
      ...namesHelp(value, fixtures.keys(), reporter),
    });
  }
}
