// casbin with its rules where its users keep them: policy lines, each with a condition (ABAC by `eval`).

import { newEnforcer, newModelFromString, StringAdapter } from "casbin";

export const name = "casbin, rules as policy lines";
export const packageName = "casbin";
export const note =
  "Policy lines with `eval` conditions by priority; the effect is a column of the line that decided.";

const model = `
[request_definition]
r = input

[policy_definition]
p = condition, eft, effect

[policy_effect]
e = priority(p.eft) || deny

[matchers]
m = eval(p.condition)
`;

const lines = `
p, r.input.snapshot.fraud_flag == true, deny, block
p, r.input.action.amount > 10000, deny, block
p, r.input.action.amount > 1000 && r.input.actor.role != 'manager', deny, require_approval
p, true, allow, allow
`;

export async function prepare() {
  const enforcer = await newEnforcer(newModelFromString(model), new StringAdapter(lines));
  return function decide(input) {
    const [, [, , effect]] = enforcer.enforceExSync(input);
    return effect;
  };
}
