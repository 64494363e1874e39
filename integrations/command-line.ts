/** The command line, built once for all tests that run it as a process. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsup";
import { ROOT } from "../tests/support/pages/pages.ts";
import { commandLine } from "../tsup.config.ts";

/** Inside of the project, where its dependencies are found. */
const FOLDER = join(ROOT, "build", "cli-integrations");
export const ACTRA = join(FOLDER, "actra.js");

export async function setup(): Promise<void> {
  await build({ ...commandLine, outDir: FOLDER, config: false, silent: true });
}

export function teardown(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}
