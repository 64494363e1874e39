import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { spawn } from "cross-spawn";
import { visible } from "../../diagnostics/visible.ts";
import { WrongUse } from "../wrong-use.ts";

// The command of an MCP server, as a process beside this one.

export interface Command {
  readonly input: Writable;
  readonly output: Readable;
  readonly errors: Readable;
  /** When it has ended, and all that it wrote has come: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Ends its input, and the process when it does not end by itself. */
  close(): void;
}

/** How long a server may take to end when its input has ended, and then when it is told to; in milliseconds. */
const PATIENCE = 2000;

/** @throws WrongUse */
export function requireCommand(command: readonly string[]): readonly [string, ...string[]] {
  const [first, ...rest] = command;
  if (first === undefined) throw new WrongUse("there is no server", "name its command behind `--`");
  return [first, ...rest];
}

/** @throws WrongUse when it cannot be started */
export async function start([command, ...words]: readonly [string, ...string[]]): Promise<Command> {
  const child = spawn(command, words, { stdio: "pipe", windowsHide: true });
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  ended.catch(() => undefined);
  try {
    await once(child, "spawn");
  } catch (cause) {
    const reason =
      (cause as { code?: unknown }).code === "ENOENT" ? "there is no such command" : String(cause);
    throw new WrongUse(`\`${visible(command)}\` cannot be started: ${reason}`, undefined, { cause });
  }
  // What cannot be written any more is answered when the process has ended.
  child.stdin!.on("error", () => undefined);
  return {
    input: child.stdin!,
    output: child.stdout!,
    errors: child.stderr!,
    ended,
    close: () => close(child),
  };
}

function close(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin!.end();
  const timers = [
    setTimeout(() => child.kill("SIGTERM"), PATIENCE),
    setTimeout(() => child.kill("SIGKILL"), 2 * PATIENCE),
  ];
  child.once("close", () => timers.forEach(clearTimeout));
}
