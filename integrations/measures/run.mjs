// All measures of the MCP proxy and of `actra serve`, one after the other → integrations/report.md. Ends with 1 where a bar is missed.
//
//     npm ci && npm --prefix integrations ci --ignore-scripts
//     node integrations/measures/run.mjs            # three minutes; a machine that does nothing else
//     node integrations/measures/run.mjs --quick    # half a minute: tries the measures, writes no report
//
// The command line is built from the sources for it, unless `--actra FILE` names one that is.

import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { bars } from "./bars.mjs";
import { report } from "./report.mjs";
import { surroundings } from "./surroundings.mjs";

const here = import.meta.dirname;
const root = join(here, "../..");
const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, actra: { type: "string" } },
});
const actra = values.actra ?? built();
const calls = values.quick ? ["--calls", "300", "--rounds", "3"] : ["--calls", "3000", "--rounds", "6"];
const seconds = (full) => ["--seconds", String(values.quick ? Math.min(full, 8) : full)];

const load = loadavg()[0];
const results = {
  latency_stdio: await measured("mcp-latency", "--by", "stdio", ...calls),
  latency_http: await measured("mcp-latency", "--by", "http", ...calls),
  concurrent_stdio: await measured("mcp-concurrent", "--by", "stdio"),
  concurrent_http: await measured("mcp-concurrent", "--by", "http"),
  load: await measured("serve-load", ...seconds(20)),
  hostile: await measured("serve-load", "--hostile", ...seconds(60)),
};
const text = report(results, surroundings(root, load));
if (!values.quick) writeFileSync(join(root, "integrations/report.md"), text);
console.log(text);
process.exitCode = bars.every(({ isReached }) => isReached(results)) ? 0 : 1;

function built() {
  const script =
    "const { setup, ACTRA } = await import('./integrations/command-line.ts'); await setup(); console.log(ACTRA);";
  const words = ["--import", "tsx", "--input-type=module", "-e", script];
  return execFileSync(process.execPath, words, { cwd: root, encoding: "utf8" }).trim().split("\n").at(-1);
}

async function measured(name, ...words) {
  console.error(`${name} ${words.join(" ")}`);
  const script = join(here, `${name}.mjs`);
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--actra", actra, ...words]);
  return JSON.parse(stdout);
}
