// The tables, one function for each kind of group: results of one group → Markdown.

import { median } from "../median.mjs";
import { duration, figureOf, rangeOf, shown } from "./figures.mjs";
import { table } from "./table.mjs";

const ran = (results) => results.filter(({ notRun }) => !notRun);

/** One figure for each, beside a baseline. */
function comparison(what, baseline, times) {
  return (results) => {
    const base = figureOf(results, { engine: baseline });
    const rows = ran(results).map(({ name, samples: { nanoseconds } }) => [
      name,
      shown(median(nanoseconds)),
      rangeOf(nanoseconds),
      base === undefined ? "" : shown(median(nanoseconds) / base),
    ]);
    return table([what, "median ns", "min – max ns", times], rows);
  };
}

/** Engines by sizes; each figure is a median. */
function matrix(results) {
  const sizes = [...new Set(results.map(({ size }) => size))];
  const engines = [...new Set(ran(results).map(({ engine }) => engine))];
  const cell = (engine, size) => {
    const nanoseconds = figureOf(results, { engine, size });
    return nanoseconds === undefined ? "not run" : duration(nanoseconds);
  };
  const rows = engines.map((engine) => [
    results.find((result) => result.engine === engine && result.name)?.name ?? engine,
    ...sizes.map((size) => cell(engine, size)),
  ]);
  return table(["one decision, N =", ...sizes.map((size) => size.toLocaleString("en"))], rows);
}

const inputKinds = {
  "w1-shapes": "inputs of twenty shapes",
  "w1-fresh": "strings never seen before, in new objects",
  w1: "after other policies in the same process",
};

function harder(results) {
  const rows = results.map(({ workload, samples: { nanoseconds } }) => [
    inputKinds[workload],
    shown(median(nanoseconds)),
    rangeOf(nanoseconds),
  ]);
  return table(["Actra on W1", "median ns", "min – max ns"], rows);
}

function fields(results) {
  const kinds = [...new Set(results.map(({ workload }) => workload))];
  const sizes = [...new Set(results.map(({ size }) => size))];
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const rows = kinds.map((workload) => {
    const times = sizes.map((size) => figureOf(results, { workload, size }));
    const further = (times[sizes.indexOf(most)] - times[sizes.indexOf(least)]) / (most - least);
    return [`${workload.slice("fields-".length)}s, a rule each`, ...times.map(shown), shown(further)];
  });
  return table(["ns, with fields read:", ...sizes.map(String), "each further"], rows);
}

/** The figures of whatever was measured, a row for each result. */
function plain(what, label, columns) {
  return (results) => {
    const rows = ran(results).map((result) => [
      label(result),
      ...columns.flatMap(([figure]) => [
        shown(median(result.samples[figure])),
        rangeOf(result.samples[figure]),
      ]),
    ]);
    return table([what, ...columns.flatMap(([, title]) => [title, "min – max"])], rows);
  };
}

const count = (noun) => (result) => `${result.size.toLocaleString("en")} ${noun}`;

const kinds = {
  w1: comparison("one decision", "hand-written", "× hand-written"),
  harder,
  guarded: comparison("one call", "bare-function", "× unguarded"),
  tenant: comparison("one decision", "hand-written", "× hand-written"),
  fields,
  compile: plain("Actra", count("rules"), [
    ["total", "from text, ms"],
    ["yaml", "`yaml` alone, ms"],
    ["beyond", "beyond `yaml`, ms"],
    ["first", "first of the process, ms"],
  ]),
  "compile-memory": plain("the whole process", count("rules"), [["megabytes", "MB at most"]]),
  load: plain("Actra", () => "1,000 rules", [
    ["again", "ms"],
    ["first", "first of the process, ms"],
  ]),
  workers: plain("times as many as one", () => "two threads", [
    ["actra", "Actra"],
    ["byHand", "hand-written function"],
    ["ratio", "Actra / hand-written"],
  ]),
  "first-decision": plain("from the import", ({ name }) => name, [["milliseconds", "ms"]]),
  "policies-memory": plain("each of", count("policies"), [
    ["heap", "bytes of V8's heap and beside it"],
    ["process", "bytes of the process"],
  ]),
  allocation: plain("each of", count("decisions"), [
    ["bytes", "bytes"],
    ["collections", "collections"],
  ]),
  "changing-sizes": plain("after", count("decisions"), [["megabytes", "MB more"]]),
};

export const tableOf = (id, results) => (kinds[id] ?? matrix)(results);
