import { namesHelp } from "../../names-help.ts";
import type { GovernanceContext } from "../governance-context.ts";

/** `applies_to` and `select` name actions of the schema: a misspelt one would switch the check off. */
export function actionsAreDeclared({ node, check, report }: GovernanceContext): boolean {
  const scope = node.where.scope?.kind === "action" ? [node.where.scope.name] : [];
  const unknown = [...(node.appliesTo?.actions ?? []), ...scope].filter(
    ({ value }) => !check.index.hasAction(value),
  );
  for (const { value, span } of unknown) {
    report({
      code: "unknown-action",
      message: `the schema declares no action \`${value}\``,
      span,
      ...namesHelp(value, check.index.actionNames, check.reporter),
    });
  }
  return unknown.length === 0;
}
