import { isPattern } from "../../action-pattern.ts";
import { namesHelp } from "../../names-help.ts";
import type { RuleContext } from "../rule-context.ts";

/** A scope names actions of the schema, or matches some: one that is misspelt would never be decided by its rule. */
export function actionsAreDeclared({ node, check, report }: RuleContext): void {
  for (const { value, span } of node.scope.actions ?? []) {
    if (check.index.actionsMeant(value).length > 0) continue;
    report({
      code: isPattern(value) ? "pattern-matches-nothing" : "unknown-action",
      message: `the schema declares no action ${isPattern(value) ? "that matches " : ""}\`${value}\``,
      span,
      ...namesHelp(value, check.index.actionNames, check.reporter),
    });
  }
}
