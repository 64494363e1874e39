// CASL where an ability is made for each request.

import { abilityOf } from "./casl/ability.mjs";

export const name = "CASL, ability for each request";
export const packageName = "@casl/ability";
export const note =
  "As many services use it: the ability is made of the actor that the request has, and forgotten.";

export function prepare(workload) {
  return function decide(input) {
    const ability = abilityOf(workload.rules, input.actor);
    const rule = ability.relevantRuleFor(input.action.type, workload.flat(input));
    return rule.inverted ? rule.reason : "allow";
  };
}
