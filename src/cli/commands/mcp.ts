import type { GateOptions } from "../../adapters/mcp/gate.ts";
import { type ToolMappings, Tools } from "../../adapters/mcp/tools.ts";
import { requireOptions } from "../../runtime/options.ts";
import { requireCommand, start } from "../mcp/command.ts";
import type { HeaderMap } from "../mcp/http.ts";
import { type Ended, proxyCommand, proxyTransport } from "../mcp/stdio.ts";
import { readMap } from "../read/data.ts";
import { type FoundRuntime, type RuntimeWords, runtimeOf } from "../read/runtime.ts";
import type { Reply } from "../reply.ts";
import type { AuthenticationWords } from "../serve/authentication.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUse } from "../wrong-use.ts";

export interface McpCommandOptions extends RuntimeWords, AuthenticationWords {
  /** A file with the actions of tools: `prefix` and `tools`. */
  readonly tools?: string;
  /** Of a server that is somewhere else, by streamable HTTP. */
  readonly url?: string;
  /** A file with headers for that server. */
  readonly headers?: string;
  /** A port, where clients come by streamable HTTP. */
  readonly listen?: number;
  readonly host: string;
}

/** A policy before an MCP server: the client starts this in place of the server's command. Ends when one of them does. */
export async function mcp(
  command: readonly string[],
  options: McpCommandOptions,
  terminal: Terminal,
): Promise<Reply> {
  const server = await serverOf(command, options, terminal);
  const found = await runtimeOf(options, terminal);
  try {
    const gate = { tools: await toolsOf(found, options.tools, terminal), approver: found.approver };
    if (options.listen !== undefined) return await listening(server, gate, options, terminal);
    if (Array.isArray(server))
      return replyOf(await proxyCommand(await start(server), terminal.streams(), gate));
    const { toUrl } = await import("../mcp/http.ts");
    await proxyTransport(toUrl(server.url, server.headers), terminal.streams(), gate);
    return { code: 0 };
  } finally {
    found.close();
  }
}

type ServerWords = [string, ...string[]] | { readonly url: URL; readonly headers: HeaderMap };

async function serverOf(
  command: readonly string[],
  { url, headers }: McpCommandOptions,
  terminal: Terminal,
): Promise<ServerWords> {
  if (url === undefined && headers === undefined) return [...requireCommand(command)];
  if (url === undefined) throw new WrongUse("`--headers` goes with `--url`");
  if (command.length > 0) throw new WrongUse("there is a command of a server, and a `--url` of one");
  if (!URL.canParse(url)) throw new WrongUse(`\`${url}\` is no URL`);
  const map = headers === undefined ? {} : await readMap(headers, terminal);
  return { url: new URL(url), headers: map as HeaderMap };
}

async function listening(
  server: ServerWords,
  gate: GateParts,
  options: McpCommandOptions & { readonly listen?: number },
  terminal: Terminal,
): Promise<Reply> {
  const { listenToClients } = await import("../mcp/listen-to-clients.ts");
  await listenToClients(server, gate, { ...options, port: options.listen ?? 0 }, terminal);
  return { code: 0 };
}

type GateParts = Omit<GateOptions, "toServer" | "toClient">;

async function toolsOf(
  { runtime }: FoundRuntime,
  path: string | undefined,
  terminal: Terminal,
): Promise<Tools> {
  if (path === undefined) return new Tools(runtime);
  const map = await readMap(path, terminal);
  try {
    requireOptions(map, { prefix: "any", tools: "any" });
    const { prefix = "", tools = {} } = map as { prefix?: string; tools?: ToolMappings };
    return new Tools(runtime, tools, prefix);
  } catch (error) {
    if (error instanceof TypeError) throw new WrongUse(`\`${path}\`: ${error.message}`);
    throw error;
  }
}

function replyOf(how: Ended): Reply {
  if (how === "client" || how === 0) return { code: 0 };
  const text = typeof how === "number" ? `with exit code ${how}` : `by ${how}`;
  return { code: 1, err: `the server ended ${text}\n` };
}
