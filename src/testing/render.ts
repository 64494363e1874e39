import { renderDiagnostics } from "../diagnostics/render.ts";
import { visible } from "../diagnostics/visible.ts";
import type { Difference, TestedCase, TestedFile, TestedTest, TestReport, TestStatus } from "./report.ts";
import { shown } from "./written.ts";

/** How parts of a rendered report are marked, such as by terminal colours. What is left out stays plain. */
export interface ReportPalette {
  readonly passed?: (text: string) => string;
  readonly failed?: (text: string) => string;
  readonly skipped?: (text: string) => string;
  readonly error?: (text: string) => string;
  readonly warning?: (text: string) => string;
  readonly place?: (text: string) => string;
  readonly help?: (text: string) => string;
}

export interface ReportOptions {
  readonly palette?: ReportPalette;
}

const MARK: Record<TestStatus, string> = { passed: "✓", failed: "✗", skipped: "-" };

/** A report for people: what is wrong with the files, a line for each test, what failed and why, the totals. */
export function renderReport(report: TestReport, { palette = {} }: ReportOptions = {}): string {
  const { diagnostics, more, files } = report;
  const faults = diagnostics.length > 0 ? [renderDiagnostics(diagnostics, more, { palette }), ""] : [];
  const lines = files.flatMap((file) => fileLines(file, palette));
  return [...faults, ...lines, totalsLine(report, palette)].join("\n");
}

/** The last line, which many read alone: it does not speak of success where there is none. */
function totalsLine({ totals, diagnostics }: TestReport, palette: ReportPalette): string {
  const counts = (["passed", "failed", "skipped"] as const)
    .filter((status) => totals[status] > 0)
    .map((status) => (palette[status] ?? plain)(`${totals[status]} ${status}`));
  if (counts.length === 0) return "nothing was tested";
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors > 0) counts.push((palette.error ?? plain)(errors === 1 ? "1 error" : `${errors} errors`));
  return counts.join(", ");
}

function fileLines({ path, tests }: TestedFile, palette: ReportPalette): string[] {
  return [visible(path), ...tests.flatMap((test) => testLines(test, palette)), ""];
}

function testLines({ name, cases }: TestedTest, palette: ReportPalette): string[] {
  const failed = cases.filter(({ status }) => status === "failed");
  const ran = cases.filter(({ status }) => status !== "skipped").length;
  const status = failed.length > 0 ? "failed" : ran > 0 ? "passed" : "skipped";
  const count = cases.length > 1 ? ` (${countText(failed.length, ran, cases.length)})` : "";
  const head = `  ${(palette[status] ?? plain)(MARK[status])} ${visible(name)}${count}`;
  return [head, ...failed.flatMap((each) => failureLines(each, palette))];
}

function countText(failed: number, ran: number, all: number): string {
  if (ran === 0) return `${all} cases`;
  const some = ran < all ? `${ran} of ${all} cases` : `${all} cases`;
  return failed > 0 ? `${failed} of ${some} failed` : some;
}

function failureLines(
  { label, place, differences, explanation }: TestedCase,
  palette: ReportPalette,
): string[] {
  const where = `${visible(place.path)}:${place.line}:${place.column}`;
  return [
    ...(label === "" ? [] : [`      ${visible(label)}`]),
    `      ${(palette.place ?? plain)(where)}`,
    ...differences.map((difference) => `      ${differenceText(difference)}`),
    ...(explanation?.split("\n").map((line) => `        ${line}`.trimEnd()) ?? []),
  ];
}

function differenceText({ key, expected, actual }: Difference): string {
  const nothing = key.startsWith("error.") ? "a decision" : "an input error";
  const came = actual === undefined ? nothing : visible(shown(actual));
  return `${key}: expected ${visible(shown(expected))}, got ${came}`;
}

function plain(text: string): string {
  return text;
}
