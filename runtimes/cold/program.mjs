// What the first decision is made by, and what it is about.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { made } from "../bundle.mjs";

export const root = join(import.meta.dirname, "../..");
export const program = join(made, "cold.actra");

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
/** As JavaScript. */
export const INPUT = `{ action: { type: "refund", amount: 5000 }, actor: { role: "support" }, snapshot: { fraud: false } }`;
export const WANTED = "require_approval";

export async function writeProgram() {
  mkdirSync(made, { recursive: true });
  const { Actra } = await import("../../dist/index.js");
  writeFileSync(program, Actra.compile({ schema: SCHEMA, policy: POLICY }).toBytes());
}
