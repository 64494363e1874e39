// The results as a table, in place of the one before in README.md.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const README = join(import.meta.dirname, "../README.md");
const PLACE = /(<!-- runtimes: npm run test:runtimes writes this -->\n).*?(<!-- \/runtimes -->)/s;

export function writeTable(results) {
  const readme = readFileSync(README, "utf8");
  if (!PLACE.test(readme)) throw new Error("README.md has no place for the table");
  const rows = results.map(rowOf).join("\n");
  const head =
    "| runtime | version | vectors | recordings of 0.7.8 | hostile inputs | as in Node |\n|---|---|---:|---:|---:|---|";
  writeFileSync(
    README,
    readme.replace(PLACE, (_, start, end) => `${start}\n${head}\n${rows}\n\n${end}`),
  );
}

function rowOf({ name, version, answers, faults, notRun }) {
  if (notRun !== undefined) return `| ${name} | | | | | not run |`;
  const { vector, recorded, hostile } = answers.cases;
  const shown = [vector, recorded === 0 ? "not run" : recorded, hostile];
  return `| ${name} | ${version} | ${shown.join(" | ")} | ${verdict(answers, faults)} |`;
}

function verdict({ otherPrograms }, faults) {
  if (faults.length > 0) return "**no**";
  return otherPrograms.length === 0 ? "all" : `all, with another Unicode: ${otherPrograms.length}`;
}
