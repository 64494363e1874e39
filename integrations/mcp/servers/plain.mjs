// An MCP server without any library, which takes whatever it gets: it answers a call with its arguments, and tells by
// `seen` what calls it has had. Some tools do what a broken server does.

import { createInterface } from "node:readline";

const TOOLS = ["note", "seen", "die", "flood", "babble", "silent", "numbers", "drop_database"];
const seen = [];
const write = (text) => process.stdout.write(`${text}\n`);
const answer = (id, result) => write(JSON.stringify({ jsonrpc: "2.0", id, result }));

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (method === "initialize")
    answer(id, {
      protocolVersion: params.protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: "plain", version: "1" },
    });
  else if (method === "tools/list")
    answer(id, { tools: TOOLS.map((name) => ({ name, inputSchema: { type: "object" } })) });
  else if (/call/i.test(method)) call(id, params ?? {}, line);
  else if (id !== undefined) answer(id, {});
}

function call(id, { name, arguments: given }, line) {
  if (name === "silent") return;
  if (name === "die") process.exit(given?.code ?? 3);
  if (name === "flood") {
    for (let n = 0; n < given.count; n++)
      write(
        JSON.stringify({
          jsonrpc: "2.0",
          method: "notifications/message",
          params: { level: "info", data: n },
        }),
      );
  }
  if (name === "babble") process.stdout.write('hello\n{"jsonrpc":\n\n[1,2]\n"x"\nnull\n\xff\xfe\n');
  if (name === "numbers")
    return write(
      `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[],"n":12345678901234567890}}`,
    );
  if (name === "seen") return answer(id, { content: [{ type: "text", text: JSON.stringify(seen) }] });
  if (name === "note" && given.text.length > 1000)
    return answer(id, { content: [{ type: "text", text: String(line.length) }] });
  seen.push(name === "note" ? given.text : line);
  answer(id, { content: [{ type: "text", text: JSON.stringify(given ?? null) }] });
}
