import { keyOfLowered } from "../analysis/core/key.ts";
import { lowerCondition } from "../compiler/4-lower/lower.ts";
import type { CheckedPolicy, Rule } from "../language/model.ts";
import { EFFECTS } from "../language/types.ts";
import { ruleVariants } from "./rule-variants.ts";
import type { Variant } from "./variant.ts";

/** A policy with one change in it. */
export interface Made extends Variant<CheckedPolicy> {
  /** The rule that was changed; absent where it is a setting. */
  readonly rule?: Rule;
}

/** Every policy that differs from this one by one change, as a checked model; each that says another thing once. */
export function* mutants(policy: CheckedPolicy): Generator<Made> {
  for (const [place, rule] of policy.rules.entries()) {
    const dropped = { ...policy, rules: policy.rules.toSpliced(place, 1) };
    yield { kind: "dropped_rule", change: "the rule dropped", span: rule.idSpan, rule, made: dropped };
    const seen = new Set([keyOf(rule)]);
    for (const { made, ...variant } of ruleVariants(rule, policy.schema)) {
      const key = keyOf(made);
      if (seen.has(key)) continue;
      seen.add(key);
      yield { ...variant, rule, made: { ...policy, rules: policy.rules.with(place, made) } };
    }
  }
  yield* defaultMutants(policy);
}

function* defaultMutants(policy: CheckedPolicy): Generator<Made> {
  const { settings } = policy;
  for (const effect of EFFECTS) {
    if (effect === settings.default) continue;
    const change = `\`default: ${settings.default}\` → \`default: ${effect}\``;
    yield { kind: "default", change, made: { ...policy, settings: { ...settings, default: effect } } };
  }
}

function keyOf({ effect, scope, when }: Rule): string {
  const { actions = null, actor } = scope;
  return JSON.stringify([effect, actions, actor?.name ?? null, keyOfLowered(lowerCondition(when, false))]);
}
