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

/** Of a figure that a run has not measured there is no row. */
function rowsOf(results) {
  const of = (wanted, figure) => figureOf(results, wanted, figure);
  const w1 = (engine) => of({ group: "w1", engine });
  const w3 = (engine) => of({ group: "w3-literals", engine, size: 10_000 });
  const call = (engine) => of({ group: "guarded", engine });
  const first = (engine) => of({ group: "first-decision", engine }, "milliseconds");
  const beyond = of({ group: "compile", size: 1000 }, "beyond");
  const total = of({ group: "compile", size: 1000 }, "total");
  const decided = `by hand ${duration(w1("hand-written"))}, cel-js ${duration(w1("cel-js-flat"))}, CASL ${duration(w1("casl"))}, cedar-wasm ${duration(w1("cedar-wasm"))}`;
  const many = `by hand ${duration(w3("hand-written"))}, cel-js ${duration(w3("cel-js-flat"))}, CASL ${duration(w3("casl"))}, casbin ${duration(w3("casbin-matcher"))}`;
  return [
    ["a decision under three rules", duration(w1("actra")), decided],
    ["a decision under 10,000 rules, the last one decides", duration(w3("actra")), many],
    ["a decision on msgpack bytes, three rules", duration(w1("actra-packed")), "no other reads them"],
    [
      "`admit` around a function",
      `${duration(call("actra-admit") - call("bare-function"))} more`,
      `${duration(call("actra-admit-sync") - call("bare-function"))} by \`admitSync\``,
    ],
    [
      "the first decision of a process, `actra/engine`",
      milliseconds(first("actra-engine")),
      `cel-js ${milliseconds(first("cel-js-flat"))}, CASL ${milliseconds(first("casl"))}, cedar-wasm ${milliseconds(first("cedar-wasm"))}`,
    ],
    [
      "compiling 1,000 rules of YAML",
      milliseconds(total),
      `${milliseconds(beyond)} of it beyond what \`yaml\` takes; loading them compiled: ${milliseconds(of({ group: "load" }, "again"))}`,
    ],
  ];
}

export function readmeSection({ run, results }) {
  return `<!-- bench: npm run bench:full writes this -->

![Time of one decision over the number of rules, linear and logarithmic](bench/report/w3.svg)

${table(["what", "Actra", "others"], rowsOf(results))}

Measured on ${run.date}: ${run.machine}, ${run.cores} cores, ${run.runtime}.

<!-- /bench -->`;
}
