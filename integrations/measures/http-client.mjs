// A session of an MCP client by streamable HTTP, without more around it than has to be, so that what is measured is the other side.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";

/** @param sockets at once */
export async function byHttp(url, { sockets = 1 } = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const headers = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": "2025-06-18",
  };
  let nextId = 0;
  const send = async (method, params, id) => {
    const response = await posted(
      url,
      agent,
      headers,
      JSON.stringify({ jsonrpc: "2.0", id, method, params }),
    );
    headers["mcp-session-id"] ??= response.headers["mcp-session-id"];
    return id === undefined ? undefined : answerOf(await response.toArray(), id);
  };
  const clientInfo = { name: "measure", version: "1" };
  await send("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo }, nextId++);
  await send("notifications/initialized");
  const call = (name, given) => send("tools/call", { name, arguments: given }, nextId++);
  return { call, end: () => agent.destroy() };
}

function posted(url, agent, headers, body) {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", agent, headers }, resolve);
    sending.on("error", reject);
    sending.end(body);
  });
}

/** The result, of a body of JSON or a stream of events. */
function answerOf(chunks, id) {
  const text = Buffer.concat(chunks).toString();
  const data = text.startsWith("{") ? text : /^data: (\{.*)$/m.exec(text)?.[1];
  const answer = JSON.parse(data ?? "null");
  if (answer?.id !== id) throw new Error(`no answer to ${id}: ${text.slice(0, 200)}`);
  return answer.result ?? answer;
}

/** A command that says where it listens. */
export async function listening([command, ...words]) {
  const child = spawn(command, words, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { url: /^listening on ([^\s,]+)/.exec(line)[1], end: () => child.kill("SIGTERM") };
}
