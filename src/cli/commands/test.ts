import { posix } from "node:path";
import { readTestFiles } from "../../files/test-files.ts";
import { renderReport } from "../../testing/render.ts";
import type { TestReport } from "../../testing/report.ts";
import { runTests } from "../../testing/run.ts";
import type { TestFormat } from "../formats.ts";
import { compiled } from "../read/policy-of.ts";
import type { ExitCode, Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { githubReport } from "../write/github.ts";
import { json } from "../write/json.ts";
import { junit } from "../write/junit.ts";
import { paletteOf } from "../write/paint.ts";
import { reportData } from "../write/report-data.ts";
import { tap } from "../write/tap.ts";

export interface TestCommandOptions {
  readonly format: TestFormat;
  readonly filter?: string;
  readonly bail?: boolean;
}

/** Runs the test files of a policy directory. A failure is 1; a file that cannot be run is 2. */
export async function test(
  directory: string,
  { format, filter, bail }: TestCommandOptions,
  terminal: Terminal,
): Promise<Reply> {
  const policy = await compiled(directory);
  const { sources, findings } = await readTestFiles(directory);
  const files = sources.map((source) => ({ ...source, path: posix.normalize(source.path) }));
  const report = runTests(
    policy,
    { sources: files, findings },
    { ...(filter !== undefined && { filter }), ...(bail && { bail }) },
  );
  return { code: codeOf(report), out: WRITERS[format](report, terminal) };
}

/** A pin on another policy is a check that failed; whatever else is wrong with a file keeps it from running. */
function codeOf({ passed, diagnostics }: TestReport): ExitCode {
  const isBad = diagnostics.some(
    ({ severity, code }) => severity === "error" && code !== "policy-hash-differs",
  );
  if (isBad) return 2;
  return passed ? 0 : 1;
}

const WRITERS: Readonly<Record<TestFormat, (report: TestReport, terminal: Terminal) => string>> = {
  pretty: (report, { colors }) => `${renderReport(report, { palette: paletteOf(colors) })}\n`,
  json: (report) => json(reportData(report)),
  junit,
  tap,
  github: githubReport,
};
