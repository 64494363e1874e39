// What Actra has to reach and what it aims at, beside what was measured. One row a bar; a bar whose measurement was not part of
// the run is left out.

import { figureOf, shown } from "./figures.mjs";
import { table } from "./table.mjs";

const w1 = { group: "w1", engine: "actra" };
const w1Of = (engine) => ({ group: "w1", engine });
const harder = (found) => ({ group: "harder", ...found });
const guarded = (engine) => ({ group: "guarded", engine });
const w3 = (form, size) => ({ group: `w3-${form}`, engine: "actra", size });
const compiled = (size) => ({ group: "compile", size });

const bars = [
  { what: "W1, ns", of: w1, must: 90, aim: 60 },
  { what: "W1, × the hand-written function", of: w1, per: w1Of("hand-written"), must: 40, aim: 26 },
  { what: "W1, × cel-js with flat variables", of: w1, per: w1Of("cel-js-flat"), must: 0.95, aim: 0.6 },
  { what: "evaluateMany, × evaluate", of: w1Of("actra-many"), per: w1, must: 1 },
  { what: "W1 from msgpack bytes, ns", of: w1Of("actra-packed"), must: 250 },
  { what: "inputs of twenty shapes, × W1", of: harder({ workload: "w1-shapes" }), per: w1, must: 2 },
  { what: "strings never seen before, × W1", of: harder({ workload: "w1-fresh" }), per: w1, must: 2 },
  { what: "after other policies, × W1", of: harder({ engine: "actra-after-others" }), per: w1, must: 2 },
  {
    what: "admitSync, ns over the function",
    of: guarded("actra-admit-sync"),
    over: guarded("bare-function"),
    must: 200,
  },
  {
    what: "admit, ns over the function",
    of: guarded("actra-admit"),
    over: guarded("bare-function"),
    must: 600,
    aim: 400,
  },
  {
    what: "audit, ns over the function",
    of: guarded("actra-audit"),
    over: guarded("bare-function"),
    must: 800,
  },
  { what: "W3, 1,000 literals, ns", of: w3("literals", 1000), must: 170 },
  { what: "W3, 10,000 literals, ns", of: w3("literals", 10_000), must: 170 },
  { what: "W3, 1,000 limits, ns", of: w3("limits", 1000), must: 170 },
  { what: "W3, 10,000 limits, ns", of: w3("limits", 10_000), must: 170 },
  { what: "W3, 10,000 literals, × 100", of: w3("literals", 10_000), per: w3("literals", 100), must: 1.5 },
  { what: "W3, 10,000 limits, × 100", of: w3("limits", 10_000), per: w3("limits", 100), must: 1.5 },
  { what: "compile 1,000 rules beyond `yaml`, ms", of: compiled(1000), figure: "beyond", must: 60 },
  { what: "compile 10,000 rules beyond `yaml`, ms", of: compiled(10_000), figure: "beyond", must: 700 },
  {
    what: "compile 10,000 rules, MB in all",
    of: { group: "compile-memory" },
    figure: "megabytes",
    must: 700,
  },
  { what: "load 1,000 compiled rules, ms", of: { group: "load" }, figure: "again", must: 1 },
  {
    what: "two worker threads, of what JavaScript gains",
    of: { group: "workers" },
    figure: "ratio",
    least: 0.9,
  },
  {
    what: "first decision, engine alone, ms",
    of: { group: "first-decision", engine: "actra-engine" },
    figure: "milliseconds",
    must: 5,
  },
  { what: "allocated by a decision, bytes", of: { group: "allocation" }, figure: "bytes", must: 0.1 },
  { what: "collections meanwhile", of: { group: "allocation" }, figure: "collections", must: 0 },
  {
    what: "more memory after changing sizes, MB",
    of: { group: "changing-sizes" },
    figure: "megabytes",
    must: 16,
  },
];

function measuredOf(results, { of, per, over, figure }) {
  const value = figureOf(results, of, figure);
  if (value === undefined) return undefined;
  if (per) return value / figureOf(results, per, figure);
  return over ? value - figureOf(results, over, figure) : value;
}

export function barRows(results) {
  return bars
    .map((bar) => ({ ...bar, measured: measuredOf(results, bar) }))
    .filter(({ measured }) => measured !== undefined && !Number.isNaN(measured));
}

/** Nanoseconds of the hand-written function under W1 where the bars were set. */
const paceOfBars = 2.3;

/** How quick the machine is beside the one that the bars in units of time come from. */
export function pace(results) {
  const measured = figureOf(results, w1Of("hand-written"));
  if (measured === undefined) return [];
  return [
    `Bars in ns and ms were set on a machine on which the hand-written function takes ${shown(paceOfBars)} ns under W1; in this run it took ${shown(measured)}.`,
  ];
}

export function barTable(results) {
  const rows = barRows(results).map(({ what, measured, must, least, aim }) => [
    what,
    shown(measured),
    must === undefined ? `at least ${shown(least)}` : `at most ${shown(must)}`,
    aim === undefined ? "" : shown(aim),
    (must === undefined ? measured >= least : measured <= must) ? "yes" : "**no**",
  ]);
  return table(["Actra", "measured", "bar", "aim", "reached"], rows);
}
