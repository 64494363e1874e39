import { Actra, ActraError, ActraRuntime } from "@getactra/actra";

// Where Actra 0.7 let through what nobody had checked. Each line here that differs is a hole that is closed.

const schema = `
version: 1
actions: { wire: { fields: { amount: number, memo: string } } }
actor: { fields: { role: string } }
snapshot: { fields: { fraud: boolean } }
`;
const policy = `
version: 1
rules:
  - id: bonus
    scope: { action: wire }
    when: { subject: { domain: actor, field: role }, operator: equals, value: { literal: boss } }
    effect: allow
  - id: large
    scope: { action: wire }
    when: { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 1000 } }
    effect: block
  - id: fraud
    scope: { global: true }
    when: { subject: { domain: snapshot, field: fraud }, operator: equals, value: { literal: true } }
    effect: block
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver((role?: string) => ({ role: role ?? "clerk" }));
runtime.setSnapshotResolver(() => ({ fraud: false }));

async function attempt(what: string, run: () => unknown) {
  try {
    console.log(what, "->", await run());
  } catch (error) {
    if (!(error instanceof ActraError)) throw error;
    console.log(what, "-> stopped");
  }
}

const wire = (amount: unknown) => `sent ${amount}`;
const admitted = runtime.admit("wire", wire);
const named = runtime.admit("wire", (amount: unknown) => `sent ${Number(amount)}`, { fields: ["amount"] });

await attempt("a text for a number", () => admitted("5000"));
await attempt("no amount", () => runtime.admit("wire", () => "sent everything")());
await attempt("null", () => admitted(null));
await attempt("an undeclared action", () => runtime.allow("wyre", { amount: 5000 }));
await attempt("an object where `fields` names a number", () => named({ amount: 5, valueOf: () => 5000 }));
await attempt("a rule that allows before one that blocks", () => admitted.call("boss", 5000));
await attempt("a builder that changes the action", () =>
  runtime.admit("wire", wire, { builder: (_, fields) => ({ ...fields, type: "other" }) })(5000),
);
await attempt("a builder that gives a promise", () =>
  runtime.admit("wire", wire, { builder: async (_, fields) => fields })(5000),
);
runtime.setSnapshotResolver(() => undefined as unknown as object);
await attempt("a snapshot of nothing", () => admitted(5));

// prints
// - a text for a number -> sent 5000
// + a text for a number -> stopped
// - no amount -> sent everything
// + no amount -> stopped
// - null -> sent null
// + null -> stopped
// - an undeclared action -> true
// + an undeclared action -> stopped
// - an object where `fields` names a number -> sent 5000
// + an object where `fields` names a number -> stopped
// - a rule that allows before one that blocks -> sent 5000
// + a rule that allows before one that blocks -> stopped
// - a builder that changes the action -> sent 5000
// + a builder that changes the action -> stopped
// - a builder that gives a promise -> sent 5000
// + a builder that gives a promise -> stopped
// - a snapshot of nothing -> sent 5
// + a snapshot of nothing -> stopped
