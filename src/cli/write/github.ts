import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TestedCase, TestReport } from "../../testing/report.ts";
import { failureLines } from "./failure-lines.ts";
import { regionOf } from "./region.ts";

// Workflow commands of GitHub Actions: `::error file=…,line=…::message`. The runner takes one a line, and has escapes for
// what would end one.

/** One line for each, or nothing. */
export function githubCommands(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(diagnosticCommand).join("");
}

/** The failed cases, and what is wrong with the files. */
export function githubReport({ diagnostics, files }: TestReport): string {
  const failures = files.flatMap(({ tests }) =>
    tests.flatMap(({ name, cases }) =>
      cases.filter(({ status }) => status === "failed").map((each) => failureCommand(name, each)),
    ),
  );
  return githubCommands(diagnostics) + failures.join("");
}

function diagnosticCommand({ severity, code, message, help, span }: Diagnostic): string {
  const text = help === undefined ? message : `${message}\nhelp: ${help}`;
  if (span === undefined) return command(severity, { title: code }, text);
  const { line, column, endLine, endColumn } = regionOf(span);
  // Columns are taken for one line only.
  const columns = line === endLine ? { col: column, endColumn } : {};
  return command(severity, { file: span.source.path, line, endLine, ...columns, title: code }, text);
}

function failureCommand(name: string, failed: TestedCase): string {
  const { label, place } = failed;
  const title = label === "" ? name : `${name} › ${label}`;
  return command(
    "error",
    { file: place.path, line: place.line, col: place.column, title },
    failureLines(failed),
  );
}

function command(name: string, properties: Readonly<Record<string, string | number>>, text: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${written.join()}::${data(text)}\n`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
