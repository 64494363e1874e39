import { Actra, ActraRuntime } from "@getactra/actra";

// A policy on trial: functions run whatever it says, and the observer hears what it would have done.

const schema = `
version: 1
actions: { export: { fields: { rows: number } } }
actor: { fields: { role: string } }
snapshot: { fields: { night: boolean } }
`;
const policy = `
version: 1
rules:
  - id: bulk
    scope: { action: export }
    when: { subject: { domain: action, field: rows }, operator: greater_than, value: { literal: 1000 } }
    effect: block
`;

const runtime = new ActraRuntime(await Actra.fromStrings(schema, policy));
runtime.setActorResolver(() => ({ role: "analyst" }));
runtime.setSnapshotResolver(() => ({ night: true }));
runtime.setDecisionObserver(({ decision }) =>
  console.log("would", decision.effect, decision.matched_rule || "-"),
);

const exported = runtime.audit("export", (rows: number) => `${rows} rows`, { fields: ["rows"] });
console.log(await exported(10));
console.log(await exported(5000));

const failing = runtime.audit("export", (_rows: number) => {
  throw new Error("disk full");
});
await failing(1).catch((error: Error) => console.log(error.message));

runtime.setSnapshotResolver(() => {
  throw new Error("database down");
});
console.log(await exported(20).catch(() => "stopped"));

// prints
//   would allow -
//   10 rows
//   would block bulk
//   5000 rows
//   would allow -
//   disk full
// - stopped
// + 20 rows
