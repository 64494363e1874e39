// `npm run bench`: every engine on every workload that it takes part in, each measurement in a fresh process, interleaved
// over several rounds. Prints the report, and writes it with its chart to report/ and its figures into the README.
//
//   --full             everything, in more rounds
//   --quick            one short round, to try it
//   --only <a,b,…>     these engines beside the functions by hand (names of files in engines/)
//   --groups <a,b,…>   these tables (ids in plan.mjs)
//
// All but the first leave report/ and the README alone, and write to made/.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { groups, whyLeftOut } from "./plan.mjs";
import { report } from "./render/report.mjs";
import { surroundings } from "./surroundings.mjs";
import { writeReadme, writeReport } from "./write.mjs";

/** After so many minutes no further round of anything is begun, and the report says so. */
const runs = {
  full: { title: "full run", seconds: 0.5, minutes: 22 },
  normal: { title: "normal run", seconds: 0.2, minutes: 5 },
  quick: { title: "quick run", seconds: 0.1, minutes: 3 },
};
const baselines = ["hand-written", "bare-function"];
const childTimeoutMilliseconds = 120_000;
const childFlags = [
  "--expose-gc", // mitata collects before it measures; without this it fills memory, and V8 goes on marking for long
  "--single-threaded-gc", // collection is the deciding thread's own time, whatever the other cores do
];

const inBench = (path) => fileURLToPath(new URL(path, import.meta.url));

function stop(message) {
  console.error(`bench: ${message}`);
  process.exit(1);
}

function options() {
  const isSet = { type: "boolean", default: false };
  const text = { type: "string" };
  const { values } = parseArgs({ options: { full: isSet, quick: isSet, only: text, groups: text } });
  // `npm run bench --quick`, without the separating `--`, arrives as an npm setting
  const isQuick = values.quick || process.env.npm_config_quick === "true";
  const kind = isQuick ? "quick" : values.full ? "full" : "normal";
  const [only, ids] = [values.only?.split(","), values.groups?.split(",")];
  return { ...runs[kind], kind, only, ids, isWritten: !isQuick && !only && !ids };
}

function checkNames({ only = [], ids = [] }) {
  const files = readdirSync(inBench("engines")).filter((file) => file.endsWith(".mjs"));
  const engines = files.map((file) => file.replace(".mjs", ""));
  for (const engine of only)
    if (!engines.includes(engine)) stop(`no engine \`${engine}\`; there are ${engines.join(", ")}`);
  const known = groups.map(({ id }) => id);
  for (const id of ids) if (!known.includes(id)) stop(`no group \`${id}\`; there are ${known.join(", ")}`);
}

function jobsOf({ kind, only, ids, seconds }) {
  const takesPart = ({ engine }) =>
    !only || engine === undefined || baselines.includes(engine) || only.includes(engine);
  return groups
    .filter(({ id }) => !ids || ids.includes(id))
    .flatMap(({ id, jobs }) =>
      jobs
        .filter((job) => job.rounds[kind] > 0 && takesPart(job))
        .map((job) => ({ ...job, group: id, seconds, rounds: job.rounds[kind] })),
    );
}

/** One measurement; what child.mjs writes, or `{ notRun }` with the reason. */
function measured(job) {
  const flags = [...childFlags, ...(job.flags ?? [])];
  const child = spawnSync(process.execPath, [...flags, inBench("child.mjs"), JSON.stringify(job)], {
    encoding: "utf8",
    timeout: childTimeoutMilliseconds,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (child.status === 0) return JSON.parse(child.stdout);
  if (child.error?.code === "ETIMEDOUT") return { notRun: "it takes longer than two minutes", failed: true };
  const what = `${job.engine ?? job.measure} on ${job.workload ?? job.measure} ${job.size ?? ""}`;
  console.error(`\n${what} failed\n${child.stderr || child.error}`);
  return {
    notRun: /^(\w*Error: .*)$/m.exec(child.stderr)?.[1] ?? `it ended by ${child.signal}`,
    failed: true,
  };
}

/** What Actra fails at is no gap in a report. */
const mayFail = ({ engine }) => engine !== undefined && !/^(actra|hand-written|bare)/.test(engine);

function add(result, outcome) {
  if (outcome.failed && !mayFail(result)) stop("Actra failed; see above");
  if (outcome.notRun) return Object.assign(result, { ...outcome, samples: {} });
  Object.assign(result, outcome.engine, { checked: outcome.checked });
  for (const [name, value] of Object.entries(outcome.figures)) (result.samples[name] ??= []).push(value);
}

function begun(job) {
  const { flags, rounds, seconds, ...named } = job;
  const notRun = whyLeftOut(job);
  return { ...named, samples: {}, ...(notRun && { notRun }) };
}

/** On one line of a terminal; elsewhere once a round. */
function progress(text, isFirst) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (isFirst) console.error(text);
}

/** Every job once a round, forwards and backwards in turn, so that no engine always follows the same one. */
function measureAll(jobs, { minutes }) {
  const pairs = jobs.map((job) => ({ job, result: begun(job) }));
  const end = Date.now() + minutes * 60_000;
  const rounds = Math.max(...jobs.map((job) => job.rounds));
  for (let round = 0; round < rounds; round++) {
    const due = pairs.filter(({ job, result }) => job.rounds > round && !result.notRun);
    for (const [i, { job, result }] of (round % 2 ? due.toReversed() : due).entries()) {
      if (round > 0 && Date.now() > end) return { results: pairs.map(({ result }) => result), isCut: true };
      progress(`round ${round + 1} of ${rounds}: ${i + 1} of ${due.length}`, i === 0);
      add(result, measured(job));
    }
  }
  return { results: pairs.map(({ result }) => result), isCut: false };
}

const chosen = options();
checkNames(chosen);
if (!existsSync(inBench("../dist/index.js")))
  stop("dist/index.js is missing; run `npm run build` in the root first");
const prepared = spawnSync(process.execPath, [inBench("measures/made.mjs")], { encoding: "utf8" });
if (prepared.status !== 0) stop(`nothing could be compiled\n${prepared.stderr}`);

const began = Date.now();
const { results, isCut } = measureAll(jobsOf(chosen), chosen);
const minutes = (Date.now() - began) / 60_000;
if (process.stderr.isTTY) console.error();
const all = { run: surroundings({ ...chosen, isCut, minutes }), results };
console.log(report(all));
const folder = chosen.isWritten ? "report" : "made";
writeReport(all, folder);
if (chosen.isWritten) writeReadme(all);
console.log(`written to bench/${folder}/${chosen.isWritten ? " and README.md" : ""}`);
process.exit(results.some(({ failed }) => failed) ? 1 : 0);
