// CASL as its guide has it: the rules for one actor are an ability, made once and kept; conditions look at the subject
// only. It answers yes or no, so the reason of the rule that said no carries the effect.

import { abilityOf } from "./casl/ability.mjs";

export const name = "CASL, ability cached";
export const packageName = "@casl/ability";
export const note =
  "One ability for each kind of actor (W1: role, tenants: user), cached; it knows can and cannot, so block and approval are the `reason` of the deciding rule. The subject is made of the input inside the time.";

export function prepare(workload) {
  const abilities = new Map();
  const { rules, actorKey } = workload;
  return function decide(input) {
    const key = actorKey(input.actor);
    let ability = abilities.get(key);
    if (!ability) abilities.set(key, (ability = abilityOf(rules, input.actor)));
    const rule = ability.relevantRuleFor(input.action.type, workload.flat(input));
    return rule.inverted ? rule.reason : "allow";
  };
}
