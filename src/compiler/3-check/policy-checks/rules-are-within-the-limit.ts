import type { PolicyContext } from "../context.ts";

/** Over all files. Beyond the limit nothing else of the policy is looked at. */
export function rulesAreWithinTheLimit({ rules, limits, reporter }: PolicyContext): boolean {
  if (rules.length <= limits.rules) return true;
  reporter.report({
    code: "too-many-rules",
    message: `the policy has ${rules.length} rules, the limit is ${limits.rules}`,
    span: rules[limits.rules]!.id.span,
    help: "the limit is the option `limits.rules`",
  });
  return false;
}
