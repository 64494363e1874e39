// How much more two worker threads decide than one: with one compiled program, whose bytes all of them load, and, to compare,
// with the hand-written function. Time is the clock's, since it is about what happens at once.

import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { made } from "./made.mjs";

const seconds = 1;
const turns = 3;

/** One copy, that no worker gets a copy of. */
function sharedProgram() {
  const bytes = readFileSync(made("w1.actra"));
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

/** Decisions a second, of all workers together. */
async function throughput(count, kind, program) {
  const file = new URL("./workers-thread.mjs", import.meta.url);
  const workers = Array.from({ length: count }, () => new Worker(file, { workerData: { kind, program } }));
  const next = (worker) =>
    new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  await Promise.all(workers.map(next));
  const counts = workers.map(next);
  for (const worker of workers) worker.postMessage(seconds);
  const decided = await Promise.all(counts);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return decided.reduce((sum, each) => sum + each, 0) / seconds;
}

async function factor(kind, program) {
  let best = 0;
  for (let i = 0; i < turns; i++) {
    const one = await throughput(1, kind, program);
    best = Math.max(best, (await throughput(2, kind, program)) / one);
  }
  return best;
}

export async function measured() {
  const program = sharedProgram();
  const actra = await factor("actra", program);
  const byHand = await factor("hand-written", program);
  return { figures: { actra, byHand, ratio: actra / byHand } };
}
