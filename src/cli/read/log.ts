import { createReadStream } from "node:fs";
import type { Replaying } from "../../replay/replaying.ts";
import { WrongUse } from "../wrong-use.ts";
import { quoted, reasonFor } from "./bytes.ts";

/** Longer than any event. */
const LONGEST_LINE = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/**
 * Lines of JSON, or a msgpack stream, which begins with the head of a map: each event as it comes, and no more than a piece of
 * the file at a time.
 *
 * @param onPiece called with the bytes read so far
 * @throws WrongUse when it cannot be read, or has nothing but blank lines in it
 */
export async function readLog(
  path: string,
  replaying: Replaying,
  onPiece: (bytes: number) => void,
): Promise<void> {
  const pieces = createReadStream(path, { highWaterMark: CHUNK });
  let take: ((piece: Uint8Array) => void) | undefined;
  const lines = new Lines(replaying);
  let read = 0;
  try {
    for await (const piece of pieces as AsyncIterable<Uint8Array>) {
      take ??= isPacked(piece) ? (bytes) => replaying.addPacked(bytes) : (bytes) => lines.add(bytes);
      take(piece);
      read += piece.length;
      onPiece(read);
    }
  } catch (error) {
    if (error instanceof WrongUse || (error as { code?: unknown }).code === undefined) throw error;
    throw new WrongUse(reasonFor(path, error), undefined, { cause: error });
  }
  lines.end();
  replaying.end();
  if (replaying.isEmpty) throw new WrongUse(`${quoted(path)} is empty`);
}

function isPacked([head = 0]: Uint8Array): boolean {
  return (head >= 0x80 && head < 0x90) || head === 0xde || head === 0xdf;
}

class Lines {
  readonly #replaying: Replaying;
  readonly #decoder = new TextDecoder();
  #rest = "";

  constructor(replaying: Replaying) {
    this.#replaying = replaying;
  }

  add(bytes: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#rest = lines.pop()!;
    if (this.#rest.length > LONGEST_LINE) throw new WrongUse("a line of the log is longer than any event");
    for (const line of lines) this.#take(line);
  }

  end(): void {
    this.#take(this.#rest + this.#decoder.decode());
  }

  #take(line: string): void {
    if (line !== "" && line !== "\r") this.#replaying.addLine(line);
  }
}
