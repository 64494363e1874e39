import { Actra, ActraRuntime } from "@getactra/actra";

// A hash for logs and for CI, and the version of the compiler.

const schema = `
version: 1
actions: { open: { fields: { door: string } } }
actor: { fields: { badge: string } }
snapshot: { fields: { alarm: boolean } }
`;
const policy = (door: string) => `
version: 1
rules:
  - id: closed
    scope: { action: open }
    when: { subject: { domain: action, field: door }, operator: equals, value: { literal: ${door} } }
    effect: block
`;

const vault = await Actra.fromStrings(schema, policy("vault"));
const again = await Actra.fromStrings(schema, policy("vault"));
const cellar = await Actra.fromStrings(schema, policy("cellar"));
console.log(/^[0-9a-f]{64}$/.test(vault.policyHash()));
console.log(vault.policyHash() === again.policyHash(), vault.policyHash() === cellar.policyHash());
console.log(typeof (await Actra.compilerVersion()));

const runtime = new ActraRuntime(vault);
const open = runtime.admit("open", (door: string) => console.log(door, "is open"));
await open("garden");
await open("vault").catch((error: Error) => console.log(error.message));

// prints
//   true
//   true false
//   string
//   garden is open
//   Action blocked (rule: closed)
