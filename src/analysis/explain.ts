import type { PolicyInput } from "../language/policy-types.ts";
import type { Explanation } from "../policy/explanation.ts";
import type { Policy } from "../policy/policy.ts";
import { renderExplanation } from "../policy/render-explanation.ts";
import { smallestChanges } from "./changes.ts";

/**
 * `policy.explain`, with the single changes that would make the decision less strict.
 *
 * @throws ActraInputError as `evaluate`
 * @throws ActraError `UNAVAILABLE` for a policy that was loaded from a program
 */
export function explainWithChanges(policy: Policy, input: PolicyInput): Explanation {
  const { toString: _, ...explanation } = policy.explain(input);
  const explained = { ...explanation, changes: smallestChanges(policy, input) };
  Object.defineProperty(explained, "toString", { value: () => renderExplanation(explained) });
  return Object.freeze(explained);
}
