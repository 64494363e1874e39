// W1: one decision on a refund under three rules.
//
//   snapshot.fraud_flag is true                           block
//   action.amount > 10000                                 block
//   action.amount > 1000 and actor.role is not "manager"  require_approval
//   otherwise                                             allow

import { inputCount, integerBetween, oneOf, parsed, randomNumbers } from "./inputs.mjs";

const roles = ["support", "manager", "finance", "auditor"];
const amountRanges = [
  [1, 1000],
  [1001, 10000],
  [10001, 50000],
];

const refund = (amount, role, fraud_flag) =>
  parsed({ action: { type: "refund", amount }, actor: { role }, snapshot: { fraud_flag } });

function decide(input) {
  if (input.snapshot.fraud_flag) return "block";
  if (input.action.amount > 10000) return "block";
  if (input.action.amount > 1000 && input.actor.role !== "manager") return "require_approval";
  return "allow";
}

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
  return { decide, inputs: randomRefunds(), probes: boundaries() };
}
