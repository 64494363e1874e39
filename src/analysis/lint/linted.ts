import type { LoweredRule } from "../../compiler/4-lower/lower.ts";
import type { Diagram } from "../core/diagrams.ts";
import { NONE } from "../core/diagrams.ts";
import { applies, type JudgedRule, judge, judgeRule } from "../core/judged.ts";
import { actionKinds, type Subject } from "../core/subject.ts";
import type { Work } from "../core/work.ts";
import { World } from "../core/world.ts";

/** The inputs of one action, with the rules that apply to them. */
export interface LintedWorld {
  readonly world: World;
  readonly subject: Subject;
  /** Those that are enforced, in the order of the resolution. */
  readonly enforced: readonly JudgedRule[];
  /** Every rule that applies. */
  readonly byRule: ReadonlyMap<LoweredRule, JudgedRule>;
}

export function lintedWorlds(subject: Subject, work: Work): LintedWorld[] {
  return actionKinds([subject]).map((action) => {
    const applying = subject.rules.filter(({ rule }) => applies(rule, action));
    const conditions = applying.map(({ condition }) => condition);
    const world = new World(action, [subject], conditions, work);
    const enforced = judge(applying, subject, world);
    const known = new Map(enforced.map((each) => [each.lowered, each]));
    const byRule = new Map(
      applying.map((rule) => [rule, known.get(rule) ?? judgeRule(rule, subject, world)] as const),
    );
    return { world, subject, enforced, byRule };
  });
}

/** The inputs of a set that there are. */
export function possible(set: Diagram, { world }: LintedWorld): Diagram {
  return world.diagrams.and(world.valid, set);
}

export function isImpossible(set: Diagram, linted: LintedWorld): boolean {
  return possible(set, linted) === NONE;
}
