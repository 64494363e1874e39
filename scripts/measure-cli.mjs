// How long the built command takes, as a process: `node scripts/measure-cli.mjs [runs]` after `npm run build`. Medians in
// milliseconds, beside what they may be. Other work on the machine shows in them, so the exit code is 0 in any case.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const runs = Number(process.argv[2] ?? 9);
const command = fileURLToPath(new URL("../dist/cli/actra.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "actra-measure-"));
const input = JSON.stringify({
  action: { type: "refund", amount: 1000, currency: "EUR" },
  actor: { role: "support" },
  snapshot: { fraud_flag: false },
});

run(["init", "access"]);
for (let file = 0; file < 10; file++)
  writeFileSync(join(folder, `access/more-${file}.test.yaml`), testFile());
const rows = [
  ["--version", ["--version"], 120],
  ["eval", ["eval", "access"], 250],
  ["test, 1,008 cases", ["test", "access"], 1000],
  ["test, 1,008 cases, coverage", ["test", "access", "--coverage"], 1000],
];
for (const [name, words, most] of rows) {
  const times = Array.from({ length: runs }, () => run(words)).sort((a, b) => a - b);
  const [median, least] = [times[runs >> 1], times[0]].map((time) => time.toFixed(0));
  console.log(`${name}: ${median} ms (least ${least}), at most ${most}`);
}
rmSync(folder, { recursive: true });

function run(words) {
  const start = performance.now();
  const { status, stderr } = spawnSync("node", [command, ...words], { cwd: folder, input, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

/** A hundred tests, each with a name, an input and an expectation of its own. */
function testFile() {
  const tests = Array.from({ length: 100 }, (_, i) => [
    `  - name: refund ${i}`,
    `    input: { action: { type: refund, amount: ${i * 400}, currency: EUR }, actor: { role: support }, snapshot: { fraud_flag: ${i % 2 === 0} } }`,
    `    expect: { effect: ${i % 2 === 0 ? "block, rule: fraud_hold" : "allow, rule: refund_in_limits"} }`,
  ]);
  return ["version: 1", "tests:", ...tests.flat(), ""].join("\n");
}
