// How much `actra mcp` adds to a call over standard input and output: the same calls of the same server, one after the other, in
// turns with and without the proxy, so that whatever else the machine does meets both.
//
//     node integrations/measures/mcp-latency.mjs [--calls 2000] [--rounds 5] [--actra dist/cli/actra.js]

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "2000" },
    rounds: { type: "string", default: "5" },
    actra: { type: "string", default: join(import.meta.dirname, "../../dist/cli/actra.js") },
  },
});
const calls = Number(values.calls);

const access = mkdtempSync(join(tmpdir(), "actra-latency-"));
writeFileSync(join(access, "schema.yaml"), "{ version: 1, actions: { note: { fields: { text: string } } } }");
writeFileSync(
  join(access, "policy.yaml"),
  'version: 1\ndefault: block\nrules: [{ id: r, scope: { action: note }, when: action.text != "no", effect: allow }]\n',
);
const server = [process.execPath, join(import.meta.dirname, "../mcp/servers/plain.mjs")];
const proxy = [process.execPath, values.actra, "mcp", "--policy", access, "--", ...server];

const ways = { alone: await connected(server), proxied: await connected(proxy) };
const times = { alone: [], proxied: [] };
for (let round = 0; round < Number(values.rounds); round++)
  for (const [name, way] of Object.entries(ways)) {
    const measured = await way.measure(calls);
    if (round > 0) times[name].push(...measured);
  }
for (const way of Object.values(ways)) way.end();
rmSync(access, { recursive: true });

const [alone, proxied] = [figures(times.alone), figures(times.proxied)];
const result = {
  calls: times.alone.length,
  load: loadavg()[0],
  alone,
  proxied,
  added_at_the_median_ms: round(proxied.median_ms - alone.median_ms),
};
console.log(JSON.stringify(result, null, 2));

async function connected([command, ...words]) {
  const child = spawn(command, words, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  let id = 0;
  const call = async () => {
    const start = process.hrtime.bigint();
    const message = {
      jsonrpc: "2.0",
      id: id++,
      method: "tools/call",
      params: { name: "note", arguments: { text: "hello" } },
    };
    const answered = once(lines, "line");
    child.stdin.write(`${JSON.stringify(message)}\n`);
    const [line] = await answered;
    if (!line.includes("hello")) throw new Error(line);
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  await call();
  return {
    measure: async (count) => {
      const measured = [];
      for (let i = 0; i < count; i++) measured.push(await call());
      return measured;
    },
    end: () => child.stdin.end(),
  };
}

function figures(all) {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (part) => round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]);
  return { median_ms: at(0.5), p99_ms: at(0.99) };
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
