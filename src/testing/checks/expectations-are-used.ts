import type { FileContext } from "../test-context.ts";

export function expectationsAreUsed({ document, reporter }: FileContext): void {
  for (const { cases, expect } of document.tests) {
    if (expect === undefined || cases === undefined || cases.some((written) => !written.expect)) continue;
    reporter.report({
      code: "unused-expectation",
      message: "every case has an `expect` of its own, so this one is never used",
      span: expect.span,
    });
  }
}
