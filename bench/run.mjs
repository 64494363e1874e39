// `npm run bench`: every engine on every workload that it takes part in, each measurement in a fresh process,
// interleaved over several rounds. Prints the tables and writes report/report.md.
//
//   --quick            few, short rounds
//   --only <a,b,…>     these engines beside the hand-written function (names of files in engines/); no report

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { report, tables } from "./report.mjs";

const full = { title: "full run", rounds: 9, seconds: 0.5 };
const quick = { title: "quick run", rounds: 3, seconds: 0.2 };
const baseline = "hand-written";
const baselines = [baseline, "bare-function"];
const childTimeoutMilliseconds = 120_000;
const childFlags = [
  "--expose-gc", // mitata collects before it measures; without this it fills memory, and V8 goes on marking for long
  "--single-threaded-gc", // collection is the deciding thread's own time, whatever the other cores do
];

const plan = [
  {
    workload: "w1",
    engines: [
      baseline,
      "actra",
      "actra-expressions",
      "actra-packed",
      "json-logic-engine",
      "cel-js-flat",
      "cel-js-nested",
      "casl",
      "casbin-matcher",
      "casbin-policy",
      "cedar-wasm",
    ],
  },
  {
    workload: "guarded",
    engines: [baselines[1], "actra-admit-sync", "actra-admit", "actra-audit"],
  },
  ...[10, 100, 1000, 10_000].map((size) => ({
    workload: "w3",
    size,
    engines: [baseline, "hand-written-index", "actra"],
  })),
];

const inBench = (path) => fileURLToPath(new URL(path, import.meta.url));

function stop(message) {
  console.error(`bench: ${message}`);
  process.exit(1);
}

function options() {
  const { values } = parseArgs({
    options: { quick: { type: "boolean", default: false }, only: { type: "string" } },
  });
  // `npm run bench --quick`, without the separating `--`, arrives as an npm setting
  const isQuick = values.quick || process.env.npm_config_quick === "true";
  return { ...(isQuick ? quick : full), only: values.only?.split(",") };
}

function checkNames(only) {
  const known = readdirSync(inBench("engines"))
    .map((file) => file.replace(".mjs", ""))
    .filter((name) => name !== "actra-runtime");
  const unknown = only.find((engine) => !known.includes(engine));
  if (unknown) stop(`no engine \`${unknown}\`; there are ${known.join(", ")}`);
}

function jobsOf({ only, seconds }) {
  const takesPart = (engine) => !only || baselines.includes(engine) || only.includes(engine);
  return plan.flatMap(({ workload, size, engines }) =>
    engines.filter(takesPart).map((engine) => ({ workload, size, engine, seconds })),
  );
}

/** One measurement; `{ name, note, package, nanoseconds }`. */
function measured(job) {
  const child = spawnSync(process.execPath, [...childFlags, inBench("child.mjs"), JSON.stringify(job)], {
    encoding: "utf8",
    timeout: childTimeoutMilliseconds,
  });
  if (child.status !== 0) stop(`${job.engine} on ${job.workload} failed\n${child.stderr || child.error}`);
  return JSON.parse(child.stdout);
}

/** Every job once a round, forwards and backwards in turn, so that no engine always follows the same one. */
function measureAll(jobs, rounds) {
  const results = jobs.map((job) => ({ job, engine: {}, samples: [] }));
  for (let round = 0; round < rounds; round++) {
    console.error(`round ${round + 1} of ${rounds}`);
    for (const result of round % 2 ? results.toReversed() : results) {
      const { nanoseconds, ...engine } = measured(result.job);
      result.engine = engine;
      result.samples.push(nanoseconds);
    }
  }
  return results.map(({ job, engine, samples }) => ({ ...job, ...engine, samples }));
}

const chosen = options();
if (chosen.only) checkNames(chosen.only);
const jobs = jobsOf(chosen);
if (jobs.some((job) => job.engine === "actra") && !existsSync(inBench("../dist/index.js"))) {
  stop("dist/index.js is missing; run `npm run build` in the root first");
}

const results = measureAll(jobs, chosen.rounds);
console.log(tables(results));
if (!chosen.only) {
  mkdirSync(inBench("report"), { recursive: true });
  writeFileSync(inBench("report/report.md"), report(results, chosen));
  console.log("written to bench/report/report.md");
}
