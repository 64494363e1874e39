import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { WrongUse } from "../wrong-use.ts";

// A server of HTTP that nobody can hold up: who sends slowly, or nothing, is cut off.

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** Milliseconds. */
const HEADERS = 5000;
const WHOLE_REQUEST = 10_000;
const IDLE = 5000;
/** How long requests that have come may take when the server stops. */
const GRACE = 10_000;
const MOST_CONNECTIONS = 10_000;

export interface Listening {
  readonly url: string;
  /** Takes nothing new, and settles when what has come is answered. */
  stop(): Promise<void>;
}

/**
 * @param options `isStreaming`: answers may go on for as long as the client stays
 * @throws WrongUse when it cannot listen there
 */
export async function listen(
  handle: (request: Request) => Response | Promise<Response>,
  { host, port }: Place,
  { isStreaming = false }: { readonly isStreaming?: boolean } = {},
): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: HEADERS,
      requestTimeout: WHOLE_REQUEST,
      keepAliveTimeout: IDLE,
      connectionsCheckingInterval: 1000,
      maxHeaderSize: 16 * 1024,
    },
    getRequestListener(handle),
  );
  server.maxConnections = MOST_CONNECTIONS;
  // Also for whoever does not read the answer; but an answer that is a stream may be quiet for long.
  if (!isStreaming) server.setTimeout(3 * WHOLE_REQUEST);
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    const { message } = cause as Error;
    throw new WrongUse(`the server cannot listen on ${host}, port ${port}: ${message}`, undefined, { cause });
  }
  const { address, family, port: given } = server.address() as AddressInfo;
  const name = family === "IPv6" ? `[${address}]` : address;
  return { url: `http://${name}:${given}`, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE);
  await closed;
  clearTimeout(timer);
}
