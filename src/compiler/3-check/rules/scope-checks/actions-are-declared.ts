import { namesHelp } from "../../names-help.ts";
import type { RuleContext } from "../rule-context.ts";

/** A scope names actions of the schema: one that is misspelt would never be decided by its rule. */
export function actionsAreDeclared({ node, check, report }: RuleContext): void {
  for (const { value, span } of node.scope.actions ?? []) {
    if (check.index.hasAction(value)) continue;
    report({
      code: "unknown-action",
      message: `the schema declares no action \`${value}\``,
      span,
      ...namesHelp(value, check.index.actionNames, check.reporter),
    });
  }
}
