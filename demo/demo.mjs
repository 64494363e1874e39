// The demo: real documents from demo/documents decide the requests in demo/requests.yaml.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import colours from "picocolors";
import { parse } from "yaml";
import { Actra, ActraInputError } from "../dist/index.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PAINT = {
  allow: colours.green,
  block: colours.red,
  require_approval: colours.yellow,
  error: colours.magenta,
};
const EXPLAINED = "fraud lookup failed";

const started = performance.now();
const policy = await Actra.fromDirectory(here("documents"));
const compiled = performance.now();
const requests = parse(readFileSync(here("requests.yaml"), "utf8"));

const table = new Table({
  head: ["request", "decision", "rule", "why"].map(colours.bold),
  colWidths: [28, 18, 22, 32],
  wordWrap: true,
  style: { head: [], border: [], compact: true },
});
for (const { title, ...input } of requests) table.push([title, ...decide(input)]);

console.log(table.toString());
console.log(`\n${colours.bold(`Why "${EXPLAINED}" was decided so:`)}\n`);
const { title: _, ...explained } = requests.find(({ title }) => title === EXPLAINED);
console.log(String(policy.explain(explained)).split("\n").map(colour).join("\n"));

const bytes = policy.toBytes();
const summary = `${requests.length} requests, policy ${policy.policyHash().slice(0, 12)}…, compiled in ${(compiled - started).toFixed(0)} ms`;
console.log(colours.dim(`\n${summary}, ${bytes.length} bytes as a program`));

/** Colours a line of an explanation by its mark. */
function colour(line) {
  if (line.includes("✓")) return colours.green(line);
  if (line.includes("?")) return colours.yellow(line);
  return line.includes("✗") ? colours.dim(line) : line;
}

function decide(input) {
  try {
    const { effect, matched_rule, reason, missing } = policy.evaluate(input);
    const why = [reason, missing && `unknown: ${missing.join(", ")}`].filter(Boolean).join("; ");
    return [PAINT[effect](effect), matched_rule || colours.dim("(default)"), why];
  } catch (error) {
    if (!(error instanceof ActraInputError)) throw error;
    return [PAINT.error("stopped"), colours.dim(error.code), error.message.replaceAll("`", "")];
  }
}
