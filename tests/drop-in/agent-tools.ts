import { Actra, ActraPolicyError, ActraRuntime } from "@getactra/actra";

// An agent's tools, each behind the policy: what the model asks for is decided before it runs.

const schema = `
version: 1
actions:
  read_file: { fields: { path: string } }
  delete_database: { fields: { name: string, stage: string } }
  scale: { fields: { replicas: number } }
actor: { fields: { kind: string } }
snapshot: { fields: { monitoring: boolean } }
`;
const policy = `
version: 1
rules:
  - id: agents_delete_nothing_live
    scope: { action: delete_database }
    when:
      all:
        - { subject: { domain: actor, field: kind }, operator: equals, value: { literal: agent } }
        - { subject: { domain: action, field: stage }, operator: equals, value: { literal: live } }
    effect: block
  - id: blind_deletes
    scope: { action: delete_database }
    when: { subject: { domain: snapshot, field: monitoring }, operator: equals, value: { literal: false } }
    effect: require_approval
  - id: scale_in_steps
    scope: { action: scale }
    when: { subject: { domain: action, field: replicas }, operator: greater_than, value: { literal: 20 } }
    effect: block
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(() => ({ kind: "agent" }));
runtime.setSnapshotResolver(() => ({ monitoring: false }));

const tools: Record<string, (args: Record<string, unknown>) => Promise<unknown>> = {
  read_file: runtime.admit("read_file", ({ path }: Record<string, unknown>) => `text of ${path}`),
  delete_database: runtime.admit("delete_database", ({ name }: Record<string, unknown>) => `deleted ${name}`),
  scale: runtime.admit("scale", async ({ replicas }: Record<string, unknown>) => `${replicas} replicas`),
};

const asked: [tool: string, args: Record<string, unknown>][] = [
  ["read_file", { path: "/etc/motd" }],
  ["delete_database", { name: "orders", stage: "live" }],
  ["delete_database", { name: "orders", stage: "test" }],
  ["scale", { replicas: 5 }],
  ["scale", { replicas: 500 }],
];
for (const [tool, args] of asked) {
  try {
    console.log(await tools[tool]?.(args));
  } catch (error) {
    if (!(error instanceof ActraPolicyError)) throw error;
    console.log(tool, "->", error.decision?.effect, error.matchedRule);
  }
}

// prints
//   text of /etc/motd
//   delete_database -> block agents_delete_nothing_live
//   delete_database -> require_approval blind_deletes
//   5 replicas
//   scale -> block scale_in_steps
