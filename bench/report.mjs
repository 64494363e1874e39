// Turns results into tables, and tables into the report. A result is a job with its samples, in nanoseconds, one
// from each round: { workload, size?, engine, name, note?, package?, samples }.

import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";

const titles = {
  w1: "W1: three rules over a refund",
  guarded: "Guarded calls: what a call costs that W1's rules allow, with synchronous resolvers",
  w3: "W3: many rules on one action, the last one matches",
};

/** What a guarded call may cost over the bare function, in nanoseconds. */
const guardBars = [
  { engine: "actra-admit-sync", must: 200, aim: 200 },
  { engine: "actra-admit", must: 600, aim: 400 },
  { engine: "actra-audit", must: 800, aim: 800 },
];

/** What Actra has to reach on W1, and what it aims at. */
const bars = [
  { what: "nanoseconds", must: 90, aim: 60 },
  { what: "× the hand-written function", divisor: "hand-written", must: 40, aim: 26 },
  { what: "× cel-js, flat variables", divisor: "cel-js-flat", must: 0.95, aim: 0.6 },
];

function median(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const figure = (value) => value.toLocaleString("en", { maximumSignificantDigits: 3 });

/** Aligned Markdown, which a terminal shows as well as a page does; all columns but the first are numbers. */
function table(header, rows) {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column].length)));
  const pad = (text, column) => (column ? text.padStart(widths[column]) : text.padEnd(widths[column]));
  const line = (cells) => `| ${cells.map(pad).join(" | ")} |`;
  const rule = widths.map((width, column) => (column ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  return [line(header), line(rule), ...rows.map(line)].join("\n");
}

function medianOf(results, engine) {
  const result = results.find((candidate) => candidate.engine === engine);
  return result && median(result.samples);
}

function guardTable(results) {
  const bare = medianOf(results, "bare-function");
  const rows = guardBars.flatMap(({ engine, must, aim }) => {
    const result = results.find((candidate) => candidate.engine === engine);
    return result ? [[result.name, figure(median(result.samples) - bare), figure(must), figure(aim)]] : [];
  });
  return table(["over the bare function", "measured ns", "at most", "aim"], rows);
}

function comparison(results) {
  const isGuarded = results[0].workload === "guarded";
  const baseline = medianOf(results, isGuarded ? "bare-function" : "hand-written");
  const header = isGuarded
    ? ["one call", "median ns", "min – max ns", "× unguarded"]
    : ["one decision", "median ns", "min – max ns", "× hand-written"];
  const rows = results.map(({ name, samples }) => [
    name,
    figure(median(samples)),
    `${figure(Math.min(...samples))} – ${figure(Math.max(...samples))}`,
    figure(median(samples) / baseline),
  ]);
  return table(header, rows);
}

function barTable(results) {
  const actra = medianOf(results, "actra");
  const rows = bars.flatMap(({ what, divisor, must, aim }) => {
    const measured = actra / (divisor ? medianOf(results, divisor) : 1);
    return Number.isNaN(measured) ? [] : [[what, figure(measured), figure(must), figure(aim)]];
  });
  return table(["Actra on W1", "measured", "at most", "aim"], rows);
}

function titleOf({ workload, size }) {
  return size ? `${titles[workload]}, ${size} rules` : titles[workload];
}

function section(title, results) {
  const hasBar = results.some(({ workload, engine }) => workload === "w1" && engine === "actra");
  const bars = hasBar ? [barTable(results)] : results[0].workload === "guarded" ? [guardTable(results)] : [];
  return [`## ${title}`, comparison(results), ...bars].join("\n\n");
}

/** One section a workload and size, in the order of the results. */
export function tables(results) {
  const titlesInOrder = new Set(results.map(titleOf));
  return [...titlesInOrder]
    .map((title) =>
      section(
        title,
        results.filter((result) => titleOf(result) === title),
      ),
    )
    .join("\n\n");
}

function git(...parameters) {
  try {
    return execFileSync("git", parameters, {
      cwd: import.meta.dirname,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  } catch {
    return undefined;
  }
}

function commit() {
  const id = git("rev-parse", "--short", "HEAD") ?? "none";
  // the report itself is written by every run
  return git("status", "--porcelain", "--", "..", ":!report") ? `${id}, with local changes` : id;
}

function surroundings(results, { title, rounds }) {
  const load = loadavg()[0].toFixed(1);
  return [
    `- Date: ${new Date().toISOString().slice(0, 10)}, ${title}, ${rounds} rounds`,
    `- Machine: ${cpus()[0].model.trim()}, ${cpus().length} cores, load ${load} at the end of the run, of which 1 is the run itself`,
    `- Node ${process.versions.node}, V8 ${process.versions.v8}, ${process.platform} ${process.arch}`,
    `- Commit: ${commit()}`,
    `- Packages: ${[...new Set(results.map((result) => result.package).filter(Boolean))].join(", ")}`,
  ].join("\n");
}

const method = `Each engine decides alone in a fresh process; the processes of all engines take turns, and a figure is the median
of the rounds, beside the least and the greatest. Time is processor time, so that waiting for other work on the machine
does not count. 1,024 distinct inputs go round; whatever an engine needs done to an input before it can decide is inside
its time, and so is garbage collection. Before the timing, every decision is compared with the hand-written function's,
on these inputs and on all limits from both sides; the decisions of the last timed pass are compared again.`;

/** How each engine was used, where that needs saying. */
function notes(results) {
  const lines = results.filter(({ note }) => note).map(({ name, note }) => `- ${name}: ${note}`);
  return [...new Set(lines)].join("\n");
}

export function report(results, run) {
  return [
    "# Actra beside its peers",
    surroundings(results, run),
    method,
    tables(results),
    "## How the engines were used",
    notes(results),
    "",
  ].join("\n\n");
}
