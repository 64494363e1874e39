// W1: one decision on a refund under three rules.
//
//   snapshot.fraud_flag is true                           block
//   action.amount > 1000 and actor.role is not "manager"  require_approval
//   action.amount > 10000                                 block
//   otherwise                                             allow

import { inputCount, integerBetween, oneOf, parsed, randomNumbers } from "./inputs.mjs";
import { atom } from "./rules.mjs";

const roles = ["support", "manager", "finance", "auditor"];
const amountRanges = [
  [1, 1000],
  [1001, 10000],
  [10001, 50000],
];

const fields = { "action.amount": "number", "actor.role": "string", "snapshot.fraud_flag": "boolean" };

const rules = [
  { id: "block_fraud", effect: "block", all: [atom("snapshot.fraud_flag", "equals", true)] },
  {
    id: "approve_large_refund",
    effect: "require_approval",
    all: [atom("action.amount", "greater_than", 1000), atom("actor.role", "not_equals", "manager")],
  },
  { id: "block_huge_refund", effect: "block", all: [atom("action.amount", "greater_than", 10000)] },
];

export const refund = (amount, role, fraud_flag) =>
  parsed({ action: { type: "refund", amount }, actor: { role }, snapshot: { fraud_flag } });

function decide(input) {
  if (input.snapshot.fraud_flag) return "block";
  if (input.action.amount > 10000) return "block";
  if (input.action.amount > 1000 && input.actor.role !== "manager") return "require_approval";
  return "allow";
}

const flat = ({ action, actor, snapshot }) => ({
  action_amount: action.amount,
  actor_role: actor.role,
  snapshot_fraud_flag: snapshot.fraud_flag,
});

function randomRefunds() {
  const random = randomNumbers(1);
  return Array.from({ length: inputCount }, () =>
    refund(integerBetween(random, ...oneOf(random, amountRanges)), oneOf(random, roles), random() < 0.1),
  );
}

/** Every limit from both sides, for every role and flag. */
function boundaries() {
  const amounts = [0, 1, 999, 1000, 1001, 9999, 10000, 10001];
  return amounts.flatMap((amount) =>
    roles.flatMap((role) => [true, false].map((flag) => refund(amount, role, flag))),
  );
}

export function w1() {
  const actorKey = (actor) => actor.role;
  const [inputs, probes] = [randomRefunds(), boundaries()];
  return { name: "w1", action: "refund", fields, rules, decide, flat, actorKey, inputs, probes };
}
