import type { PolicyInput } from "../language/policy-types.ts";
import type { ExplainedRule } from "../policy/explanation.ts";
import type { Policy } from "../policy/policy.ts";
import { renderExplanation } from "../policy/render-explanation.ts";
import type { Expectation } from "./expectation.ts";
import { isInputError } from "./outcome.ts";

const FEW = 10;

/** The lines of an explanation that tell why it did not come as expected. Of an input error, what is wrong with the input. */
export function decisiveLines(policy: Policy, input: unknown, expected: Expectation): string {
  try {
    const explanation = policy.explain(input as PolicyInput);
    const named = new Set([expected.rule, ...(expected.audited?.rules ?? [])]);
    const decisive = explanation.rules.filter((rule) => isDecisive(rule) || named.has(rule.id));
    const rules = decisive.length > 0 ? decisive : inScope(explanation.rules);
    return renderExplanation({ ...explanation, rules, not_needed: [] });
  } catch (error) {
    if (isInputError(error)) return error.message;
    throw error;
  }
}

/** Where none had a say, each tells why it had none. */
function inScope(rules: readonly ExplainedRule[]): readonly ExplainedRule[] {
  return rules.filter(({ status }) => status !== "out_of_scope").slice(0, FEW);
}

function isDecisive({ decided, status }: ExplainedRule): boolean {
  return decided || status === "matched" || status === "assumed" || status === "error";
}
