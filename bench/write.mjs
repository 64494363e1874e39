// Results → report/: the results themselves, the report, its chart, and the README's figures. `npm run report`, in bench/,
// does it once more from results that are there.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chart } from "./render/chart.mjs";
import { placed, readmeSection } from "./render/readme.mjs";
import { report } from "./render/report.mjs";

const at = (path) => new URL(path, import.meta.url);

export function writeResults(all) {
  mkdirSync(at("report/"), { recursive: true });
  writeFileSync(at("report/results.json"), `${JSON.stringify(all, null, 1)}\n`);
  writeFileSync(at("report/report.md"), report(all));
  writeFileSync(at("report/w3.svg"), chart(all.results));
  const readme = readFileSync(at("../README.md"), "utf8");
  writeFileSync(at("../README.md"), placed(readme, readmeSection(all)));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeResults(JSON.parse(readFileSync(at("report/results.json"), "utf8")));
