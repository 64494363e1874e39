// An MCP server that keeps to no rule: it answers before it is asked, and twice, changes its tools, and writes what is no message.

import { createInterface } from "node:readline";

const write = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const tools = (...names) => ({ tools: names.map((name) => ({ name, inputSchema: { type: "object" } })) });
const said = (text) => ({ content: [{ type: "text", text }] });
const TEN_MEGABYTES = 10_000_000;
const DEEP = 100_000;
let lists = 0;

for (const id of [1, 2, "1", "list"]) write({ id, result: { ...tools("hidden"), ...said("too early") } });

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params = {} } = JSON.parse(line);
  if (method === "tools/list") list(id);
  else if (method === "tools/call") call(id, params);
  else if (id !== undefined && method !== undefined) write({ id, result: said(method) });
}

function list(id) {
  lists++;
  const own = lists === 1 ? tools("twice", "hidden") : tools("hidden", "twice", "large");
  const strange = [
    null,
    "hidden",
    { name: ["hidden"] },
    { title: "hidden" },
    { name: "Twice" },
    { name: "constructor" },
  ];
  write({ id, result: { ...own, tools: [...own.tools, ...strange] } });
  write({ id, result: tools("hidden") });
  write({ method: "notifications/tools/list_changed" });
}

function call(id, { name }) {
  if (name === "twice") {
    write({ id, result: said("first") });
    write({ id, error: { code: 1, message: "second" } });
    write({ id: String(id), result: said("third") });
  }
  if (name === "large") {
    process.stdout.write(`${"x".repeat(TEN_MEGABYTES)}\n${"[".repeat(TEN_MEGABYTES)}\n`);
    write({ id, result: said("y".repeat(TEN_MEGABYTES)) });
  }
  if (name === "deep") {
    const deep = `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`;
    process.stdout.write(`[{"jsonrpc":"2.0","method":"notifications/message","params":${deep}}]\n`);
    process.stdout.write(`{"jsonrpc":"2.0","method":"notifications/message","params":${deep}}\n`);
    write({ id, result: said("deep") });
  }
  // What a server asks has ids of its own, which may be those of the client as well.
  if (name === "asking") {
    write({ id, method: "roots/list" });
    write({ id, result: said("asked") });
  }
  if (name === "slow") setTimeout(() => write({ id, result: { ...tools("hidden"), ...said("late") } }), 300);
}
