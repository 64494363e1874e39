// From the import of `actra/engine` to the first decision, in fresh processes: the median, in milliseconds. A figure of the
// machine that it is run on, so nothing fails for it; where others work too, processor time says more.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { made } from "./bundle.mjs";

const PROCESSES = 20;
const root = join(import.meta.dirname, "..");
const program = join(made, "cold.actra");

const SCHEMA = `version: 1
actions: { refund: { fields: { amount: number } } }
actor: { fields: { role: string } }
snapshot: { fields: { fraud: boolean } }`;
const POLICY = `version: 1
rules:
  - { id: fraud, scope: { global: true }, when: snapshot.fraud, effect: block }
  - { id: huge, scope: { action: refund }, when: action.amount > 10000, effect: block }
  - id: large
    scope: { action: refund }
    when: action.amount > 1000 && actor.role != "manager"
    effect: require_approval
    approval: { approvers: [manager], quorum: 1 }`;

const CHILD = `
import { readFileSync } from "node:fs";
const bytes = new Uint8Array(readFileSync(process.argv[1]));
const input = { action: { type: "refund", amount: 5000 }, actor: { role: "support" }, snapshot: { fraud: false } };
const before = process.cpuUsage();
const start = performance.now();
const { Actra } = await import("actra/engine");
const { effect } = Actra.load(bytes).evaluate(input);
const took = performance.now() - start;
const { user, system } = process.cpuUsage(before);
if (effect !== "require_approval") throw new Error(effect);
console.log(took, (user + system) / 1000);`;

mkdirSync(made, { recursive: true });
const { Actra } = await import("../dist/index.js");
writeFileSync(program, Actra.compile({ schema: SCHEMA, policy: POLICY }).toBytes());
const runs = Array.from({ length: PROCESSES }, once);
console.log(`Node ${process.versions.node}, ${PROCESSES} processes`);
for (const [i, what] of ["time", "processor time"].entries()) {
  const times = runs.map((run) => run[i]).sort((a, b) => a - b);
  const [least, median, most] = [0, PROCESSES / 2, PROCESSES - 1].map((place) => times[place].toFixed(2));
  console.log(`${what}: ${median} ms in the median, ${least} to ${most}`);
}

function once() {
  const args = ["--input-type=module", "--eval", CHILD, program];
  const text = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  return text.trim().split(" ").map(Number);
}
