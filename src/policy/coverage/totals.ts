import { SlotState, Truth } from "../../../assembly/shared/layout.ts";
import { COVERAGE_KINDS, type CoverageKind } from "../../language/coverage-kinds.ts";
import { type Decider, judgeRules } from "../../machine/decide.ts";
import { Staging } from "../../machine/staging.ts";
import type { CoverageCount, PolicyCoverage } from "./coverage.ts";

export function totalsOf({
  rules,
  atoms,
  default: { reachable, decided },
}: Pick<PolicyCoverage, "rules" | "atoms" | "default">): PolicyCoverage["totals"] {
  const hits: Readonly<Record<CoverageKind, readonly number[]>> = {
    rules: [...rules.map(({ matched }) => matched), ...(reachable ? [decided] : [])],
    outcomes: atoms.flatMap((atom) => [atom.true, atom.false]),
    alternatives: atoms.flatMap(({ alternatives = [] }) => alternatives.map(({ met }) => met)),
  };
  const entries = COVERAGE_KINDS.map((kind) => [kind, countOf(hits[kind])] as const);
  return Object.fromEntries(entries) as Record<CoverageKind, CoverageCount>;
}

function countOf(hits: readonly number[]): CoverageCount {
  return { covered: hits.filter((hit) => hit > 0).length, total: hits.length };
}

/** Unless, of every action, some rule matches whatever the input: its condition is true, or there is none. */
export function isDefaultReachable(decider: Decider): boolean {
  const { schema, settings } = decider.loaded.program;
  if (settings.unknownAction === "evaluate") return true;
  return schema.actions.some(({ name }) => !isAlwaysDecided(name, decider));
}

/** Judged with all that is read unknown, whether or not it is optional. */
function isAlwaysDecided(action: string, decider: Decider): boolean {
  const { loaded } = decider;
  const staging = new Staging(loaded);
  try {
    const { enforced, reads } = decider.stage({ action: { type: action } }, staging);
    for (const slot of reads.order)
      if (slot !== reads.typeStep?.slot) staging.setState(slot, SlotState.MissingRequired);
    return judgeRules(enforced, loaded).some(({ truth }) => truth === Truth.True);
  } finally {
    staging.release();
  }
}
