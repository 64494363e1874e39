import type { LoweredRule } from "../../compiler/4-lower/lower.ts";
import { EFFECTS } from "../../language/types.ts";
import { filled } from "../core/input.ts";
import { effectsOf, type JudgedRule, verdictOn } from "../core/judged.ts";
import { type Diagram, NONE } from "../core/diagrams.ts";
import { type LintedWorld, possible } from "./linted.ts";

/** What decides in its place: rules, and whether the default does so anywhere. */
export interface InPlace {
  readonly rules: ReadonlySet<JudgedRule["rule"]>;
  readonly byDefault: boolean;
}

/**
 * What does without the rule: whether every input, what is missing included, is decided with the same effect when it is
 * deleted. A rule with a reason or approvers of its own says more than its effect.
 */
export function doneWithout(rule: LoweredRule, worlds: readonly LintedWorld[]): InPlace | undefined {
  if (rule.rule.reason !== undefined || rule.rule.approval !== undefined) return undefined;
  const rules = new Set<JudgedRule["rule"]>();
  let byDefault = false;
  for (const linted of worlds) {
    const judged = linted.byRule.get(rule);
    if (judged === undefined) continue;
    const region = possible(judged.counts, linted);
    if (!isSame(judged, region, linted)) return undefined;
    byDefault = addDeciding(judged, region, linted, rules) || byDefault;
  }
  return { rules, byDefault };
}

function isSame(judged: JudgedRule, region: Diagram, { world, subject, enforced }: LintedWorld): boolean {
  const others = enforced.filter((each) => each !== judged);
  if (region === NONE) return true;
  // Mostly the first input that comes to mind tells.
  const assignment = filled(world.diagrams.pick(region, world.costOf), world);
  const [before, after] = [enforced, others].map((rules) => verdictOn(assignment, rules, subject, world).effect);
  if (before !== after) return false;
  const withIt = effectsOf(region, enforced, subject, world);
  const without = effectsOf(region, others, subject, world);
  return EFFECTS.every((effect) => withIt[effect] === without[effect]);
}

/** Goes on until each input has been seen decided by some rule; gives whether the default decides any. */
function addDeciding(
  judged: JudgedRule,
  region: Diagram,
  { world, subject, enforced }: LintedWorld,
  found: Set<JudgedRule["rule"]>,
): boolean {
  const { diagrams } = world;
  const others = enforced.filter((each) => each !== judged);
  for (let left = region; left !== NONE; ) {
    const assignment = filled(diagrams.pick(left, world.costOf), world);
    const { matched } = verdictOn(assignment, others, subject, world);
    if (matched === undefined) return true;
    found.add(matched.rule);
    left = diagrams.minus(left, matched.counts);
  }
  return false;
}
