import { Actra, ActraRuntime } from "@getactra/actra";

// Why a decision falls as it does. Actra 0.7 printed it, values and all; here it is given back, and printing is up to you.

const schema = `
version: 1
actions: { restart: { fields: { service: string } } }
actor: { fields: { role: string } }
snapshot: { fields: { busy: boolean } }
`;
const policy = `
version: 1
rules:
  - id: busy
    scope: { action: restart }
    when: { subject: { domain: snapshot, field: busy }, operator: equals, value: { literal: true } }
    effect: block
`;

const compiled = await Actra.fromStrings(schema, policy);
const runtime = new ActraRuntime(compiled);
runtime.setActorResolver((ctx) => ({ role: ctx.role }));
runtime.setSnapshotResolver((ctx) => ({ busy: ctx.busy }));

const why = runtime.explain({ type: "restart", service: "search" }, { role: "operator", busy: true });
console.log(why.effect, why.matched_rule);

const direct = compiled.explain({
  action: { type: "restart", service: "search" },
  actor: { role: "operator" },
  snapshot: { busy: false },
});
console.log(direct.effect, direct.matched_rule === "");

// prints
// -
// - Actra Decision
// - --------------
// -
// - action:
// -   type: restart
// -   service: search
// -
// - actor:
// -   role: operator
// -
// - snapshot:
// -   busy: true
// -
// - Result:
// -   effect: block
// -   matched_rule: busy
//   block busy
// -
// - Actra Decision
// - --------------
// -
// - action:
// -   type: restart
// -   service: search
// -
// - actor:
// -   role: operator
// -
// - snapshot:
// -   busy: false
// -
// - Result:
// -   effect: allow
// -   matched_rule:
//   allow true
