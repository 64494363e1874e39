// casbin with its rules where its users keep them: policy lines, each with a condition (ABAC by `eval`).

import { newEnforcer, newModelFromString } from "casbin";
import { casbinOf } from "../translate/casbin.mjs";
import { byEffect, eachAction } from "../workloads/rules.mjs";

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

async function deciderOf(rules) {
  const enforcer = await newEnforcer(newModelFromString(model));
  const strict = byEffect(rules).flatMap(({ effect, rules: group }) =>
    group.map(({ all }) => [casbinOf(all), "deny", effect]),
  );
  await enforcer.addPolicies([...strict, ["true", "allow", "allow"]]);
  return function decide(input) {
    const [, [, , effect]] = enforcer.enforceExSync(input);
    return effect;
  };
}

export const prepare = (workload) => eachAction(workload, deciderOf);
