// @marcbachmann/cel-js over the input as it is. `map` variables: declaring a schema instead costs twice the time.

import { Environment } from "@marcbachmann/cel-js";
import { deciderOf } from "../translate/cel.mjs";
import { eachAction } from "../workloads/rules.mjs";

export const name = "cel-js, nested objects";
export const packageName = "@marcbachmann/cel-js";
export const note = "The input as it is, its three parts declared as `map`.";

export function prepare(workload) {
  const environment = new Environment();
  for (const domain of ["action", "actor", "snapshot"]) environment.registerVariable(domain, "map");
  return eachAction(workload, (rules) => deciderOf(rules, (text) => environment.parse(text)));
}
