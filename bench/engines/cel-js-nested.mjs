// @marcbachmann/cel-js over the input as it is. `map` variables: declaring a schema instead costs twice the time.

import { Environment } from "@marcbachmann/cel-js";

export const name = "cel-js, nested objects";
export const packageName = "@marcbachmann/cel-js";
export const note = "The input as it is, its three parts declared as `map`.";

const expression = `
  snapshot.fraud_flag || action.amount > 10000.0 ? "block"
  : action.amount > 1000.0 && actor.role != "manager" ? "require_approval"
  : "allow"`;

export function prepare() {
  return new Environment()
    .registerVariable("action", "map")
    .registerVariable("actor", "map")
    .registerVariable("snapshot", "map")
    .parse(expression);
}
