// From the import of `actra/engine` to the first decision, in a process of its own.

import { execFileSync } from "node:child_process";
import { INPUT, program, root, WANTED } from "./program.mjs";

const CHILD = `
import { readFileSync } from "node:fs";
const bytes = new Uint8Array(readFileSync(process.argv[1]));
const input = ${INPUT};
const start = performance.now();
const { Actra } = await import("actra/engine");
const { effect } = Actra.load(bytes).evaluate(input);
const took = performance.now() - start;
if (effect !== "${WANTED}") throw new Error(effect);
console.log(took);`;

export async function inNode(measure) {
  const args = ["--input-type=module", "--eval", CHILD, program];
  const once = () => Number(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" }));
  await measure(`Node ${process.versions.node}`, once);
}
