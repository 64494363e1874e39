import { Actra, ActraError } from "@getactra/actra";

// Tests of a policy, without a runtime.

const schema = `
version: 1
actions: { vote: { fields: { choice: string } } }
actor: { fields: { age: number } }
snapshot: { fields: { open: boolean } }
`;
const rules = `
version: 1
rules:
  - id: minors
    scope: { action: vote }
    when: { subject: { domain: actor, field: age }, operator: less_than, value: { literal: 18 } }
    effect: block
  - id: early
    scope: { action: vote }
    when: { subject: { domain: snapshot, field: open }, operator: equals, value: { literal: false } }
    effect: require_approval
`;

const policy = await Actra.fromStrings(schema, rules);
const input = (age: number, open: boolean) => ({
  action: { type: "vote", choice: "a" },
  actor: { age },
  snapshot: { open },
});

console.log(policy.assertEffect(input(30, true), "allow").effect);
console.log((await policy.assertEffect(input(12, true), "block")).matched_rule);
console.log(policy.assertEffect(input(30, false), "require_approval"));
try {
  policy.assertEffect(input(12, true), "allow");
} catch (error) {
  if (!(error instanceof ActraError)) throw error;
  console.log(error.message.includes("allow"), error.message.includes("block"));
}

// prints
//   allow
//   minors
//   { effect: 'require_approval', matched_rule: 'early' }
//   true true
