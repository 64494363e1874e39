// casbin at its fastest: no policy lines, the rules are two matchers, asked one after the other.

import { EnforceContext, newEnforcer, newModelFromString } from "casbin";

export const name = "casbin, rules in the matcher";
export const packageName = "casbin";
export const note =
  "It knows yes and no, so it is asked twice: first whether to block, then whether to require approval.";

const model = `
[request_definition]
r = input

[policy_definition]
p = eft

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.input.snapshot.fraud_flag == true || r.input.action.amount > 10000
m2 = r.input.action.amount > 1000 && r.input.actor.role != 'manager'
`;

export async function prepare() {
  const enforcer = await newEnforcer(newModelFromString(model));
  const approval = new EnforceContext("r", "p", "e", "m2");
  return function decide(input) {
    if (enforcer.enforceSync(input)) return "block";
    if (enforcer.enforceSync(approval, input)) return "require_approval";
    return "allow";
  };
}
