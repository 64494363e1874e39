// `actra/analysis`: what a policy can and cannot do, proved over all inputs. For policies that were compiled from their
// documents: a loaded program has no rules to look at.

export { smallestChanges } from "./analysis/changes.ts";
export { type DiffOptions, diffPolicies } from "./analysis/diff.ts";
export type { DecidedBy, DifferentRegion, PolicyDifference } from "./analysis/diff-result.ts";
export { explainWithChanges } from "./analysis/explain.ts";
export { proveInvariants } from "./analysis/invariants.ts";
export { lintPolicy } from "./analysis/lint/lint-diagnostics.ts";
export { exactOutcomes } from "./analysis/outcomes/exact-outcomes.ts";
export { renderDiff, renderDiffMarkdown } from "./analysis/render-diff.ts";
export { type BoundaryRow, type BoundaryTable, boundaryTables } from "./boundaries/boundary-table.ts";
export { renderMutants } from "./mutation/render-mutants.ts";
export type { EquivalentMutant, Mutant, MutationReport, SurvivingMutant } from "./mutation/report.ts";
export { type MutationOptions, testMutants } from "./mutation/test-mutants.ts";
export type { MutationKind } from "./mutation/variant.ts";
export type { Change } from "./policy/explanation.ts";
export { renderReplay } from "./replay/render-replay.ts";
export { replay } from "./replay/replay.ts";
export type { Decided, Direction, Refused, ReplayChange, ReplayReport } from "./replay/report.ts";
