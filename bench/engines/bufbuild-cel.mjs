// @bufbuild/cel, planned once, over declared, typed variables. Flattening the input is inside the time.

import { CelScalar, celEnv, parse, plan } from "@bufbuild/cel";
import { deciderOf } from "../translate/cel.mjs";
import { eachAction, flatName } from "../workloads/rules.mjs";

export const name = "@bufbuild/cel";
export const packageName = "@bufbuild/cel";
export const note =
  "`parse` and `plan` once; typed variables, for which the input is flattened; from 100 rules on an expression for each rule, which is faster.";

const types = { number: CelScalar.DOUBLE, string: CelScalar.STRING, boolean: CelScalar.BOOL };

export function prepare(workload) {
  const declared = Object.entries(workload.fields).map(([path, type]) => [flatName(path), types[type]]);
  const env = celEnv({ variables: Object.fromEntries(declared) });
  return eachAction(workload, (rules) => {
    const decide = deciderOf(rules, (text) => plan(env, parse(text)), { path: flatName });
    return (input) => decide(workload.flat(input));
  });
}
