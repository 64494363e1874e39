import { CATALOGUE, type DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { LintLevel } from "../diagnostics/severity.ts";
import type { CoverageKind } from "../language/coverage-kinds.ts";

// What `actra.config.yaml` says of a policy directory. The compiler never asks for it: it changes what is complained
// about and what is measured, never what is decided.

export interface Configuration {
  /** Least percentages; a run of the tests that covers less does not pass. */
  readonly thresholds: Readonly<Partial<Record<CoverageKind, number>>>;
  /** Files that coverage is written to, from the policy directory. */
  readonly reports: Readonly<Partial<Record<CoverageReport, string>>>;
  /** How seriously a warning is taken, by its code; as the catalogue says where there is nothing here. */
  readonly lint: ReadonlyMap<DiagnosticCode, LintLevel>;
  /** Folders with more test files, from the policy directory. */
  readonly tests: readonly string[];
}

export const COVERAGE_REPORTS = ["html", "lcov", "json"] as const;
export type CoverageReport = (typeof COVERAGE_REPORTS)[number];

/** Where there is no file. */
export const NO_CONFIGURATION: Configuration = Object.freeze({
  thresholds: {},
  reports: {},
  lint: new Map(),
  tests: [],
});

/** Codes whose level may be set: warnings, but for those that a governance document orders. */
export function lintCodes(): readonly DiagnosticCode[] {
  const codes = Object.keys(CATALOGUE) as DiagnosticCode[];
  return codes.filter(
    (code) => CATALOGUE[code].severity === "warning" && code !== "governance-violation-warning",
  );
}
