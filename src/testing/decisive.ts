import type { PolicyInput } from "../language/policy-types.ts";
import type { ExplainedRule } from "../policy/explanation.ts";
import type { Policy } from "../policy/policy.ts";
import { renderExplanation } from "../policy/render-explanation.ts";
import type { Expectation } from "./expectation.ts";
import { isInputError } from "./outcome.ts";

/** The lines of an explanation that tell why it did not come as expected. Of an input error, what is wrong with the input. */
export function decisiveLines(policy: Policy, input: unknown, expected: Expectation): string {
  try {
    const explanation = policy.explain(input as PolicyInput);
    const named = new Set([expected.rule, ...(expected.audited?.rules ?? [])]);
    const rules = explanation.rules.filter((rule) => isDecisive(rule) || named.has(rule.id));
    return renderExplanation({ ...explanation, rules, not_needed: [] });
  } catch (error) {
    if (isInputError(error)) return error.message;
    throw error;
  }
}

function isDecisive({ decided, status }: ExplainedRule): boolean {
  return decided || status === "matched" || status === "assumed" || status === "error";
}
