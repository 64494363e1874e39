/** Run by lifecycle.test.ts: compiles a policy after each of many edits with one memory, and prints how many bytes stay. Needs --expose-gc. */
import { DocumentMemory } from "../../src/authoring.ts";
import { Actra } from "../../src/index.ts";
import { verbosePolicy } from "./documents/verbose-policy.ts";

const collect = (globalThis as { gc?: () => void }).gc!;
const RULES = 100;
const EDITS = 200;
const schema = `version: 1
actions: { refund: { fields: { amount: integer } } }
actor: { fields: { role: string } }`;
const memory = new DocumentMemory();
let policy = verbosePolicy(RULES);

/** Each edit is in another rule than the one before, so that each rule was read of another text. */
function edit(i: number): void {
  policy = policy.replace(new RegExp(`Above ${i % RULES} never.*`), `$& ${i}`.slice(0, 60));
  Actra.compile({ schema, policy }, { memory }).dispose();
}

edit(0);
collect();
const before = process.memoryUsage().heapUsed;
for (let i = 1; i < EDITS; i++) edit(i);
collect();
const kept = process.memoryUsage().heapUsed - before;
console.log(JSON.stringify({ kept, read: EDITS * policy.length }));
