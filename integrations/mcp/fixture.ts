/** A server of the official SDK with a few tools, its policy, and clients of the same SDK. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { Actra, ActraRuntime, type DecisionEvent, type RuntimeOptions } from "actra";
import { guardServer, type McpOptions } from "actra/mcp";
import * as z from "zod";

export const SCHEMA = `
version: 1
actions:
  refund:
    fields:
      amount: number
      card: { type: string, sensitive: true }
      customer: { optional: true, fields: { country: string } }
      type: string
  note: { fields: { text: string } }
  drop_database: { fields: {} }
  files.read: { fields: { path: string, kind: string? } }
actor: { fields: { id: string, role: string } }
snapshot: { fields: { frozen: boolean } }
`;

export const POLICY = `
version: 1
default: block
rules:
  - { id: notes, scope: { action: note }, effect: allow }
  - id: small
    scope: { action: refund }
    when: action.amount <= 100.0
    effect: allow
  - id: large
    scope: { action: refund }
    when: action.amount > 100.0 && action.amount <= 1000.0
    effect: require_approval
    reason: Large refunds are looked at
    approval: { approvers: [ann] }
  - id: frozen
    scope: { action: refund }
    when: snapshot.frozen
    effect: block
    reason: Refunds are frozen
  - id: admins
    scope: { action: drop_database }
    when: actor.role == "admin"
    effect: allow
  - { id: reading, scope: { action: files.read }, when: action.path.startsWith("docs/"), effect: allow }
`;

export const policy = Actra.compile({ schema: SCHEMA, policy: POLICY });

export interface World {
  /** What the tools have been called with. */
  readonly ran: unknown[];
  readonly events: DecisionEvent[];
  readonly runtime: ActraRuntime;
  readonly server: McpServer;
}

export function newWorld(options: RuntimeOptions = {}, mcp: McpOptions = {}): World {
  const ran: unknown[] = [];
  const events: DecisionEvent[] = [];
  const runtime = new ActraRuntime(policy, {
    actor: () => ({ id: "agent-7", role: "support" }),
    snapshot: () => ({ frozen: false }),
    observers: [(event) => events.push(event)],
    ...options,
  });
  return { ran, events, runtime, server: guardServer(newServer(ran), runtime, mcp) };
}

export function newServer(ran: unknown[]): McpServer {
  const server = new McpServer({ name: "shop", version: "1.0.0" });
  const tool = (name: string, inputSchema: z.ZodRawShape) =>
    server.registerTool(name, { description: name, inputSchema }, async (args: unknown) => {
      ran.push({ name, args });
      return { content: [{ type: "text", text: `${name} ${JSON.stringify(args)}` }] };
    });
  tool("refund", {
    amount: z.number(),
    card: z.string(),
    customer: z.looseObject({ country: z.string() }).optional(),
    force: z.boolean().optional(),
    type: z.string().optional(),
  });
  tool("note", { text: z.string() });
  tool("drop_database", {});
  tool("read", { path: z.string(), type: z.string().optional() });
  tool("undeclared", {});
  return server;
}

export async function connected(
  { server }: { server: McpServer },
  capabilities: object = {},
): Promise<Client> {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "test", version: "1.0.0" }, { capabilities });
  await server.connect(far);
  await client.connect(near);
  return client;
}

/** The server's answers to raw messages, which no client would send. */
export async function answersTo(
  server: Pick<McpServer, "connect">,
  messages: readonly unknown[],
): Promise<JSONRPCMessage[]> {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const answers: JSONRPCMessage[] = [];
  near.onmessage = (message) => answers.push(message);
  await server.connect(far);
  await near.start();
  for (const message of messages) await (near as Transport).send(message as JSONRPCMessage);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await near.close();
  return answers;
}

export const call = (id: unknown, name: unknown, given: unknown, more: object = {}) => ({
  jsonrpc: "2.0",
  id,
  method: "tools/call",
  params: { name, arguments: given, ...more },
});

export const textOf = (result: unknown) =>
  (result as { content: readonly { text: string }[] }).content.map(({ text }) => text).join("\n");
