import { type LoweredRule, lower } from "../../compiler/4-lower/lower.ts";
import { ActraError, ActraInputError } from "../../errors.ts";
import type { Decision } from "../../language/decision.ts";
import type { CheckedPolicy } from "../../language/model.ts";
import type { RuleStatus } from "../../policy/explanation.ts";
import { models } from "../../policy/models.ts";
import type { Policy } from "../../policy/policy.ts";
import type { ActionKind, Side } from "./side.ts";

/** A policy as an analysis sees it: as it reads, and as it runs. */
export interface Subject extends Side {
  readonly model: CheckedPolicy;
  /** All rules, in the order of the resolution. */
  readonly rules: readonly LoweredRule[];
  /** What the engine decides; `undefined` when it takes the input for none. */
  decide(input: unknown): Decision | undefined;
  /** What became of each rule on an input that it decides, by the rule's id. */
  statuses(input: object): ReadonlyMap<string, RuleStatus>;
}

/** @throws ActraError `UNAVAILABLE` for a policy that was loaded from a program */
export function subjectOf(policy: Policy): Subject {
  const model = models.get(policy);
  if (model === undefined)
    throw new ActraError(
      "UNAVAILABLE",
      "a loaded program has no rules to look at: compile the policy from its documents",
    );
  return subjectFrom(model, policy);
}

export function subjectFrom(model: CheckedPolicy, policy: Policy): Subject {
  const { schema, settings } = model;
  return {
    model,
    schema,
    settings,
    rules: lower(model),
    decide: (input) => decided(policy, input),
    statuses: (input) => new Map(policy.explain(input as never).rules.map(({ id, status }) => [id, status])),
  };
}

function decided(policy: Policy, input: unknown): Decision | undefined {
  try {
    return policy.evaluate(input as object);
  } catch (error) {
    if (error instanceof ActraInputError) return undefined;
    throw error;
  }
}

/** The kinds of inputs that all of these policies decide on. */
export function actionKinds(sides: readonly Side[]): ActionKind[] {
  const names = sides.map(({ schema }) => schema.actions.map(({ name }) => name));
  const kinds = names[0]!
    .filter((name) => names.every((known) => known.includes(name)))
    .map((name): ActionKind => ({ kind: "declared", name }));
  if (sides.some(({ settings }) => settings.unknownAction === "reject")) return kinds;
  return [...kinds, { kind: "undeclared", declared: [...new Set(names.flat())] }, { kind: "absent" }];
}
