import { expiryOf } from "../../compiler/3-check/expiry.ts";
import type { LintContext } from "../lint-context.ts";

/** A rule past its `expires` goes on to apply until somebody looks at it. */
export function rulesAreCurrent({ documents, today, report }: LintContext): void {
  if (today === undefined) return;
  for (const { id, expires } of documents.policies.flatMap(({ rules }) => rules)) {
    const expiry = expires && expiryOf(expires.value);
    if (expiry === undefined || expiry > today.getTime()) continue;
    report({
      code: "rule-expired-warning",
      message: `rule \`${id.value}\` has expired`,
      span: expires!.span,
      help: "delete the rule, or give it a later date once somebody has looked at it",
    });
  }
}
