import { createReadStream } from "node:fs";
import { reasonOf } from "../../files/source-file.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUse } from "../wrong-use.ts";

// Bytes and text of what is named on the command line: a file, a pipe, or `-` for standard input.

/** Standard input where something is read, standard output where it is written. */
export const PIPED = "-";

/** As messages call it. */
export function nameOf(where: string): string {
  return where === PIPED ? "standard input" : where;
}

/** @throws WrongUse when it cannot be read, or has more bytes than the limit */
export async function readBytes(where: string, limit: number, terminal: Terminal): Promise<Uint8Array> {
  if (where === PIPED) return terminal.readInput(limit);
  try {
    return await collect(createReadStream(where), where, limit);
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    throw new WrongUse(reasonFor(where, error), undefined, { cause: error });
  }
}

/** Stops at the limit: what is read may never end. */
export async function collect(
  stream: AsyncIterable<Uint8Array>,
  where: string,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) throw new WrongUse(`${quoted(where)} has more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws WrongUse as `readBytes`, and for what is not UTF-8 */
export async function readText(where: string, limit: number, terminal: Terminal): Promise<string> {
  const bytes = await readBytes(where, limit, terminal);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new WrongUse(`${quoted(where)} ${reasonOf(error)}`);
  }
}

export function reasonFor(where: string, error: unknown): string {
  const { code } = error as { code?: unknown };
  if (code === "ENOENT") return `there is no ${quoted(where)}`;
  if (code === "EISDIR") return `${quoted(where)} is a folder`;
  return `${quoted(where)} ${reasonOf(error)}`;
}

export function quoted(where: string): string {
  return where === PIPED ? nameOf(where) : `\`${where}\``;
}
