// Results → the results as data, the report and its chart in one folder; and the README's figures. `npm run report`, in
// bench/, does it once more from the results that are there.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chart } from "./render/chart.mjs";
import { placed, readmeSection } from "./render/readme.mjs";
import { report } from "./render/report.mjs";

const at = (path) => new URL(path, import.meta.url);

export function writeReport(all, folder) {
  const inFolder = (name) => at(`${folder}/${name}`);
  mkdirSync(at(`${folder}/`), { recursive: true });
  writeFileSync(inFolder("results.json"), `${JSON.stringify(all, null, 1)}\n`);
  writeFileSync(inFolder("report.md"), report(all));
  if (all.results.some(({ group }) => group === "w3-literals"))
    writeFileSync(inFolder("w3.svg"), chart(all.results));
}

export function writeReadme(all) {
  const readme = readFileSync(at("../README.md"), "utf8");
  writeFileSync(at("../README.md"), placed(readme, readmeSection(all)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = JSON.parse(readFileSync(at("report/results.json"), "utf8"));
  writeReport(all, "report");
  writeReadme(all);
}
