/** The built command before a server, as a process: by the SDK's client, or line by line. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, afterEach } from "vitest";
import { ACTRA } from "../command-line.ts";

export const PLAIN = join(import.meta.dirname, "servers", "plain.mjs");
const resolve = createRequire(import.meta.url).resolve;
export const FILESYSTEM = resolve("@modelcontextprotocol/server-filesystem/dist/index.js");
export const EVERYTHING = resolve("@modelcontextprotocol/server-everything/dist/index.js");

const folders: string[] = [];
const processes: ChildProcess[] = [];
const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const each of processes.splice(0)) each.kill("SIGKILL");
});
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder with these files. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "actra-mcp-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** `actra mcp` with these words, and the server's own behind `--`. */
export async function clientOf(
  words: readonly string[],
  server: readonly string[],
  capabilities: object = {},
): Promise<Client> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [ACTRA, "mcp", ...words, "--", process.execPath, ...server],
    stderr: "pipe",
  });
  const client = new Client({ name: "test", version: "1.0.0" }, { capabilities });
  await client.connect(transport);
  clients.push(client);
  return client;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever came over the wire
type Message = Record<string, any>;

/** The same, line by line. */
export class Raw {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly messages: Message[] = [];
  errors = "";
  #waiting: (() => void)[] = [];

  constructor(words: readonly string[], server: readonly string[]) {
    this.process = spawn(process.execPath, [ACTRA, "mcp", ...words, "--", process.execPath, ...server]);
    processes.push(this.process);
    this.ended = once(this.process, "close").then(([code]) => code);
    this.process.stderr!.on("data", (chunk) => (this.errors += chunk));
    createInterface({ input: this.process.stdout! }).on("line", (line) => {
      this.messages.push(JSON.parse(line));
      for (const go of this.#waiting.splice(0)) go();
    });
  }

  write(line: string | Uint8Array): void {
    this.process.stdin!.write(line);
    this.process.stdin!.write("\n");
  }

  send(message: unknown): void {
    this.write(JSON.stringify(message));
  }

  call(id: number, name: string, given: object): void {
    this.send({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: given } });
  }

  /** @throws what it says on standard error when it ends before that */
  async until(good: (messages: readonly Message[]) => boolean): Promise<void> {
    let hasEnded = false;
    const ending = this.ended.then(() => (hasEnded = true));
    while (!good(this.messages)) {
      if (hasEnded) throw new Error(`it has ended: ${this.errors}`);
      await Promise.race([ending, new Promise<void>((resolve) => this.#waiting.push(resolve))]);
    }
  }

  async answer(id: number | string): Promise<Message> {
    await this.until((messages) => messages.some((message) => message["id"] === id));
    return this.messages.find((message) => message["id"] === id)!;
  }
}
