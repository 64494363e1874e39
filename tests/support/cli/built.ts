/** The command line as the package has it, built once for a test file, and run as a process. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsup";
import { afterAll, beforeAll } from "vitest";
import { commandLine } from "../../../tsup.config.ts";
import { ROOT } from "../pages/pages.ts";

/** Inside of the project, where its dependencies are found. */
const FOLDER = join(ROOT, "build", `cli-${process.pid}`);
export const DIST = join(FOLDER, "dist");
const BIN = join(FOLDER, "bin");

export function buildOnce(): void {
  beforeAll(async () => {
    await build({ ...commandLine, outDir: DIST, config: false, silent: true });
    mkdirSync(BIN);
    symlinkSync(join(DIST, "actra.js"), join(BIN, "actra"));
  });
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
}

export interface Process {
  code: number | null;
  out: string;
  err: string;
}

/** @param script for the shell, which finds `actra` */
export function shell(script: string, cwd: string, env: NodeJS.ProcessEnv = {}): Process {
  const { PATH } = process.env;
  const { status, stdout, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", script], {
    cwd,
    encoding: "utf8",
    env: { PATH: `${BIN}:${PATH}`, HOME: cwd, TERM: "xterm-256color", ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}
