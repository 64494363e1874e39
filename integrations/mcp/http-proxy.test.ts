import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACTRA } from "../command-line.ts";
import { byHttp, client, listeningProxy } from "./by-http.ts";
import { textOf } from "./fixture.ts";
import { EVERYTHING, FILESYSTEM, folderOf, PLAIN } from "./proxied.ts";

// `actra mcp` before a server that is reached by streamable HTTP, and for clients that come by it.

const access = folderOf({
  "schema.yaml": `
version: 1
actions:
  echo: { fields: { message: string } }
  get-sum: { fields: { a: number, b: number } }
  trigger-long-running-operation: { fields: { duration: number, steps: number } }
  trigger-elicitation-request: { fields: {} }
  read_text_file: { fields: { path: string } }
`,
  "policy.yaml": `
version: 1
default: block
rules:
  - { id: echoes, scope: { action: echo }, when: action.message != "no", effect: allow }
  - { id: sums, scope: { action: get-sum }, when: action.a < 100.0, effect: require_approval, approval: { approvers: [ann] } }
  - { id: rest, scope: { actions: [trigger-long-running-operation, trigger-elicitation-request, read_text_file] }, effect: allow }
`,
});
const beside = folderOf({
  "r.mjs": "export const approver = () => ({ id: 'ann' });\nexport const actor = () => ({ id: 'agent' });\n",
  "keys.txt": "correct-horse-battery-staple\n",
});
const words = ["--policy", access, "--resolvers", join(beside, "r.mjs")];

let everything: ChildProcess;
let upstream = "";
beforeAll(async () => {
  const port = await freePort();
  upstream = `http://127.0.0.1:${port}/mcp`;
  everything = spawn(process.execPath, [EVERYTHING, "streamableHttp"], {
    env: { ...process.env, PORT: String(port) },
  });
  for (let i = 0; i < 100 && !(await answers(upstream)); i++) await new Promise((go) => setTimeout(go, 200));
}, 60_000);
afterAll(() => everything.kill("SIGKILL"));

/** With the words that all of them have. */
const listening = (...more: readonly string[]) => listeningProxy(...words, ...more);
const byStdio = (...more: readonly string[]) =>
  client(
    new StdioClientTransport({
      command: process.execPath,
      args: [ACTRA, "mcp", ...words, ...more],
      stderr: "pipe",
    }),
  );

const WAYS: readonly (readonly [string, () => Promise<Client>])[] = [
  ["a client by stdio, a server by HTTP", () => byStdio("--url", upstream)],
  ["both by HTTP", async () => byHttp(await listening("--url", upstream))],
  [
    "a client by HTTP, a server by stdio",
    async () => byHttp(await listening("--", process.execPath, EVERYTHING, "stdio")),
  ],
];

describe.each(WAYS)("%s", (_, connect) => {
  it("decides, lists, asks, and lets all else through", async () => {
    const asked = await connect();
    const { tools } = await asked.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      "echo",
      "get-sum",
      "trigger-elicitation-request",
      "trigger-long-running-operation",
    ]);
    const echo = (message: string) => asked.callTool({ name: "echo", arguments: { message } });
    expect(textOf(await echo("hello"))).toBe("Echo: hello");
    expect((await echo("no")).isError).toBe(true);
    expect((await asked.callTool({ name: "get-env", arguments: {} })).isError).toBe(true);
    const sum = (a: number) => asked.callTool({ name: "get-sum", arguments: { a, b: 1 } });
    expect(textOf(await sum(1))).toContain("2");
    expect((await sum(1000)).isError).toBe(true);
    expect((await asked.listPrompts()).prompts.length).toBeGreaterThan(2);
    const progress: number[] = [];
    const long = { name: "trigger-long-running-operation", arguments: { duration: 0.4, steps: 4 } };
    await asked.callTool(long, undefined, { onprogress: (each) => progress.push(each.progress) });
    expect(progress.slice(0, 3)).toEqual([1, 2, 3]);
    const elicited = await asked.callTool({ name: "trigger-elicitation-request", arguments: {} });
    expect(textOf(elicited).toLowerCase()).toContain("provided");
    const many = await Promise.all(Array.from({ length: 100 }, (_, i) => echo(`${i}`)));
    expect(many.map(textOf)).toEqual(many.map((_, i) => `Echo: ${i}`));
  });
});

describe("clients by HTTP", () => {
  it("have a session each, and a server each", async () => {
    const place = folderOf({ "a.txt": "hello" });
    const url = await listening("--", process.execPath, FILESYSTEM, place);
    const [one, other] = await Promise.all([byHttp(url), byHttp(url)]);
    for (const each of [one!, other!]) {
      const read = await each.callTool({ name: "read_text_file", arguments: { path: join(place, "a.txt") } });
      expect(textOf(read)).toBe("hello");
    }
    await one!.close();
    expect((await other!.listTools()).tools.map(({ name }) => name)).toEqual(["read_text_file"]);
  });

  it("need a key where there are keys, and the right name of this machine", async () => {
    const url = await listening("--api-keys", join(beside, "keys.txt"), "--url", upstream);
    await expect(byHttp(url)).rejects.toThrow();
    const known = await byHttp(url, { authorization: "Bearer correct-horse-battery-staple" });
    expect(textOf(await known.callTool({ name: "echo", arguments: { message: "x" } }))).toBe("Echo: x");
    await expect(listening("--host", "0.0.0.0", "--url", upstream)).rejects.toThrow(
      "only this machine may ask",
    );
  });

  it("send what they like, and none of it runs", async () => {
    const url = await listening("--", process.execPath, PLAIN);
    const send = (body: string, headers: Record<string, string> = {}) =>
      fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          ...headers,
        },
        body,
      });
    for (const body of [
      "",
      "x",
      "[]",
      "{}",
      "[".repeat(100_000),
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}',
    ])
      expect((await send(body)).status).toBeGreaterThanOrEqual(400);
    expect((await send("{}", { "mcp-session-id": "made-up" })).status).toBe(404);
    expect((await send("{}", { origin: "https://evil.example" })).status).toBe(403);
    const asked = await byHttp(url);
    expect((await asked.callTool({ name: "note", arguments: { text: "x" } })).isError).toBe(true);
  });
});

it("says that a server cannot be reached", async () => {
  const asked = byStdio("--url", `http://127.0.0.1:${await freePort()}/mcp`);
  await expect(asked).rejects.toThrow("the server could not be reached");
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
}
