import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Actra, ActraError, ActraRuntime } from "@getactra/actra";

// Documents on disk: by path, or as a directory with the usual names.

const documents = {
  "schema.yaml": `
version: 1
actions: { drop: { fields: { table: string } } }
actor: { fields: { role: string } }
snapshot: { fields: { backup: boolean } }
`,
  "policy.yaml": `
version: 1
rules:
  - id: no_backup
    scope: { action: drop }
    when: { subject: { domain: snapshot, field: backup }, operator: equals, value: { literal: false } }
    effect: block
`,
  "governance.yaml": `
version: 1
governance:
  rules:
    - { id: drops_can_be_blocked, select: { where: { effect: block } }, must: { min_count: 1 }, error: Something has to block }
`,
};

const directory = await mkdtemp(join(tmpdir(), "drop-in-"));
const at = (name: string) => join(directory, name);
try {
  for (const [name, text] of Object.entries(documents)) await writeFile(at(name), text);
  const input = {
    action: { type: "drop", table: "orders" },
    actor: { role: "dba" },
    snapshot: { backup: false },
  };

  const plain = await Actra.fromFiles(at("schema.yaml"), at("policy.yaml"));
  console.log(plain.evaluate(input));
  const governed = await Actra.fromFiles(at("schema.yaml"), at("policy.yaml"), at("governance.yaml"));
  console.log(governed.evaluate(input).matched_rule);
  const whole = await Actra.fromDirectory(directory);
  const runtime = new ActraRuntime(whole);
  runtime.setActorResolver(() => ({ role: "dba" }));
  runtime.setSnapshotResolver(() => ({ backup: true }));
  await runtime.admit("drop", (table: string) => console.log("dropped", table))("orders");

  await writeFile(
    at("governance.yaml"),
    documents["governance.yaml"].replace("min_count: 1", "min_count: 2"),
  );
  const violated = await Actra.fromDirectory(directory).catch((error: unknown) => error);
  console.log(violated instanceof ActraError && violated.message.includes("Something has to block"));
  const absent = await Actra.fromFiles(at("none.yaml"), at("policy.yaml")).catch((error: unknown) => error);
  console.log(absent instanceof ActraError && absent.message.includes("none.yaml"));
} finally {
  await rm(directory, { recursive: true });
}

// prints
//   { effect: 'block', matched_rule: 'no_backup' }
//   no_backup
//   dropped orders
//   true
//   true
