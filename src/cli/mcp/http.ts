import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage, MessageExtraInfo } from "@modelcontextprotocol/sdk/types.js";
import { Gate, type GateOptions } from "../../adapters/mcp/gate.ts";
import { type Id, type Members, own } from "../../adapters/mcp/message.ts";
import type { McpContext } from "../../adapters/mcp/tools.ts";
import { inOrder, noteVersion } from "./in-order.ts";
import { nodeFetch } from "./node-fetch.ts";

// A server that is reached by streamable HTTP, and clients that reach the proxy by it.

export type HeaderMap = Readonly<Record<string, string>>;

export function toUrl(url: URL, headers: HeaderMap): Transport {
  return new StreamableHTTPClientTransport(url, {
    requestInit: { headers },
    fetch: nodeFetch(),
  }) as Transport;
}

/** Sessions of clients, each with one of its own at the server. */
const MOST_SESSIONS = 200;

export class Sessions {
  readonly #connect: () => Transport;
  readonly #options: Omit<GateOptions, "toServer" | "toClient">;
  /** Those that were used last come last. */
  readonly #open = new Map<string, { handle: (request: Request) => Promise<Response>; close: () => void }>();

  constructor(connect: () => Transport, options: Omit<GateOptions, "toServer" | "toClient">) {
    this.#connect = connect;
    this.#options = options;
  }

  async handle(request: Request): Promise<Response> {
    const id = request.headers.get("mcp-session-id");
    if (id === null) return await this.#begin(request);
    const session = this.#open.get(id);
    if (session === undefined) return new Response("there is no such session", { status: 404 });
    this.#open.delete(id);
    this.#open.set(id, session);
    return await session.handle(request);
  }

  close(): void {
    for (const { close } of this.#open.values()) close();
  }

  /** A session that no client initializes is one for this request alone. */
  async #begin(request: Request): Promise<Response> {
    const client: WebStandardStreamableHTTPServerTransport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => this.#add(id, { handle: (each) => client.handleRequest(each), close }),
      onsessionclosed: (id) => this.#remove(id),
    });
    const server = this.#connect();
    const close = () => void Promise.allSettled([client.close(), server.close()]);
    const gate = newGate(client as Transport, server, this.#options);
    server.onclose = () => gate.end("the connection to the server is closed");
    client.onclose = () => void server.close().catch(() => undefined);
    await client.start();
    const response = await client.handleRequest(request);
    if (client.sessionId === undefined || !this.#open.has(client.sessionId)) close();
    return response;
  }

  #add(id: string, session: { handle: (request: Request) => Promise<Response>; close: () => void }): void {
    this.#open.set(id, session);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_SESSIONS && oldest !== undefined) this.#remove(oldest);
  }

  #remove(id: string): void {
    this.#open.get(id)?.close();
    this.#open.delete(id);
  }
}

function newGate(
  client: Transport,
  server: Transport,
  options: Omit<GateOptions, "toServer" | "toClient">,
): Gate {
  const gate: Gate = new Gate({
    ...options,
    toServer: inOrder(server),
    toClient: (message, extra) =>
      sendTo(client, message, (extra as Related | undefined) ?? relatedTo(message, gate)),
    contextOf: (extra) => contextOf(client, extra as MessageExtraInfo | undefined),
  });
  client.onmessage = (message, extra) => gate.fromClient(message, extra);
  server.onmessage = (message) => {
    noteVersion(message as Members, server);
    Promise.resolve(gate.fromServer(message as Members)).catch(() => undefined);
  };
  return gate;
}

interface Related {
  readonly relatedRequestId: Id;
}

/** An answer knows by its id which request it belongs to. */
function relatedTo(message: Members, gate: Gate): Related | undefined {
  return own(message, "method") === undefined ? undefined : gate.lastRequest;
}

/**
 * Which request something of the server belongs to does not come with it. It goes on the stream of one that is open; where
 * there is none, on the one that the client has for all else.
 */
async function sendTo(client: Transport, message: Members, related: Related | undefined): Promise<void> {
  const sent = message as unknown as JSONRPCMessage;
  if (related === undefined) return await client.send(sent);
  await client.send(sent, related).catch(() => client.send(sent));
}

function contextOf({ sessionId }: Transport, extra: MessageExtraInfo | undefined): McpContext {
  const headers = extra?.requestInfo?.headers;
  return {
    ...(sessionId !== undefined && { session: sessionId }),
    ...(headers !== undefined && { headers }),
  };
}
