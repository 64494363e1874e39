// Actra with W1's conditions written as expressions.

import { Actra } from "../../dist/index.js";
import { refunds } from "./actra.mjs";

export const name = "Actra, expressions";
export const packageName = "actra";
export const note = "The same rules in the other notation; both compile to one program.";

export const policy = `
version: 1
default: allow
rules:
  - id: block_fraud
    scope: { action: refund }
    when: snapshot.fraud_flag
    effect: block
  - id: approve_large_refund
    scope: { action: refund }
    when: action.amount > 1000 && actor.role != "manager"
    effect: require_approval
  - id: block_huge_refund
    scope: { action: refund }
    when: action.amount > 10000
    effect: block
`;

export function prepare() {
  const compiled = Actra.compile({ schema: refunds.schema, policy });
  return (input) => compiled.evaluate(input).effect;
}
