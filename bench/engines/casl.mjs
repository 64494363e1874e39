// CASL as its guide has it: the rules of one kind of user are an ability, made once and kept; conditions look at
// the subject only. It answers yes or no, so the reason of the rule that said no carries the effect.

import { AbilityBuilder, createMongoAbility } from "@casl/ability";

export const name = "CASL, ability cached";
export const packageName = "@casl/ability";
export const note =
  "One ability for each role, cached; it knows can and cannot, so block and approval are the `reason` of the deciding rule.";

/** A later rule wins over an earlier one. */
function abilityOf(role) {
  const { can, cannot, build } = new AbilityBuilder(createMongoAbility);
  can("refund", "Refund");
  if (role !== "manager") cannot("refund", "Refund", { amount: { $gt: 1000 } }).because("require_approval");
  cannot("refund", "Refund", { amount: { $gt: 10000 } }).because("block");
  cannot("refund", "Refund", { fraud_flag: true }).because("block");
  return build({ detectSubjectType: () => "Refund" });
}

export function prepare() {
  const abilities = new Map();
  return function decide({ action, actor, snapshot }) {
    let ability = abilities.get(actor.role);
    if (!ability) abilities.set(actor.role, (ability = abilityOf(actor.role)));
    const refund = { amount: action.amount, fraud_flag: snapshot.fraud_flag };
    const rule = ability.relevantRuleFor(action.type, refund);
    return rule.inverted ? rule.reason : "allow";
  };
}
