import type { Text } from "../../compiler/2-parse/ast.ts";
import type { FileContext } from "../test-context.ts";

export function testNamesAreUnique({ document, reporter }: FileContext): void {
  const first = new Map<string, Text>();
  for (const { name } of document.tests) {
    const other = first.get(name.value);
    if (other === undefined) first.set(name.value, name);
    else
      reporter.report({
        code: "duplicate-test-name",
        message: `two tests have the name \`${name.value}\``,
        span: name.span,
        related: [{ message: "first here", span: other.span }],
      });
  }
}
