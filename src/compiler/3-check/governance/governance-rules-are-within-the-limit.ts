import type { GovernanceDocument } from "../../2-parse/ast.ts";
import type { CheckContext } from "../context.ts";

/** Each is held against each rule of the policy. Beyond the limit none of them is looked at. */
export function governanceRulesAreWithinTheLimit(
  { rules }: GovernanceDocument,
  { limits, reporter }: CheckContext,
): boolean {
  if (rules.length <= limits.governanceRules) return true;
  reporter.report({
    code: "too-many-governance-rules",
    message: `the governance document has ${rules.length} rules, the limit is ${limits.governanceRules}`,
    span: rules[limits.governanceRules]!.id.span,
    help: "the limit is the option `limits.governanceRules`",
  });
  return false;
}
