import { Actra, ActraRuntime } from "@getactra/actra";

// Look-ups that take time. Actra 0.7 took the promise itself for the snapshot: nothing was in it, and no rule matched.

const schema = `
version: 1
actions: { pay: { fields: { amount: number } } }
actor: { fields: { role: string } }
snapshot: { fields: { sanctioned: boolean } }
`;
const policy = `
version: 1
rules:
  - id: sanctions
    scope: { action: pay }
    when: { subject: { domain: snapshot, field: sanctioned }, operator: equals, value: { literal: true } }
    effect: block
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(async () => ({ role: "clerk" }));
runtime.setSnapshotResolver(async (ctx) => {
  await new Promise((done) => setTimeout(done, 1));
  return { sanctioned: ctx.name === "mallory" };
});

const pay = runtime.admit("pay", (amount: number) => `paid ${amount}`, { fields: ["amount"] });
const outcome = (promise: Promise<string>) => promise.catch((error: Error) => error.message);

console.log(await outcome(pay.call({ name: "ann" }, 5)));
console.log(await outcome(pay.call({ name: "mallory" }, 5)));

// prints
//   paid 5
// - paid 5
// + Action blocked (rule: sanctions)
