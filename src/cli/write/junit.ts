import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { renderDiagnostic } from "../../diagnostics/render.ts";
import type { TestedCase, TestedFile, TestReport } from "../../testing/report.ts";
import { failureLines } from "./failure-lines.ts";
import { element, xmlText } from "./xml.ts";

// A report as JUnit's XML, as CI servers read it: a suite for each test file, a case for each case.

export function junit({ files, totals, diagnostics }: TestReport): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const suites = [...files.map(suiteOf), ...(errors.length > 0 ? [suiteOfErrors(errors)] : [])];
  const { passed, failed, skipped } = totals;
  const tests = passed + failed + skipped + errors.length;
  const counts = { tests, failures: failed, errors: errors.length, skipped };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: "actra", ...counts }, suites)}\n`;
}

function suiteOf({ path, tests }: TestedFile): string {
  const all = tests.flatMap(({ cases }) => cases);
  const count = (status: TestedCase["status"]) => all.filter((each) => each.status === status).length;
  const counts = { tests: all.length, failures: count("failed"), errors: 0, skipped: count("skipped") };
  const cases = tests.flatMap(({ name, cases }) => cases.map((each) => caseOf(path, name, each)));
  return element("testsuite", { name: path, ...counts }, cases);
}

function caseOf(path: string, test: string, tested: TestedCase): string {
  const { label, place, status, differences } = tested;
  const name = label === "" ? test : `${test} › ${label}`;
  const attributes = { name, classname: path, file: place.path, line: place.line };
  if (status === "skipped") return element("testcase", attributes, [element("skipped", {})]);
  if (status === "passed") return element("testcase", attributes);
  const message = `${differences.map(({ key }) => key).join(", ")} came out differently`;
  const failure = element("failure", { message, type: "difference" }, [xmlText(failureLines(tested))]);
  return element("testcase", attributes, [failure]);
}

/** What is wrong with the files: no case of theirs ran. */
function suiteOfErrors(errors: readonly Diagnostic[]): string {
  const counts = { tests: errors.length, failures: 0, errors: errors.length, skipped: 0 };
  return element("testsuite", { name: "test files", ...counts }, errors.map(errorOf));
}

function errorOf(diagnostic: Diagnostic): string {
  const { code, message, span } = diagnostic;
  const place = span && { file: span.source.path, line: span.line };
  const attributes = { name: code, classname: span?.source.path ?? "test files", ...place };
  const error = element("error", { message, type: code }, [xmlText(renderDiagnostic(diagnostic))]);
  return element("testcase", attributes, [error]);
}
