import type { PolicyContext } from "../context.ts";

/** `semantics` is said by the document or by the options; when by both, then the same. */
export function semanticsAgree({ policies, options, reporter }: PolicyContext): void {
  const asked = options.semantics;
  if (asked === undefined) return;
  for (const { semantics } of policies.map((policy) => policy.settings)) {
    if (semantics === undefined || semantics.value === asked) continue;
    reporter.report({
      code: "semantics-disagree",
      message: `the policy says \`semantics: ${semantics.value}\`, the options say \`${asked}\``,
      span: semantics.span,
      help: "say it in one place",
    });
  }
}
