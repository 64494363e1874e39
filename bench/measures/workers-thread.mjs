// One worker thread: warms up, says that it is ready, and then tells how many decisions it came to in the seconds asked for.

import { parentPort, workerData } from "node:worker_threads";
import { Actra } from "../../dist/engine.js";
import { w1 } from "../workloads/w1.mjs";

const { decide: byHand, inputs } = w1();
const effects = new Array(inputs.length).fill("");
const policy = Actra.load(workerData.program);
const decide = workerData.kind === "actra" ? (input) => policy.evaluate(input).effect : byHand;

function pass() {
  for (let i = 0; i < inputs.length; i++) effects[i] = decide(inputs[i]);
}

function passesWithin(seconds) {
  const end = performance.now() + seconds * 1000;
  let passes = 0;
  while (performance.now() < end) {
    for (let i = 0; i < 20; i++) pass();
    passes += 20;
  }
  return passes;
}

passesWithin(0.3);
for (const [i, input] of inputs.entries())
  if (effects[i] !== byHand(input))
    throw new Error(`a worker decides ${effects[i]}: ${JSON.stringify(input)}`);
parentPort.on("message", (seconds) => parentPort.postMessage(passesWithin(seconds) * inputs.length));
parentPort.postMessage("ready");
