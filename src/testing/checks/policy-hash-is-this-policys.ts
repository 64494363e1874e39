import type { TestContext } from "../test-context.ts";

export function policyHashIsThisPolicys({ document, facts, reporter }: TestContext): void {
  const pin = document.policyHash;
  if (pin === undefined || pin.value === facts.policyHash) return;
  reporter.report({
    code: "policy-hash-differs",
    message: "the policy is not the one that these tests are pinned to",
    span: pin.span,
    help: `if its change is meant, write \`${facts.policyHash}\``,
  });
}
