/** The command line without a process: words and standard input → the reply. */
import { PassThrough } from "node:stream";
import colors from "picocolors";
import { collect, PIPED } from "../../../src/cli/read/bytes.ts";
import { run } from "../../../src/cli/run.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";

export interface Answer {
  code: number;
  out: string;
  err: string;
  bytes: Uint8Array;
}

export interface Around extends Partial<Omit<Terminal, "colors" | "errorColors" | "readInput">> {
  input?: string | Uint8Array;
  color?: boolean;
}

export async function actra(words: readonly string[], around: Around = {}): Promise<Answer> {
  const { input = "", color = false, ...rest } = around;
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  const {
    code,
    out = "",
    err = "",
  } = await run(words, {
    readInput: (limit) => collect(chunksOf(bytes), PIPED, limit),
    write: () => {},
    showProgress: () => {},
    endSignal: () => AbortSignal.abort(),
    streams: () => ({
      input: new PassThrough().end(),
      output: new PassThrough(),
      errors: new PassThrough(),
      stopped: new AbortController().signal,
    }),
    inputIsTyped: false,
    outputIsShown: false,
    colors: colors.createColors(color),
    errorColors: colors.createColors(color),
    today: new Date("2026-01-01T00:00:00Z"),
    ...rest,
  });
  return { code, out: Buffer.from(out).toString(), err, bytes: Buffer.from(out) };
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
