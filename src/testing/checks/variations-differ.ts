import type { Variation } from "../document.ts";
import type { FileContext } from "../test-context.ts";
import { dataOf, identityOf, shown } from "../written.ts";

export function variationsDiffer({ document, reporter }: FileContext): void {
  for (const { vary = [] } of document.tests) for (const variation of vary) check(variation, reporter);
}

function check({ path, values }: Variation, reporter: FileContext["reporter"]): void {
  const seen = new Set<string>();
  for (const node of values) {
    const value = dataOf(node);
    const identity = identityOf(value);
    if (seen.has(identity)) {
      const message = `\`${path.value}\` takes the value \`${shown(value)}\` twice`;
      reporter.report({ code: "duplicate-variation", message, span: node.span });
    }
    seen.add(identity);
  }
}
