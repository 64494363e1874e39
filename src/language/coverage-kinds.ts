// What is counted of a policy that is tried out: thresholds, reports and pages about coverage have these words.

export const COVERAGE_KINDS = ["rules", "outcomes", "alternatives"] as const;

/**
 * `rules` that matched, and the default · `outcomes` of atoms, true and false · `alternatives` in lists of literals that
 * were met
 */
export type CoverageKind = (typeof COVERAGE_KINDS)[number];
