import { Actra, ActraPolicyError, ActraRuntime } from "@getactra/actra";

// Asking before acting, and what a guarded function says when somebody has to approve.

const schema = `
version: 1
actions: { purchase: { fields: { amount: number } } }
actor: { fields: { role: string } }
snapshot: { fields: { budget: number } }
`;
const policy = `
version: 1
rules:
  - id: beyond_all_means
    scope: { action: purchase }
    when: { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 10000 } }
    effect: block
  - id: manager_signs
    scope: { action: purchase }
    when: { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 1000 } }
    effect: require_approval
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(() => ({ role: "buyer" }));
runtime.setSnapshotResolver(() => ({ budget: 5 }));

const purchase = runtime.admit("purchase", (amount: number) => console.log("bought for", amount));

for (const amount of [10, 5000, 20000]) {
  const asked = [
    runtime.allow("purchase", { amount }),
    runtime.requiresApproval("purchase", { amount }),
    runtime.block("purchase", amount),
  ];
  console.log(...asked, runtime.check("purchase", { amount }).matched_rule || "-");
  try {
    await purchase(amount);
  } catch (error) {
    if (error instanceof ActraPolicyError && error.message.includes("requires approval")) {
      console.log("ask the manager:", error.message, error.decision?.effect);
    } else if (error instanceof ActraPolicyError && error.message.includes("Action blocked")) {
      console.log("no:", error.matchedRule);
    } else throw error;
  }
}

// prints
//   true false false -
//   bought for 10
//   false true false manager_signs
//   ask the manager: Action requires approval (rule: manager_signs) require_approval
//   false false true beyond_all_means
//   no: beyond_all_means
