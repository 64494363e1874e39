#!/usr/bin/env node
import { isatty, type WriteStream } from "node:tty";
import colors from "picocolors";
import type { Reply } from "./reply.ts";
import { run } from "./run.ts";
import type { Terminal } from "./terminal.ts";

// The command line as a process: the only file that knows standard input, standard output and the exit code.

process.stdout.on("error", endOfOutput);
process.stderr.on("error", endOfOutput);
write(await run(process.argv.slice(2), terminal()));

function terminal(): Terminal {
  const width = process.stdout.isTTY ? process.stdout.columns : undefined;
  return {
    readInput: async (limit) => {
      const { collect, PIPED } = await import("./read/bytes.ts");
      return collect(process.stdin, PIPED, limit);
    },
    write: (text) => process.stdout.write(text),
    showProgress,
    endSignal,
    streams: () => ({
      input: process.stdin,
      output: process.stdout,
      errors: process.stderr,
      stopped: endSignal(),
    }),
    inputIsTyped: isatty(0),
    outputIsShown: isatty(1),
    colors: colors.createColors(hasColors(process.stdout)),
    errorColors: colors.createColors(hasColors(process.stderr)),
    ...(canBeAsked() && { dialogue: { input: process.stdin, output: process.stdout } }),
    ...(width && { width }),
    today: new Date(),
  };
}

/** Some CI servers have a terminal, and nobody at it. */
function canBeAsked(): boolean {
  return isatty(0) && isatty(1) && !process.env["CI"];
}

function showProgress(text: string): void {
  if (isatty(2)) process.stderr.write(`\r\u001b[K${text}`);
}

/**
 * Without this the process would end by itself; so nothing asks for it but what goes on. Asked a second time, the process
 * ends at once.
 */
function endSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

/** Node asks `NO_COLOR` and its kin. A stream that is no terminal has no `isTTY`. */
function hasColors(stream: Partial<WriteStream>): boolean {
  return stream.isTTY === true && stream.hasColors?.() === true;
}

/** The process ends by itself, when all is written. */
function write({ code, out = "", err = "" }: Reply): void {
  process.exitCode = code;
  if (out.length > 0) process.stdout.write(out);
  if (err.length > 0) process.stderr.write(err);
}

/** Whoever reads may stop, which changes nothing about the reply. What cannot be written for another reason is lost. */
function endOfOutput(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") process.exitCode = 2;
}
