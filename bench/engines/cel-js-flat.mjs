// @marcbachmann/cel-js over declared, typed variables: its fastest form. Flattening the input is inside the time.

import { Environment } from "@marcbachmann/cel-js";

export const name = "cel-js, flat variables";
export const packageName = "@marcbachmann/cel-js";
export const note = "Typed variables, one expression with a conditional; the input is flattened for it.";

const expression = `
  fraud_flag || amount > 10000.0 ? "block"
  : amount > 1000.0 && role != "manager" ? "require_approval"
  : "allow"`;

export function prepare() {
  const decide = new Environment()
    .registerVariable("amount", "double")
    .registerVariable("role", "string")
    .registerVariable("fraud_flag", "bool")
    .parse(expression);
  return ({ action, actor, snapshot }) =>
    decide({ amount: action.amount, role: actor.role, fraud_flag: snapshot.fraud_flag });
}
