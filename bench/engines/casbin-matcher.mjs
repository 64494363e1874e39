// casbin at its fastest: no policy lines, the rules are matchers, one for each effect, asked one after the other.

import { EnforceContext, newEnforcer, newModelFromString } from "casbin";
import { casbinOf } from "../translate/casbin.mjs";
import { anyOf, byEffect, eachAction } from "../workloads/rules.mjs";

export const name = "casbin, rules in the matcher";
export const packageName = "casbin";
export const note =
  "It knows yes and no, so it is asked twice: first whether to block, then whether to require approval.";

const model = (matchers) => `
[request_definition]
r = input

[policy_definition]
p = eft

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
${matchers.map((matcher, i) => `m${i === 0 ? "" : i + 1} = ${matcher}`).join("\n")}
`;

const matcherOf = ({ rules }) =>
  anyOf(
    rules.map(({ all }) => casbinOf(all)),
    "||",
  );

async function deciderOf(rules) {
  const groups = byEffect(rules);
  const enforcer = await newEnforcer(newModelFromString(model(groups.map(matcherOf))));
  const questions = groups.map(({ effect }, i) => ({
    effect,
    context: new EnforceContext("r", "p", "e", i === 0 ? "m" : `m${i + 1}`),
  }));
  return function decide(input) {
    for (const { effect, context } of questions) if (enforcer.enforceSync(context, input)) return effect;
    return "allow";
  };
}

export const prepare = (workload) => eachAction(workload, deciderOf);
