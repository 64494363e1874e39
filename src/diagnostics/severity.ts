import type { DiagnosticCode } from "./catalogue.ts";

export type Severity = "error" | "warning";

/** How seriously somebody takes a warning. Errors are errors, whatever anybody says. */
export const LINT_LEVELS = ["off", "warning", "error"] as const;
export type LintLevel = (typeof LINT_LEVELS)[number];

/** What rules can never do. Told by whoever proves it over all inputs, and by nobody else. */
export const PROVED_WARNINGS: readonly DiagnosticCode[] = [
  "contradictory-rule",
  "always-true-rule",
  "shadowed-rule",
  "unreachable-rule",
  "effect-never-wins",
  "redundant-rule",
  "analysis-cut-off",
];

/** What stops nothing. Every other code is an error. */
export const WARNINGS: readonly DiagnosticCode[] = [
  "blank-fields",
  "unused-name",
  "duplicate-literal",
  "vacuous-condition",
  "governance-violation-warning",
  "governance-selects-nothing",
  "unused-fixture",
  "undeclared-input",
  "unused-expectation",
  "default-not-written",
  "rule-expired-warning",
  "repeated-rule",
  "unused-field",
  "action-without-rules",
  "unguarded-read",
  "allow-overrides-nothing",
  "allow-before-global-block",
  "governance-skipped",
  "bad-suppression",
  "unused-suppression",
  "cannot-prove-warning",
  ...PROVED_WARNINGS,
];

export function severityOf(code: DiagnosticCode): Severity {
  return WARNINGS.includes(code) ? "warning" : "error";
}
