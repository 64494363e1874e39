// One engine on one workload, alone in a fresh process. Receives the job as JSON in its one argument, writes the
// figure as JSON to standard output. Every decision is checked equal to the plain function's before the timing,
// and those of the last timed pass after it; one that differs ends the process with an error.

import { readFileSync } from "node:fs";
import { measure } from "mitata";
import { guarded } from "./workloads/guarded.mjs";
import { w1 } from "./workloads/w1.mjs";
import { w3 } from "./workloads/w3.mjs";

const workloads = { w1, w3, guarded };
const warmUpNanoseconds = 250e6;
/** One sample is at least this long, so that garbage collection falls inside the samples, not between them. */
const sampleNanoseconds = 20e6;

const job = JSON.parse(process.argv[2]);
const engine = await import(`./engines/${job.engine}.mjs`);
const workload = workloads[job.workload](job.size);
const decide = await engine.prepare(workload);
const inputs = workload.inputs;
const effects = new Array(inputs.length).fill("");

function check(input, effect) {
  const expected = workload.decide(input);
  if (effect === expected) return;
  throw new Error(`${engine.name} decides ${effect}, expected ${expected}, for ${JSON.stringify(input)}`);
}

/** The decisions are kept, so that no compiler can leave one out. */
function decideAll() {
  for (let i = 0; i < inputs.length; i++) effects[i] = decide(inputs[i]);
}

async function awaitAll() {
  for (let i = 0; i < inputs.length; i++) effects[i] = await decide(inputs[i]);
}

/** Processor time that this process has had: other work on the machine does not count. */
function now() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

/** How many passes fill one sample, found while the engine warms up. */
async function passesInOneSample() {
  const start = now();
  let passes = 0;
  while (now() - start < warmUpNanoseconds) {
    if (engine.isAsync) await awaitAll();
    else decideAll();
    passes++;
  }
  return Math.ceil((passes * sampleNanoseconds) / warmUpNanoseconds);
}

async function nanosecondsPerDecision() {
  const passes = await passesInOneSample();
  const sample = () => {
    for (let i = 0; i < passes; i++) decideAll();
  };
  const sampleAsync = async () => {
    for (let i = 0; i < passes; i++) await awaitAll();
  };
  const { p50 } = await measure(engine.isAsync ? sampleAsync : sample, {
    now,
    min_cpu_time: job.seconds * 1e9,
  });
  return p50 / passes / inputs.length;
}

function version(packageName) {
  const path = packageName === "actra" ? "../package.json" : `./node_modules/${packageName}/package.json`;
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")).version;
}

const decideToCheck = engine.prepareCheck ? await engine.prepareCheck(workload) : decide;
const checked = engine.isUnguarded ? inputs : [...workload.probes, ...inputs];
for (const input of checked) check(input, await decideToCheck(input));
const nanoseconds = await nanosecondsPerDecision();
for (const [i, input] of inputs.entries()) check(input, effects[i]);

const { name, note, packageName } = engine;
const engineVersion = packageName && `${packageName} ${version(packageName)}`;
process.stdout.write(JSON.stringify({ name, note, package: engineVersion, nanoseconds }));
