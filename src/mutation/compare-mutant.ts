import { type Subject, subjectFrom } from "../analysis/core/subject.ts";
import { diffSubjects } from "../analysis/diff.ts";
import type { DecidedBy } from "../analysis/diff-result.ts";
import type { Decision } from "../language/decision.ts";
import type { CheckedPolicy } from "../language/model.ts";
import type { Effect } from "../language/types.ts";
import type { Policy } from "../policy/policy.ts";
import type { Made } from "./mutants.ts";

/** Steps for one mutant and action. */
const STEPS = 3_000_000;

export type Comparison =
  | { readonly kind: "equivalent" }
  | {
      readonly kind: "differs";
      readonly input: object;
      readonly before: DecidedBy;
      readonly after: DecidedBy;
    }
  | { readonly kind: "unclear"; readonly why: readonly string[] };

/** A policy from a checked model; whoever asks disposes of it. */
export type Making = (model: CheckedPolicy) => Policy;

/** Whether some input tells the mutant from the policy, by its effect, by who is asked, or by what audit rules report. */
export function compareMutant({ rule, made }: Made, original: CheckedPolicy, make: Making): Comparison {
  if (rule?.mode !== "audit") return compareModels(original, made, make);
  const enforced = compareModels(asEnforced(original), asEnforced(made), make);
  if (enforced.kind !== "equivalent") return enforced;
  const silent = rule.effect === "allow" ? "block" : "allow";
  return compareModels(alone(original, rule.id, silent), alone(made, rule.id, silent), make);
}

function compareModels(before: CheckedPolicy, after: CheckedPolicy, make: Making): Comparison {
  const policies = [make(before), make(after)] as const;
  try {
    return compared(subjectFrom(before, policies[0]), subjectFrom(after, policies[1]));
  } finally {
    for (const policy of policies) policy.dispose();
  }
}

function compared(before: Subject, after: Subject): Comparison {
  const { equivalent, regions, unclear, notCompared } = diffSubjects(before, after, STEPS);
  const [region] = regions;
  if (region !== undefined) {
    const { input } = region;
    return { kind: "differs", input, before: by(before.decide(input)!), after: by(after.decide(input)!) };
  }
  return equivalent ? { kind: "equivalent" } : { kind: "unclear", why: [...unclear, ...notCompared] };
}

function by({ effect, matched_rule }: Decision): DecidedBy {
  return { effect, rule: matched_rule };
}

/** What audit rules report is what would have been. */
function asEnforced(model: CheckedPolicy): CheckedPolicy {
  return { ...model, rules: model.rules.map((rule) => ({ ...rule, mode: "enforce" })) };
}

/**
 * Which inputs one rule says anything of.
 *
 * @param silent what holds where it says nothing
 */
function alone(model: CheckedPolicy, id: string, silent: Effect): CheckedPolicy {
  const rules = asEnforced(model).rules.filter((rule) => rule.id === id);
  return { ...model, rules, settings: { ...model.settings, default: silent } };
}
