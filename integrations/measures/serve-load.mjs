// What `actra serve` answers in a second, with the load generator beside it on the same machine; and, with `--hostile`, that malformed
// and slow requests leave it answering and its memory flat.
//
//     node integrations/measures/serve-load.mjs [--seconds 10] [--connections 50] [--hostile] [--actra dist/cli/actra.js]

import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { loadavg } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { folderOf } from "./folder.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    connections: { type: "string", default: "50" },
    hostile: { type: "boolean", default: false },
    actra: { type: "string", default: join(import.meta.dirname, "../../dist/cli/actra.js") },
  },
});
const seconds = Number(values.seconds);

const BODY = JSON.stringify({
  subject: { type: "user", id: "alice" },
  action: { name: "refund", properties: { amount: 5 } },
  resource: { type: "order", id: "17" },
});
const request = (url) => ({
  url: `${url}/access/v1/evaluation`,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: BODY,
});

const access = folderOf({
  "schema.yaml":
    "{ version: 1, actions: { refund: { fields: { amount: number } } }, actor: { fields: { id: string } } }",
  "policy.yaml":
    "version: 1\ndefault: block\nrules: [{ id: r, scope: { action: refund }, when: action.amount < 10.0, effect: allow }]\n",
});
const child = spawn(process.execPath, [values.actra, "serve", access, "--port", "0"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const [line] = await once(createInterface({ input: child.stdout }), "line");
const url = /^listening on (\S+),/.exec(line)[1];
try {
  console.log(JSON.stringify(values.hostile ? await hostile() : await load(), null, 2));
} finally {
  child.kill("SIGTERM");
}

async function load() {
  const options = { ...request(url), connections: Number(values.connections) };
  await autocannon({ ...options, duration: 2 });
  const { requests, latency, non2xx, errors } = await autocannon({ ...options, duration: seconds });
  return {
    load: loadavg()[0],
    requests_per_second: requests.average,
    p50_ms: latency.p50,
    p99_ms: latency.p99,
    non2xx,
    errors,
  };
}

async function hostile() {
  await autocannon({ ...request(url), connections: 10, duration: 2 });
  const heap = [];
  const end = Date.now() + seconds * 1000;
  let sent = 0;
  let good = 0;
  const slow = Array.from({ length: 100 }, () => dribble(end));
  while (Date.now() < end) {
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        sent++;
        await fetch(`${url}/access/v1/evaluation`, wrong(i)).then(
          (response) => response.text(),
          () => undefined,
        );
      }),
    );
    const { url: to, ...init } = request(url);
    const answer = await fetch(to, init);
    if ((await answer.json()).decision === true) good++;
    heap.push(await heapSize());
  }
  await Promise.all(slow);
  const third = Math.floor(heap.length / 3);
  // What is left after collecting shows at the lowest points; what is kept would lift them.
  const lowest = [0, 1, 2].map((part) => Math.min(...heap.slice(part * third, (part + 1) * third)));
  return {
    load: loadavg()[0],
    seconds,
    malformed: sent,
    good_answers_meanwhile: good,
    lowest_heap_mb_of_each_third: lowest,
  };
}

function wrong(i) {
  const bodies = [
    "",
    "{",
    "[".repeat(50_000),
    "x".repeat(2_000_000),
    '{"subject":1}',
    `{"evaluations":${"[".repeat(1000)}`,
    "\u0000",
  ];
  const type = i % 3 === 0 ? "text/plain" : "application/json";
  return {
    method: "POST",
    headers: { "content-type": type, "x-request-id": "y".repeat(i * 100) },
    body: bodies[i % bodies.length],
  };
}

/** A request that never comes to its end, again and again. */
async function dribble(end) {
  const { hostname, port } = new URL(url);
  while (Date.now() < end) {
    const socket = connect(Number(port), hostname);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined);
    socket.write(
      "POST /access/v1/evaluation HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    const timer = setInterval(() => socket.write(" "), 500);
    const limit = setTimeout(() => socket.destroy(), Math.max(0, end - Date.now()));
    await closed;
    clearInterval(timer);
    clearTimeout(limit);
  }
}

/** Megabytes. */
async function heapSize() {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Math.round(Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)[1]) / 1e4) / 100;
}
