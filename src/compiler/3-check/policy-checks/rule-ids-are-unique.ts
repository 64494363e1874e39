import type { Span } from "../../../diagnostics/span.ts";
import type { PolicyContext } from "../context.ts";

/** A decision names its rule by id, over all files of the policy. */
export function ruleIdsAreUnique({ rules, reporter }: PolicyContext): void {
  const first = new Map<string, Span>();
  for (const { id } of rules) {
    const earlier = first.get(id.value);
    if (earlier === undefined) first.set(id.value, id.span);
    else {
      reporter.report({
        code: "duplicate-rule-id",
        message: `another rule has the id \`${id.value}\` already`,
        span: id.span,
        related: [{ message: "first used here", span: earlier }],
      });
    }
  }
}
