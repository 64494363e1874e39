// Results → what the README says of speed: the chart and six figures, each beside the nearest that others have.

import { duration, figureOf, shown } from "./figures.mjs";
import { table } from "./table.mjs";

const place = /(<!-- bench: npm run bench:full writes this -->\n).*?(<!-- \/bench -->)/s;

export function sectionIn(readme) {
  return place.exec(readme)?.[0];
}

export function placed(readme, section) {
  if (!place.test(readme)) throw new Error("README.md has no place for the figures");
  return readme.replace(place, () => section);
}

const milliseconds = (value) => `${shown(value)} ms`;

const others = {
  "hand-written": "by hand",
  "cel-js-flat": "cel-js",
  casl: "CASL",
  "casbin-matcher": "casbin",
  "cedar-wasm": "cedar-wasm",
};

/** Those of these engines that have the figure. */
function beside(figureBy, show, engines) {
  const having = engines.filter((engine) => figureBy(engine) !== undefined);
  return having.map((engine) => `${others[engine]} ${show(figureBy(engine))}`).join(", ");
}

function rowsOf(results) {
  const by = (found, figure) => (engine) => figureOf(results, { ...found, engine }, figure);
  const w1 = by({ group: "w1" });
  const w3 = by({ group: "w3-literals", size: 10_000 });
  const first = by({ group: "first-decision" }, "milliseconds");
  const over = (engine) =>
    duration(by({ group: "guarded" })(engine) - by({ group: "guarded" })("bare-function"));
  const compiling = (figure) => milliseconds(figureOf(results, { group: "compile", size: 1000 }, figure));
  const loading = milliseconds(figureOf(results, { group: "load" }, "again"));
  return [
    [
      "a decision under three rules",
      duration(w1("actra")),
      beside(w1, duration, ["hand-written", "cel-js-flat", "casl", "cedar-wasm"]),
    ],
    [
      "a decision under 10,000 rules, of which the last decides",
      duration(w3("actra")),
      beside(w3, duration, ["hand-written", "cel-js-flat", "casl", "casbin-matcher"]),
    ],
    ["a decision on msgpack bytes, three rules", duration(w1("actra-packed")), "no other reads them"],
    [
      "`admit` around a function",
      `${over("actra-admit")} more`,
      `\`admitSync\` ${over("actra-admit-sync")} more`,
    ],
    [
      "the first decision of a process, by `actra/engine`",
      milliseconds(first("actra-engine")),
      beside(first, milliseconds, ["cel-js-flat", "casl", "cedar-wasm"]),
    ],
    [
      "compiling 1,000 rules of YAML",
      compiling("total"),
      `${compiling("beyond")} of it beyond \`yaml\`; loading them compiled ${loading}`,
    ],
  ];
}

export function readmeSection({ run, results }) {
  return `<!-- bench: npm run bench:full writes this -->

![Time of one decision over the number of rules, linear and logarithmic](bench/report/w3.svg)

${table(["what", "Actra", "beside it"], rowsOf(results))}

Measured on ${run.date}: ${run.machine}, ${run.cores} cores, ${run.runtime}.

<!-- /bench -->`;
}
