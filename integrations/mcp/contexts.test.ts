import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { describe, expect, it } from "vitest";
import { listening } from "../listening.ts";
import { byHttp, listeningProxy, open } from "./by-http.ts";
import { newWorld, POLICY, SCHEMA, textOf } from "./fixture.ts";
import { clientOf, folderOf, PLAIN } from "./proxied.ts";

// Clients that come at once, each for somebody else: what is decided for one is never decided for another.

/** Each of them tells by a header for whom it comes. */
async function expectApart(connect: (headers: Record<string, string>) => Promise<Client>): Promise<void> {
  const roles = ["admin", "support", "admin", "guest"];
  const clients = await Promise.all(roles.map((role) => connect({ "x-role": role })));
  const calls = Array.from({ length: 25 }, () =>
    clients.map((client) => client.callTool({ name: "drop_database", arguments: {} })),
  );
  for (const round of calls) {
    const results = await Promise.all(round);
    expect(results.map(({ isError }) => isError !== true)).toEqual(roles.map((role) => role === "admin"));
  }
  const lists = await Promise.all(clients.map((client) => client.listTools()));
  expect(lists.map(({ tools }) => tools.some(({ name }) => name === "drop_database"))).toEqual(
    roles.map((role) => role === "admin"),
  );
}

it("are kept apart by a guarded server, by HTTP", async () => {
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>();
  const begin = async () => {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => void sessions.set(id, transport),
    });
    const actor = async ({ headers }: { headers: Record<string, string> }) => {
      await new Promise((resolve) => setTimeout(resolve, 5 * Math.random()));
      return { id: "agent-7", role: headers["x-role"] };
    };
    await newWorld({ actor }).server.connect(transport as Transport);
    return transport;
  };
  const respond = async (request: Request) => {
    const known = sessions.get(request.headers.get("mcp-session-id") ?? "");
    return (known ?? (await begin())).handleRequest(request);
  };
  const { url, close } = await listening(serve({ fetch: respond, port: 0, hostname: "127.0.0.1" }));
  open.push({ close });
  await expectApart((headers) => byHttp(url, headers));
});

const access = folderOf({ "schema.yaml": SCHEMA, "policy.yaml": POLICY });
const beside = folderOf({
  "by-header.mjs": `
export const actor = async ({ headers }) => {
  await new Promise((resolve) => setTimeout(resolve, 5 * Math.random()));
  return { id: "agent-7", role: headers["x-role"] };
};
export const snapshot = () => ({ frozen: false });
`,
  "failing.mjs": `
export const actor = ({ tool }) => {
  if (tool === "note") return { id: "agent-7", role: "support" };
  throw new Error("the password is hunter2");
};
export const snapshot = () => ({ frozen: false });
`,
});
const words = (resolvers: string) => ["--policy", access, "--resolvers", join(beside, resolvers)];

it("are kept apart by the proxy, by HTTP", async () => {
  const url = await listeningProxy(...words("by-header.mjs"), "--", process.execPath, PLAIN);
  await expectApart((headers) => byHttp(url, headers));
});

describe("a resolver that fails", () => {
  it("stops the call at the proxy, which says nothing of why and goes on", async () => {
    const log = join(folderOf({}), "log.jsonl");
    const client = await clientOf([...words("failing.mjs"), "--log", log], [PLAIN]);
    const failed = await client.callTool({ name: "drop_database", arguments: {} });
    expect([failed.isError, textOf(failed)]).toEqual([true, "Not run: the policy could not be asked."]);
    await expect(client.listTools()).rejects.toThrow("the tools cannot be listed");
    expect(textOf(await client.callTool({ name: "note", arguments: { text: "x" } }))).toBe('{"text":"x"}');
    await client.close();
    const text = readFileSync(log, "utf8");
    expect(text).toContain('"code":"RESOLVER_FAILED"');
    expect(text).not.toContain("hunter2");
  });
});
