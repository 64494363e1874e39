// Calls through `actra mcp` that are all open at once: each gets its own answer, none is lost, none comes twice, and the server has
// them in the order in which they came. Over HTTP there is no order to keep: requests come beside each other.
//
//     node integrations/measures/mcp-concurrent.mjs [--by stdio|http] [--calls 10000] [--actra dist/cli/actra.js]

import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { round, timed } from "./figures.mjs";
import { folderOf } from "./folder.mjs";
import { byHttp, listening } from "./http-client.mjs";
import { byStdio } from "./stdio-client.mjs";

const { values } = parseArgs({
  options: {
    by: { type: "string", default: "stdio" },
    calls: { type: "string", default: "10000" },
    actra: { type: "string", default: join(import.meta.dirname, "../../dist/cli/actra.js") },
  },
});
const calls = Number(values.calls);
/** Connections at once, over HTTP: what a machine has by default, and two processes need some. */
const SOCKETS = 200;

const access = folderOf({
  "schema.yaml":
    "{ version: 1, actions: { note: { fields: { text: string } }, seen: { fields: {} } }, snapshot: { fields: { x: string? } } }",
  "policy.yaml": `
version: 1
default: block
rules:
  - { id: notes, scope: { action: note }, when: '!action.text.startsWith("no ")', effect: allow }
  - { id: seen, scope: { action: seen }, effect: allow }
  - { id: asked, scope: { global: true }, when: 'has(snapshot.x) && snapshot.x == "y"', effect: block }
`,
});
/** Decisions take different times, so that calls could overtake each other. */
const beside = folderOf({
  "resolvers.mjs":
    "export const snapshot = () => new Promise((go) => setTimeout(go, 20 * Math.random(), {}));\n",
});
const server = [process.execPath, join(import.meta.dirname, "../mcp/servers/plain.mjs")];
const proxy = [
  ...[process.execPath, values.actra, "mcp", "--policy", access],
  ...["--resolvers", join(beside, "resolvers.mjs")],
];

const client = await (values.by === "http" ? overHttp() : byStdio([...proxy, "--", ...server]));
const texts = Array.from({ length: calls }, (_, i) => (i % 10 === 7 ? `no ${i}` : `${i}`));
let results = [];
const took = await timed(async () => {
  results = await Promise.all(texts.map((text) => client.call("note", { text })));
});
const seen = JSON.parse(textOf(await client.call("seen", {})));
client.end();

const allowed = texts.filter((text) => !text.startsWith("no "));
const isOwn = (result, i) =>
  texts[i].startsWith("no ")
    ? result.isError === true
    : textOf(result) === JSON.stringify({ text: texts[i] });
console.log(
  JSON.stringify(
    {
      by: values.by,
      calls,
      load: loadavg()[0],
      seconds: round(took / 1000),
      own_answers: results.filter(isOwn).length,
      lost: allowed.filter((text) => !new Set(seen).has(text)).length,
      run_twice_or_blocked: seen.length - new Set(seen.filter((text) => allowed.includes(text))).size,
      ...(values.by === "stdio" && { in_order: JSON.stringify(seen) === JSON.stringify(allowed) }),
    },
    null,
    2,
  ),
);

function textOf({ content }) {
  return content[0].text;
}

async function overHttp() {
  const before = await listening([...proxy, "--listen", "0", "--", ...server]);
  const client = await byHttp(before.url, { sockets: SOCKETS });
  const end = () => [client, before].forEach((each) => each.end());
  return { ...client, end };
}
