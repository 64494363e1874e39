import { dirname } from "node:path";
import type { CoverageReport } from "../../configuration/configuration.ts";
import type { Source } from "../../diagnostics/span.ts";
import type { PolicyCoverage } from "../../policy/coverage/coverage.ts";
import type { ExplainedPlace } from "../../policy/explanation.ts";
import { coverageHtml } from "../../testing/coverage/html.ts";
import { coverageLcov } from "../../testing/coverage/lcov.ts";
import { pathIn } from "../read/located.ts";
import { makeFolder, replaceFile } from "./file.ts";
import { json } from "./json.ts";

type WriteReport = (coverage: PolicyCoverage, sources: readonly Source[]) => string;

const WRITERS: Readonly<Record<CoverageReport, WriteReport>> = {
  html: coverageHtml,
  lcov: coverageLcov,
  json,
};

/** To the files that were asked for. */
export async function writeCoverage(
  coverage: PolicyCoverage,
  sources: readonly Source[],
  reports: ReadonlyMap<CoverageReport, string>,
): Promise<void> {
  for (const [report, path] of reports) {
    await makeFolder(dirname(path));
    await replaceFile(path, WRITERS[report](coverage, sources));
  }
}

/** With paths from where the command runs. */
export function locatedCoverage(coverage: PolicyCoverage, directory: string): PolicyCoverage {
  const moved = <T extends { readonly place: ExplainedPlace }>(part: T): T => {
    return { ...part, place: { ...part.place, path: pathIn(directory, part.place.path) } };
  };
  return { ...coverage, rules: coverage.rules.map(moved), atoms: coverage.atoms.map(moved) };
}
