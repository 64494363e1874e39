// Results and where they come from → the report, as Markdown.

import { groups } from "../plan.mjs";
import { barTable, pace } from "./bars.mjs";
import { tableOf } from "./sections.mjs";

function surroundings({ run, results }) {
  const packages = [...new Set(results.map((result) => result.package).filter(Boolean))];
  const cut = run.isCut ? ", ended when its time was over, so some rounds are missing" : "";
  return [
    `- Date: ${run.date}, ${run.title} of ${run.minutes} minutes${cut}`,
    `- Machine: ${run.machine}, ${run.cores} cores, ${run.memory}; load ${run.load} at the end, of which 1 is the run itself`,
    `- ${run.runtime}`,
    `- Commit: ${run.commit}`,
    `- Packages: ${packages.join(", ")}`,
  ].join("\n");
}

const method = `Each engine decides alone in a fresh process; the processes of all engines take turns, and a figure is the median
of the rounds, beside the least and the greatest. Time is processor time, so that waiting for other work on the machine
does not count; only first decisions are taken from the clock. 1,024 distinct inputs go round; whatever an engine needs done to
an input before it can decide is inside its time, and so is garbage collection. Before the timing, every decision is compared
with the hand-written function's, on these inputs and on all limits from both sides; the decisions of the last timed pass are
compared again. All engines get the same rules, each in the form that its own documents recommend for speed; engines that know
no actions get one program for each action.`;

/** The engines that were too slow to be compared on everything. */
function partly(results) {
  const lines = results
    .filter(({ checked, workload }) => checked < 1024 && workload !== "guarded")
    .map(({ name, group, size, checked }) => `${name} in ${group}, ${size}: ${checked}`);
  if (lines.length === 0) return [];
  return [`Too slow to be compared on all inputs, and compared on so many: ${lines.join("; ")}.`];
}

/** How each engine was used, where that needs saying. */
function notes(results) {
  const lines = results.filter(({ note }) => note).map(({ name, note }) => `- ${name}: ${note}`);
  return [...new Set(lines)].join("\n");
}

function notRun(results) {
  const missing = results.filter((result) => result.notRun);
  const lines = missing.map(
    ({ engine, group, size, notRun: reason }) =>
      `- ${engine} in ${group}${size ? `, ${size}` : ""}: ${reason}`,
  );
  return lines.length > 0 ? ["## Not run", lines.join("\n")] : [];
}

const chartPlace = "![Time of one decision over the number of rules, linear and logarithmic](w3.svg)";

function section({ id, title }, results) {
  const own = results.filter(({ group }) => group === id);
  if (own.every((result) => result.notRun)) return [];
  const text = id === "w3-literals" ? [chartPlace] : [];
  return [`## ${title}`, ...text, tableOf(id, own)];
}

export function report(all) {
  const { results } = all;
  return [
    "# Actra beside its peers",
    surroundings(all),
    method,
    ...partly(results),
    "## What Actra has to reach",
    ...pace(results),
    barTable(results),
    ...groups.flatMap((group) => section(group, results)),
    "## How the engines were used",
    notes(results),
    ...notRun(results),
    "",
  ].join("\n\n");
}
