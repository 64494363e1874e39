// How long `actra replay` takes for a million recorded decisions, and how much memory: `node scripts/measure-replay.mjs` after
// `npm run build`. Other work on the machine shows in the time, so the exit code is 0 in any case.

import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Packr } from "msgpackr";

const EVENTS = 1_000_000;
const command = fileURLToPath(new URL("../dist/cli/actra.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "actra-replay-"));
const packr = new Packr({ useRecords: false });

/** Prints the most memory that the process has had, in kilobytes, last of all. */
const PEAK = "process.on('exit',()=>process.stderr.write('\\n'+process.resourceUsage().maxRSS))";

writeFileSync(join(folder, "peak.cjs"), PEAK);
run(["init", "access"]);
const { Actra, ActraRuntime, jsonLines } = await import("../dist/index.js");
const policy = await Actra.fromDirectory(join(folder, "access"));
const logs = [
  ["msgpack", "log.msgpack", packed, 5],
  ["JSON lines", "log.jsonl", observed, 15],
];
for (const [name, file, written, most] of logs) {
  writeLog(join(folder, file), written());
  const { seconds, megabytes, output } = run(["replay", file, "--policy", "access"]);
  console.log(`${name}: ${seconds.toFixed(1)} s of at most ${most}, ${megabytes.toFixed(0)} MB; ${output}`);
}
rmSync(folder, { recursive: true });

function writeLog(path, written) {
  const file = openSync(path, "w");
  for (let i = 0; i < EVENTS; i++) writeSync(file, written(inputOf(i)));
  closeSync(file);
}

/** Refunds of many amounts, some of them stopped. */
function inputOf(i) {
  const action = { type: "refund", amount: (i * 37) % 40_000, currency: "EUR" };
  return { action, actor: { role: "support" }, snapshot: { fraud_flag: i % 50 === 0 } };
}

function packed() {
  return (input) => packr.pack({ ...input, decision: policy.evaluate(input) });
}

/** The lines of the runtime's own observer. */
function observed() {
  let line;
  let now;
  const observers = [
    jsonLines((text) => {
      line = `${text}\n`;
    }),
  ];
  const runtime = new ActraRuntime(policy, {
    actor: () => now.actor,
    snapshot: () => now.snapshot,
    observers,
  });
  return (input) => {
    now = input;
    runtime.evaluate(input.action);
    return line;
  };
}

function run(words) {
  const start = performance.now();
  const args = ["--require", join(folder, "peak.cjs"), command, ...words];
  const { status, stdout, stderr } = spawnSync("node", args, { cwd: folder, encoding: "utf8" });
  if (status > 1) throw new Error(stderr);
  const [output] = stdout.trim().split("\n");
  const megabytes = Number(stderr.trim().split("\n").at(-1)) / 1024;
  return { seconds: (performance.now() - start) / 1000, megabytes, output };
}
