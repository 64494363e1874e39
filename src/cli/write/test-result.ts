import type { CoverageReport } from "../../configuration/configuration.ts";
import type { Source } from "../../diagnostics/span.ts";
import { visible } from "../../diagnostics/visible.ts";
import type { PolicyCoverage } from "../../policy/coverage/coverage.ts";
import { renderCoverage } from "../../testing/coverage/render-coverage.ts";
import { type CoverageThresholds, type Shortfall, shortfallText } from "../../testing/coverage/thresholds.ts";
import { renderReport } from "../../testing/render.ts";
import type { TestReport } from "../../testing/report.ts";
import type { TestFormat } from "../formats.ts";
import type { Terminal } from "../terminal.ts";
import { githubReport } from "./github.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { paletteOf, renderOptions } from "./paint.ts";
import { reportData } from "./report-data.ts";
import { tap } from "./tap.ts";

/** What a run of the tests has come to. */
export interface TestResult {
  readonly report: TestReport;
  /** What cases had to have in their path, name or values. */
  readonly filter?: string;
  /** Test files in which the hash was written anew. */
  readonly pinned: readonly string[];
  /** Of the policy. */
  readonly sources: readonly Source[];
  readonly thresholds: CoverageThresholds;
  readonly shortfalls: readonly Shortfall[];
  /** Where it is to be shown. */
  readonly coverage?: PolicyCoverage;
  /** The files that it was written to. */
  readonly reports: ReadonlyMap<CoverageReport, string>;
}

/** For standard output. */
export function testText(result: TestResult, format: TestFormat, terminal: Terminal): string {
  return WRITERS[format](result, terminal);
}

/** For standard error: what formats that are about tests alone have no place for, and a filter that leaves nothing. */
export function testErrors(result: TestResult, format: TestFormat, { errorColors }: Terminal): string {
  const hasNoPlace = format === "junit" || format === "tap";
  const errors = [...emptyFilter(result), ...(hasNoPlace ? result.shortfalls.map(shortfallText) : [])];
  return errors.map((each) => `${errorColors.red("error")}: ${each}\n`).join("");
}

function emptyFilter({ filter, report: { totals } }: TestResult): string[] {
  if (!filter || totals.passed + totals.failed > 0 || totals.skipped === 0) return [];
  return [`no case has \`${visible(filter)}\` in its path, name or values`];
}

const WRITERS: Readonly<Record<TestFormat, (result: TestResult, terminal: Terminal) => string>> = {
  pretty,
  json: ({ report, coverage, shortfalls, pinned }) =>
    json({
      ...reportData({ ...report, passed: report.passed && shortfalls.length === 0 }),
      ...(coverage && { coverage }),
      ...(shortfalls.length > 0 && { shortfalls }),
      ...(pinned.length > 0 && { pinned }),
    }),
  junit: ({ report }) => junit(report),
  tap: ({ report }) => tap(report),
  github: ({ report, shortfalls }) =>
    githubReport(report) + shortfalls.map((each) => `::error title=coverage::${githubText(each)}\n`).join(""),
};

function githubText(shortfall: Shortfall): string {
  return shortfallText(shortfall).replaceAll("%", "%25");
}

function pretty(result: TestResult, terminal: Terminal): string {
  const { report, coverage, shortfalls, pinned, sources, thresholds, reports } = result;
  const { colors } = terminal;
  const palette = paletteOf(colors);
  const { width = 80 } = renderOptions(terminal, colors);
  const blocks = [
    pinned.map((path) => `${colors.green("pinned")} ${visible(path)}\n`).join(""),
    `${renderReport(report, { palette })}\n`,
    coverage ? `${renderCoverage(coverage, sources, { palette, thresholds, width })}\n` : "",
    [...reports.values()].map((path) => `${colors.green("wrote")} ${visible(path)}\n`).join(""),
    shortfalls.map((each) => `${colors.red("error")}: ${shortfallText(each)}\n`).join("") +
      (shortfalls.length > 0 && !coverage
        ? `  ${colors.green("help")}: \`--coverage\` shows what is missing\n`
        : ""),
  ];
  return blocks.filter((block) => block !== "").join("\n");
}
