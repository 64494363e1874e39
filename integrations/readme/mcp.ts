import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { makeRuntime } from "./given.ts";

export const runtime = makeRuntime();
export const server = new McpServer({ name: "refunds", version: "1.0.0" });
server.registerTool("refund", { inputSchema: { order: z.number(), amount: z.number() } }, () => ({
  content: [{ type: "text", text: "refunded" }],
}));
const [own, others] = InMemoryTransport.createLinkedPair();
export const transport = own;

export async function works() {
  const client = new Client({ name: "desk", version: "1.0.0" });
  await client.connect(others);
  const refused = async (amount: number) =>
    (await client.callTool({ name: "refund", arguments: { order: 7, amount } })).isError === true;
  return { allowed: !(await refused(5)), stopped: await refused(2000) };
}
