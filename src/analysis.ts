// `actra/analysis`: what a policy can and cannot do, proved over all inputs. For policies that were compiled from their
// documents: a loaded program has no rules to look at.

export { smallestChanges } from "./analysis/changes.ts";
export { type DiffOptions, diffPolicies } from "./analysis/diff.ts";
export type { DecidedBy, DifferentRegion, PolicyDifference } from "./analysis/diff-result.ts";
export { explainWithChanges } from "./analysis/explain.ts";
export { proveInvariants } from "./analysis/invariants.ts";
export { lintPolicy } from "./analysis/lint/lint-diagnostics.ts";
export { renderDiff, renderDiffMarkdown } from "./analysis/render-diff.ts";
export type { Change } from "./policy/explanation.ts";
