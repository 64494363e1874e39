/** Clients of the SDK that come by streamable HTTP, and `actra mcp --listen` for them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterEach } from "vitest";
import { ACTRA } from "../command-line.ts";

/** What is closed after each test, the last first. */
export const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** One at which somebody says yes to whatever is asked. */
export async function client(transport: Transport): Promise<Client> {
  const made = new Client({ name: "test", version: "1.0.0" }, { capabilities: { elicitation: {} } });
  made.setRequestHandler(ElicitRequestSchema, () => ({ action: "accept", content: { approve: true } }));
  await made.connect(transport);
  open.push(made);
  return made;
}

export const byHttp = (url: string, headers: Record<string, string> = {}) =>
  client(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }) as Transport);

/** `actra mcp --listen` with these words, and where it listens. */
export async function listeningProxy(...words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [ACTRA, "mcp", "--listen", "0", ...words]);
  open.push({ close: () => child.kill("SIGKILL") });
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    once(child, "close"),
  ]);
  const url = /^listening on (\S+)/.exec(String(line))?.[1];
  if (url === undefined) throw new Error(errors);
  return url;
}
