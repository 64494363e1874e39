import { Actra, ActraPolicyError, ActraRuntime } from "@getactra/actra";

// The first program that anyone writes: one function, positional arguments, one that runs and one that does not.

const schema = `
version: 1
actions:
  transfer:
    fields:
      amount: number
      account: string
actor:
  fields:
    role: string
snapshot:
  fields:
    frozen: boolean
`;
const policy = `
version: 1
rules:
  - id: too_much
    scope: { action: transfer }
    when: { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 500 } }
    effect: block
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(() => ({ role: "teller" }));
runtime.setSnapshotResolver(() => ({ frozen: false }));

const transfer = runtime.admit("transfer", (amount: number, account: string) => {
  console.log("transferred", amount, "to", account);
  return amount;
});

console.log("gave", await transfer(120, "DE89"));
try {
  await transfer(900, "DE89");
  console.log("not reached");
} catch (error) {
  if (!(error instanceof ActraPolicyError)) throw error;
  console.log(error.message);
  console.log(error.matchedRule, error.decision?.effect);
}

// prints
//   transferred 120 to DE89
//   gave 120
//   Action blocked (rule: too_much)
//   too_much block
