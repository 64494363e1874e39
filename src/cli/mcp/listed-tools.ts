import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { Protocol } from "@modelcontextprotocol/sdk/shared/protocol.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  InitializeResultSchema,
  LATEST_PROTOCOL_VERSION,
  ListToolsResultSchema,
  type Notification,
  type Request,
  type Result,
} from "@modelcontextprotocol/sdk/types.js";
import { VERSION } from "../../version.ts";
import { WrongUse } from "../wrong-use.ts";
import { toUrl } from "./http.ts";
import type { ListedTool } from "./tool-schema.ts";

/** Pages of a list, before the server is thought to go in circles. */
const MOST_PAGES = 1000;

/** A client that asks, and can do nothing else. (The SDK's own comes with a compiler of JSON Schema.) */
class Asking extends Protocol<Request, Notification, Result> {
  protected assertCapabilityForMethod(): void {}
  protected assertNotificationCapability(): void {}
  protected assertRequestHandlerCapability(): void {}
  protected assertTaskCapability(): void {}
  protected assertTaskHandlerCapability(): void {}
}

/**
 * All tools of a server, which is started for that, or is somewhere already.
 *
 * @throws WrongUse
 */
export async function listedTools(server: readonly [string, ...string[]] | URL): Promise<ListedTool[]> {
  const client = new Asking();
  try {
    await meet(client, server instanceof URL ? toUrl(server, {}) : toCommand(server));
    return await allPages(client);
  } catch (cause) {
    if (cause instanceof WrongUse) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WrongUse(`the server gave no list of its tools: ${reason}`, undefined, { cause });
  } finally {
    await client.close();
  }
}

/** A server as a process of its own, for one client. */
export function toCommand([command, ...args]: readonly [string, ...string[]]): Transport {
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
  return new StdioClientTransport({ command, args, env: env as Record<string, string>, stderr: "inherit" });
}

async function meet(client: Asking, transport: Transport): Promise<void> {
  await client.connect(transport);
  const params = {
    protocolVersion: LATEST_PROTOCOL_VERSION,
    capabilities: {},
    clientInfo: { name: "actra", version: VERSION },
  };
  const { protocolVersion } = await client.request({ method: "initialize", params }, InitializeResultSchema);
  transport.setProtocolVersion?.(protocolVersion);
  await client.notification({ method: "notifications/initialized" });
}

async function allPages(client: Asking): Promise<ListedTool[]> {
  const tools: ListedTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const params = cursor === undefined ? {} : { cursor };
    const { tools: more, nextCursor } = await client.request(
      { method: "tools/list", params },
      ListToolsResultSchema,
    );
    tools.push(...more);
    cursor = nextCursor;
    if (cursor === undefined) return tools;
  }
  throw new WrongUse(`the list of the server's tools has more than ${MOST_PAGES} pages`);
}
