import type { Outcomes, OutcomesOptions } from "../../language/outcomes.ts";
import type { PolicyInput } from "../../language/policy-types.ts";
import { deciders } from "../../policy/deciders.ts";
import { models } from "../../policy/models.ts";
import { outcomes, type Possibilities } from "../../policy/outcomes.ts";
import type { Policy } from "../../policy/policy.ts";
import { subjectFrom } from "../core/subject.ts";
import { narrowed } from "./narrowed.ts";
import { Questions } from "./questions.ts";

const asked = /* @__PURE__ */ new WeakMap<Policy, Questions>();

/**
 * `policy.outcomes`, and of what it gives only what is possible, as far as that is proved: the option `outcomes` of the
 * compiler. Where a rule that is not settled computes, compares by order or looks into lists of objects, where that is too
 * much work, and for a policy that was loaded from a program, it gives what `policy.outcomes` does without it.
 *
 * @throws TypeError, ActraInputError as `policy.outcomes`
 */
export function exactOutcomes(policy: Policy, input: PolicyInput, options: OutcomesOptions): Outcomes {
  const decider = deciders.get(policy)!.requireAlive();
  const questions = questionsOf(policy);
  const narrow = questions && ((possibilities: Possibilities) => narrowed(possibilities, questions));
  return outcomes(input, options, decider, narrow);
}

function questionsOf(policy: Policy): Questions | undefined {
  const known = asked.get(policy);
  const model = models.get(policy);
  if (known !== undefined || model === undefined) return known;
  const made = new Questions(subjectFrom(model, policy));
  asked.set(policy, made);
  return made;
}
