import type { FoundTests } from "../../files/test-files.ts";
import { renderMutants } from "../../mutation/render-mutants.ts";
import type { MutationReport } from "../../mutation/report.ts";
import { testMutants } from "../../mutation/test-mutants.ts";
import type { Policy } from "../../policy/policy.ts";
import type { TestFormat } from "../formats.ts";
import { pathIn } from "../read/located.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { json } from "../write/json.ts";
import { progressOf } from "../write/progress.ts";
import { WrongUse } from "../wrong-use.ts";

export interface MutateOptions {
  readonly format: TestFormat;
  /** The least percentage of mutants that has to be noticed; all when left out. */
  readonly mutationScore?: number;
}

/** What the tests of a policy directory notice of its mutants. Too little is 1. */
export function mutate(
  directory: string,
  policy: Policy,
  tests: FoundTests,
  { format, mutationScore = 100 }: MutateOptions,
  terminal: Terminal,
): Reply {
  if (format !== "pretty" && format !== "json")
    throw new WrongUse("`--mutate` has the formats `pretty` and `json`");
  const progress = progressOf(terminal, "mutants");
  const report = located(testMutants(policy, tests, { onMutant: progress.count }), directory);
  progress.end();
  const code = report.tested && report.score >= mutationScore ? 0 : 1;
  return { code, out: format === "json" ? json(report) : `${renderMutants(report)}\n` };
}

function located(report: MutationReport, directory: string): MutationReport {
  const place = <T extends MutationReport["survived"][number]>(mutant: T): T =>
    mutant.place
      ? { ...mutant, place: { ...mutant.place, path: pathIn(directory, mutant.place.path) } }
      : mutant;
  return { ...report, survived: report.survived.map(place), equivalent: report.equivalent.map(place) };
}
