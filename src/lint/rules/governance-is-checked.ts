import { applies } from "../../compiler/3-check/governance/select.ts";
import type { LintContext } from "../lint-context.ts";

/** A governance rule is checked, also when nobody has written a rule for its actions, or somebody has deleted the last. */
export function governanceIsChecked({ governance, policy, report }: LintContext): void {
  for (const node of governance?.rules ?? []) {
    if (applies({ node, policy })) continue;
    const actions = node.appliesTo?.actions.map(({ value }) => `\`${value}\``).join(", ");
    report({
      code: "governance-skipped",
      message: `governance rule \`${node.id.value}\` was not checked: no rule of the policy names ${actions}`,
      span: node.id.span,
      help: "write `if: declared` under `applies_to`, to check it whenever the schema declares the action",
      governanceRule: node.id.value,
    });
  }
}
