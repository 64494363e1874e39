import type { Text } from "../../2-parse/ast.ts";
import type { PolicyContext } from "../context.ts";
import { expiryOf, instantOf } from "../expiry.ts";

/** When the compiler is given a date, a rule past its `expires` is an error; evaluation never looks at a clock. */
export function rulesHaveNotExpired({ rules, options, reporter }: PolicyContext): void {
  const { asOf } = options;
  const now = asOf === undefined ? undefined : instantOf(asOf);
  if (asOf !== undefined && now === undefined) reportDate(asOf, reporter);
  for (const { id, expires } of rules) {
    if (expires === undefined) continue;
    const expiry = expiryOf(expires.value);
    if (expiry === undefined) reportUnreadable(expires, reporter);
    else if (now !== undefined && expiry <= now) reportExpired(id, expires, reporter);
  }
}

type Reporter = PolicyContext["reporter"];

function reportDate(asOf: unknown, reporter: Reporter): void {
  const given = typeof asOf === "string" ? `\`${asOf.slice(0, 40)}\`` : `of type ${typeof asOf}`;
  reporter.report({
    code: "invalid-as-of",
    message: `the option \`asOf\` is ${given}, which is no date`,
    help: "give `YYYY-MM-DD`, a datetime with an offset, or a valid `Date`",
  });
}

function reportUnreadable(expires: Text, reporter: Reporter): void {
  reporter.report({
    code: "invalid-expires",
    message: `\`${expires.value}\` is no date`,
    span: expires.span,
    help: "write `2030-01-31`, or a datetime with an offset such as `2030-01-31T09:00:00Z`",
  });
}

function reportExpired(id: Text, expires: Text, reporter: Reporter): void {
  reporter.report({
    code: "rule-expired",
    message: `rule \`${id.value}\` has expired`,
    span: expires.span,
    help: "delete the rule, or give it a later date once somebody has looked at it",
  });
}
