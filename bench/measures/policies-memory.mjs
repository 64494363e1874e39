// What each of so many loaded policies keeps, in bytes: of V8's heap, of what hangs on it outside, and of the process, whose
// pages say little where there are few. They are W1 with other numbers and texts, a hundred different ones by turns.

import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Actra } from "../../dist/engine.js";
import { w1 } from "../workloads/w1.mjs";
import { made, variants } from "./made.mjs";

async function memory() {
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await setTimeout(1);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { heap: heapUsed + external, process: rss };
}

export async function measured({ size }) {
  const programs = variants.map((name) => new Uint8Array(readFileSync(made(name))));
  const [input] = w1().inputs;
  const use = (bytes) => {
    const policy = Actra.load(bytes);
    policy.evaluate(input);
    return policy;
  };
  use(programs[0]).dispose();
  const before = await memory();
  const policies = Array.from({ length: size }, (_, i) => use(programs[i % programs.length]));
  const after = await memory();
  const each = (kind) => (after[kind] - before[kind]) / policies.length;
  return { figures: { heap: each("heap"), process: each("process") } };
}
