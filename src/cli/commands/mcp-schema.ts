import { Actra } from "../../actra.ts";
import type { Format } from "../formats.ts";
import { requireCommand } from "../mcp/command.ts";
import { listedTools } from "../mcp/listed-tools.ts";
import { toolSchema } from "../mcp/tool-schema.ts";
import { PIPED } from "../read/bytes.ts";
import type { Reply } from "../reply.ts";
import { replaceFile } from "../write/file.ts";
import { json } from "../write/json.ts";
import { BadDocuments } from "../wrong-use.ts";

export interface McpSchemaOptions {
  readonly format: Format;
  /** A file; `-`, or nothing, for standard output. */
  readonly output?: string;
  /** Before each tool's name. */
  readonly prefix: string;
  /** In place of a command. */
  readonly url?: string;
}

/** The tools of an MCP server → a schema document. */
export async function mcpSchema(command: readonly string[], options: McpSchemaOptions): Promise<Reply> {
  const { format, output = PIPED, prefix, url } = options;
  const tools = await listedTools(url === undefined ? requireCommand(command) : new URL(url));
  const schema = toolSchema(tools, prefix);
  requireGood(schema);
  if (output !== PIPED) await replaceFile(output, schema);
  if (format === "json") return { code: 0, out: json({ tools: tools.length, schema }) };
  return { code: 0, out: output === PIPED ? schema : `wrote ${output}, of ${tools.length} tools\n` };
}

/** Whatever a server says of its tools, what is written compiles. */
function requireGood(schema: string): void {
  const found = Actra.check({ schema, policy: { version: 1, rules: [] } });
  const errors = found.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new BadDocuments(errors);
}
