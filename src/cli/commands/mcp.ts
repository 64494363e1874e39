import { type ToolMappings, Tools } from "../../adapters/mcp/tools.ts";
import { requireOptions } from "../../runtime/options.ts";
import { requireCommand, start } from "../mcp/command.ts";
import { type Ended, proxyCommand } from "../mcp/stdio.ts";
import { readMap } from "../read/data.ts";
import { type FoundRuntime, type RuntimeWords, runtimeOf } from "../read/runtime.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUse } from "../wrong-use.ts";

export interface McpCommandOptions extends RuntimeWords {
  /** A file with the actions of tools: `prefix` and `tools`. */
  readonly tools?: string;
}

/** A policy before an MCP server: the client starts this in place of the server's command. Ends when one of them does. */
export async function mcp(
  command: readonly string[],
  options: McpCommandOptions,
  terminal: Terminal,
): Promise<Reply> {
  const found = await runtimeOf(options, terminal);
  try {
    const tools = await toolsOf(found, options.tools, terminal);
    const server = await start(requireCommand(command));
    return replyOf(await proxyCommand(server, terminal.streams(), { tools, approver: found.approver }));
  } finally {
    found.close();
  }
}

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
    if (typeof prefix !== "string") throw new TypeError("`prefix` has to be text");
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
