/** Policies that can be told apart by every part of what they decide: the number of each stands in all of its rules. */
import { Actra, type Effect, type Policy } from "../../src/index.ts";

export const AMOUNTS = [50, 500, 1500, 2500] as const;

const schema = `
version: 1
actions: { refund: { fields: { amount: number, call: integer } } }
actor: { fields: { id: string } }
snapshot: { fields: { fraud: boolean } }
`;

/** Blocked above 1,000 or above 2,000, in turns. */
const limitOf = (generation: number) => 1000 + (generation % 2) * 1000;

export function policyOf(generation: number): Policy {
  return Actra.compile({ schema, policy: rulesOf(generation) });
}

function rulesOf(generation: number): object {
  const above = (literal: number) => ({
    subject: { domain: "action", field: "amount" },
    operator: "greater_than",
    value: { literal },
  });
  const isFraud = {
    subject: { domain: "snapshot", field: "fraud" },
    operator: "equals",
    value: { literal: false },
  };
  const scope = { action: "refund" };
  const approval = { approvers: ["boss"] };
  return {
    version: 1,
    default: "allow",
    rules: [
      { id: `large_${generation}`, scope, effect: "block", when: above(limitOf(generation)) },
      { id: `medium_${generation}`, scope, effect: "require_approval", approval, when: above(100) },
      { id: `seen_${generation}`, scope: { global: true }, effect: "block", mode: "audit", when: isFraud },
    ],
  };
}

export function effectOf(generation: number, amount: number): Effect {
  if (amount > limitOf(generation)) return "block";
  return amount > 100 ? "require_approval" : "allow";
}
