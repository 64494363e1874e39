import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { VERSION } from "../../version.ts";
import { WrongUse } from "../wrong-use.ts";
import type { ListedTool } from "./tool-schema.ts";

/** Pages of a list, before the server is thought to go in circles. */
const MOST_PAGES = 1000;

/**
 * All tools of a server, which is started for that, or is somewhere already.
 *
 * @throws WrongUse
 */
export async function listedTools(server: readonly [string, ...string[]] | URL): Promise<ListedTool[]> {
  const client = new Client({ name: "actra", version: VERSION });
  try {
    await client.connect(transportTo(server));
    return await allPages(client);
  } catch (cause) {
    if (cause instanceof WrongUse) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WrongUse(`the server gave no list of its tools: ${reason}`, undefined, { cause });
  } finally {
    await client.close();
  }
}

function transportTo(server: readonly [string, ...string[]] | URL): Transport {
  if (server instanceof URL) return new StreamableHTTPClientTransport(server) as Transport;
  const [command, ...args] = server;
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
  return new StdioClientTransport({ command, args, env: env as Record<string, string>, stderr: "inherit" });
}

async function allPages(client: Client): Promise<ListedTool[]> {
  const tools: ListedTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { tools: more, nextCursor } = await client.listTools(cursor === undefined ? {} : { cursor });
    tools.push(...more);
    cursor = nextCursor;
    if (cursor === undefined) return tools;
  }
  throw new WrongUse(`the list of the server's tools has more than ${MOST_PAGES} pages`);
}
