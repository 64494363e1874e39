import { Actra, ActraRuntime } from "@getactra/actra";

// An observer hears of every decision: what was decided, on what, when, and how long it took. It can do no harm.

const schema = `
version: 1
actions: { charge: { fields: { amount: number } } }
actor: { fields: { plan: string } }
snapshot: { fields: { balance: number } }
`;
const policy = `
version: 1
rules:
  - id: over_balance
    scope: { action: charge }
    when: { subject: { domain: action, field: amount }, operator: greater_than, value: { subject: { domain: snapshot, field: balance } } }
    effect: block
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(() => ({ plan: "basic" }));
runtime.setSnapshotResolver(() => ({ balance: 50 }));

let events = 0;
runtime.setDecisionObserver((event) => {
  events++;
  console.log(event.action.type, event.decision.effect, event.decision.matched_rule || "-");
  console.log(event.context.action.amount, event.context.actor.plan, event.context.snapshot.balance);
  console.log(event.timestamp > 1_600_000_000_000, event.durationMs >= 0);
});

const charge = runtime.admit("charge", (amount: number) => console.log("charged", amount));
await charge(20);
await charge(80).catch((error: Error) => console.log(error.message));
runtime.evaluate({ type: "charge", amount: 1 });
console.log(runtime.check("charge", { amount: 99 }).effect, events);
runtime.explain({ type: "charge", amount: 1 });
console.log(events);

// prints
//   charge allow -
//   20 basic 50
//   true true
//   charged 20
//   charge block over_balance
//   80 basic 50
//   true true
//   Action blocked (rule: over_balance)
//   charge allow -
//   1 basic 50
//   true true
//   charge block over_balance
//   99 basic 50
//   true true
//   block 4
// -
// - Actra Decision
// - --------------
// -
// - action:
// -   type: charge
// -   amount: 1
// -
// - actor:
// -   plan: basic
// -
// - snapshot:
// -   balance: 50
// -
// - Result:
// -   effect: allow
// -   matched_rule:
//   4
