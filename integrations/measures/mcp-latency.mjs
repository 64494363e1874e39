// How much `actra mcp` adds to a call, over standard input and output or over streamable HTTP: the same calls of the same server, one
// after the other, in turns with and without the proxy, so that whatever else the machine does meets both.
//
//     node integrations/measures/mcp-latency.mjs [--by stdio|http] [--calls 2000] [--rounds 5] [--actra dist/cli/actra.js]
//
// Over HTTP the server is `@modelcontextprotocol/server-everything`, reached by HTTP too: a call has two ways to go in place of one.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { figures, round, timed } from "./figures.mjs";
import { folderOf } from "./folder.mjs";
import { byHttp, listening } from "./http-client.mjs";
import { byStdio } from "./stdio-client.mjs";

const { values } = parseArgs({
  options: {
    by: { type: "string", default: "stdio" },
    calls: { type: "string", default: "2000" },
    rounds: { type: "string", default: "5" },
    actra: { type: "string", default: join(import.meta.dirname, "../../dist/cli/actra.js") },
  },
});

const access = folderOf({
  "schema.yaml":
    "{ version: 1, actions: { note: { fields: { text: string } }, echo: { fields: { message: string } } } }",
  "policy.yaml": `
version: 1
default: block
rules:
  - { id: n, scope: { action: note }, when: action.text != "no", effect: allow }
  - { id: e, scope: { action: echo }, when: action.message != "no", effect: allow }
`,
});
const proxy = [process.execPath, values.actra, "mcp", "--policy", access];

const { alone, proxied, call, end } = await (values.by === "http" ? overHttp() : overStdio());
const times = { alone: [], proxied: [] };
for (let turn = 0; turn < Number(values.rounds); turn++)
  for (const [name, way] of Object.entries({ alone, proxied })) {
    const measured = await measure(way);
    // What is not warm yet is not counted.
    if (turn > 0) times[name].push(...measured);
  }
end();

const result = { alone: figures(times.alone), proxied: figures(times.proxied) };
console.log(
  JSON.stringify(
    {
      by: values.by,
      calls: times.alone.length,
      load: loadavg()[0],
      ...result,
      added_at_the_median_ms: round(result.proxied.median_ms - result.alone.median_ms),
    },
    null,
    2,
  ),
);

async function measure(way) {
  const measured = [];
  for (let i = 0; i < Number(values.calls); i++) measured.push(await timed(() => checked(way)));
  return measured;
}

async function checked(way) {
  const result = await call(way);
  if (!JSON.stringify(result).includes("hello")) throw new Error(JSON.stringify(result));
}

function overStdio() {
  const server = [process.execPath, join(import.meta.dirname, "../mcp/servers/plain.mjs")];
  const [alone, proxied] = [byStdio(server), byStdio([...proxy, "--", ...server])];
  const end = () => [alone, proxied].forEach((each) => each.end());
  return { alone, proxied, call: (way) => way.call("note", { text: "hello" }), end };
}

async function overHttp() {
  const everything = createRequire(import.meta.url).resolve(
    "@modelcontextprotocol/server-everything/dist/index.js",
  );
  const port = await freePort();
  const env = { ...process.env, PORT: String(port) };
  const server = spawn(process.execPath, [everything, "streamableHttp"], { env, stdio: "ignore" });
  const url = `http://127.0.0.1:${port}/mcp`;
  while (!(await answers(url))) await new Promise((resolve) => setTimeout(resolve, 100));
  const before = await listening([...proxy, "--url", url, "--listen", "0"]);
  const [alone, proxied] = [await byHttp(url), await byHttp(before.url)];
  const end = () => {
    for (const each of [alone, proxied, before]) each.end();
    server.kill("SIGKILL");
  };
  return { alone, proxied, call: (way) => way.call("echo", { message: "hello" }), end };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function answers(url) {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
