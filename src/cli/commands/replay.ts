import { stat } from "node:fs/promises";
import { renderReplay } from "../../replay/render-replay.ts";
import { Replaying } from "../../replay/replaying.ts";
import type { ReplayReport } from "../../replay/report.ts";
import type { FAILURES, Format } from "../formats.ts";
import { readLog } from "../read/log.ts";
import { policyOf } from "../read/policy-of.ts";
import type { ExitCode, Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { json } from "../write/json.ts";
import { partProgress } from "../write/progress.ts";

export interface ReplayOptions {
  readonly format: Format;
  /** A policy directory, or a program. */
  readonly policy: string;
  /** Which changes fail. */
  readonly failOn: (typeof FAILURES)[number];
}

/** Decides again what a log has recorded. A log that cannot be read as a whole is 2. */
export async function replay(log: string, options: ReplayOptions, terminal: Terminal): Promise<Reply> {
  const { policy } = await policyOf(options.policy, terminal);
  const size = await stat(log).then(
    (facts) => facts.size,
    () => 0,
  );
  const replaying = new Replaying(policy);
  const progress = partProgress(terminal, size);
  try {
    await readLog(log, replaying, progress.count);
  } finally {
    progress.end();
  }
  const report = replaying.report();
  const out = options.format === "json" ? json(report) : `${renderReplay(report)}\n`;
  return { code: codeOf(report, options), out };
}

function codeOf({ unreadable, changed, directions }: ReplayReport, { failOn }: ReplayOptions): ExitCode {
  if (unreadable.events > 0) return 2;
  const less = directions.newly_allowed + directions.less_strict;
  return (failOn === "any" && changed > 0) || (failOn === "less-strict" && less > 0) ? 1 : 0;
}
