import { namesHelp } from "../../compiler/3-check/names-help.ts";
import type { TestContext } from "../test-context.ts";
import { expectationsOf } from "../test-context.ts";

/** `""` is the default. */
export function expectedRulesAreKnown({ document, facts, reporter }: TestContext): void {
  for (const { value, span } of document.tests.flatMap(expectationsOf).flatMap(({ rules }) => rules)) {
    if (value === "" || facts.ruleIds.has(value)) continue;
    const message = `the policy has no rule \`${value}\``;
    reporter.report({ code: "unknown-rule", message, span, ...namesHelp(value, facts.ruleIds, reporter) });
  }
}
