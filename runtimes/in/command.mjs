// Runtimes that are a command: Node, Deno, Bun.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOM = { maxBuffer: 64 * 1024 * 1024 };

/** The command with these arguments runs the bundle, and writes its answers. */
export function command(file, args = []) {
  return async (bundle) => {
    const { stdout: version } = await run(file, ["--version"], ROOM);
    const { stdout } = await run(file, [...args, bundle], ROOM);
    return { version: /\d+\.\d+\.\d+/.exec(version)[0], answers: JSON.parse(stdout) };
  };
}
