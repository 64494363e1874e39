import type { Span } from "../../../../diagnostics/span.ts";
import type { RuleContext } from "../rule-context.ts";

/** An action named twice was probably meant to be another one, which then has no rule. */
export function actionsAreListedOnce({ node, report }: RuleContext): void {
  const first = new Map<string, Span>();
  for (const { value, span } of node.scope.actions ?? []) {
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, span);
    else {
      report({
        code: "duplicate-action",
        message: `\`${value}\` is in the scope of rule \`${node.id.value}\` already`,
        span,
        related: [{ message: "first named here", span: earlier }],
      });
    }
  }
}
