import { COVERAGE_KINDS, type CoverageKind } from "../../language/coverage-kinds.ts";
import { type CoverageCount, type PolicyCoverage, percentOf } from "../../policy/coverage/coverage.ts";

/** Least percentages. */
export type CoverageThresholds = Readonly<Partial<Record<CoverageKind, number>>>;

/** A threshold that was not reached. */
export interface Shortfall extends CoverageCount {
  readonly kind: CoverageKind;
  readonly percent: number;
  readonly least: number;
}

/** Compared exactly, whatever is shown. */
export function shortfallsOf({ totals }: PolicyCoverage, thresholds: CoverageThresholds): Shortfall[] {
  return COVERAGE_KINDS.flatMap((kind) => {
    const least = thresholds[kind];
    const count = totals[kind];
    if (least === undefined || count.covered * 100 >= least * count.total) return [];
    return [{ kind, ...count, percent: percentOf(count), least }];
  });
}

/** `coverage of outcomes is 62.5 % (5 of 8), the threshold is 90 %` */
export function shortfallText({ kind, covered, total, percent, least }: Shortfall): string {
  return `coverage of ${kind} is ${percent} % (${covered} of ${total}), the threshold is ${least} %`;
}
