import type { DiagnosticCode } from "./catalogue.ts";

export type Severity = "error" | "warning";

/** What stops nothing. Every other code is an error. */
const WARNINGS: readonly DiagnosticCode[] = [
  "blank-fields",
  "unused-name",
  "duplicate-literal",
  "vacuous-condition",
  "governance-violation-warning",
  "governance-selects-nothing",
  "unused-fixture",
  "undeclared-input",
  "unused-expectation",
];

export function severityOf(code: DiagnosticCode): Severity {
  return WARNINGS.includes(code) ? "warning" : "error";
}
