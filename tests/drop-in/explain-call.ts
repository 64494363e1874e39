import { Actra, ActraRuntime } from "@getactra/actra";

// What a call would be decided as, without making it.

const schema = `
version: 1
actions: { scale: { fields: { service: string, replicas: number } } }
actor: { fields: { role: string } }
snapshot: { fields: { capacity: number } }
`;
const policy = `
version: 1
rules:
  - id: over_capacity
    scope: { action: scale }
    when: { subject: { domain: action, field: replicas }, operator: greater_than, value: { subject: { domain: snapshot, field: capacity } } }
    effect: block
  - id: interns_ask
    scope: { action: scale }
    when: { subject: { domain: actor, field: role }, operator: equals, value: { literal: intern } }
    effect: require_approval
`;

const log = console.log;
const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver((ctx) => ({ role: ctx?.role ?? "operator" }));
runtime.setSnapshotResolver(() => ({ capacity: 10 }));

function scale(_service: string, _replicas: number) {
  log("never runs");
}

// Actra 0.7 prints from here on.
console.log = () => {};
const calls = [
  runtime.explainCall(scale, { args: ["search", 3] }),
  runtime.explainCall(scale, { args: ["search", 30] }),
  runtime.explainCall(scale, { args: [{ service: "search", replicas: 40 }] }),
  runtime.explainCall(scale, { args: ["search", 3], ctx: { role: "intern" } }),
  runtime.explainCall((replicas: number) => replicas, {
    actionName: "scale",
    args: [{ service: "a", replicas: 99 }],
  }),
];
console.log = log;
for (const { effect, matched_rule } of calls) console.log(effect, matched_rule || "-");

// prints
//   allow -
//   block over_capacity
//   block over_capacity
//   require_approval interns_ask
//   block over_capacity
