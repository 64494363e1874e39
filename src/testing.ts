import { type FoundTests, readTestFiles } from "./files/test-files.ts";

// `actra/testing`: what users of policies test them with.

export type { FoundTests } from "./files/test-files.ts";
export type { CoverageKind } from "./language/coverage-kinds.ts";
export { CoverageCounter } from "./policy/coverage/counter.ts";
export type {
  AlternativeCoverage,
  AtomCoverage,
  CoverageCount,
  DefaultCoverage,
  PolicyCoverage,
  RuleCoverage,
} from "./policy/coverage/coverage.ts";
export { coverageHtml } from "./testing/coverage/html.ts";
export { coverageLcov } from "./testing/coverage/lcov.ts";
export type { CoverageOptions } from "./testing/coverage/render-coverage.ts";
export { renderCoverage } from "./testing/coverage/render-coverage.ts";
export type { CoverageThresholds, Shortfall } from "./testing/coverage/thresholds.ts";
export { shortfallsOf, shortfallText } from "./testing/coverage/thresholds.ts";
export type {
  Expectation,
  ExpectedAudit,
  ExpectedAuditError,
  ExpectedError,
} from "./testing/expectation.ts";
export type { ActraMatchers } from "./testing/matcher-types.ts";
export type { Decided, MatcherResult, PolicyAndInput } from "./testing/matchers.ts";
export { actraMatchers } from "./testing/matchers.ts";
export type { ReportOptions, ReportPalette } from "./testing/render.ts";
export { renderReport } from "./testing/render.ts";
export type {
  Difference,
  InputFault,
  Outcome,
  TestedCase,
  TestedFile,
  TestedTest,
  TestPlace,
  TestReport,
  TestStatus,
  TestTotals,
} from "./testing/report.ts";
export type { TestOptions, TestSource } from "./testing/run.ts";
export { runTests } from "./testing/run.ts";

/**
 * The test files of a policy directory, for `runTests`: `*.test.yaml` beside the policy, and in its folder `policies`
 * (Node, Deno, Bun). What is wrong there comes out as diagnostics of the run.
 */
export function loadTests(directory: string): Promise<FoundTests> {
  return readTestFiles(directory);
}
