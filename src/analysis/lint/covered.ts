import type { LoweredRule } from "../../compiler/4-lower/lower.ts";
import { type Diagram, NONE } from "../core/diagrams.ts";
import { effectsOf, isWeaker, type JudgedRule } from "../core/judged.ts";
import { type Cover, uncovered } from "../core/uncovered.ts";
import { type LintedWorld, possible } from "./linted.ts";

/**
 * The rules because of which this one never decides anything, whatever the input, what is missing included; `undefined`
 * where it may decide something. A rule with approvers counts as deciding where these are asked for.
 */
export function coveredBy(
  rule: LoweredRule,
  worlds: readonly LintedWorld[],
): ReadonlySet<JudgedRule["rule"]> | undefined {
  const covering = new Set<JudgedRule["rule"]>();
  for (const linted of worlds) {
    const judged = linted.byRule.get(rule);
    if (judged === undefined) continue;
    for (const { region, covers } of regionsOf(judged, linted)) {
      const found = uncovered(region, covers, linted.world);
      if (found.kind === "escaped") return undefined;
      for (const by of found.by) covering.add(by);
    }
  }
  return covering;
}

interface Region {
  readonly region: Diagram;
  readonly covers: readonly Cover<JudgedRule["rule"]>[];
}

/** Where the rule would decide if nothing were in its way: where it is true, and where it is assumed. */
function* regionsOf(judged: JudgedRule, linted: LintedWorld): Generator<Region> {
  const { world, enforced } = linted;
  const place = enforced.indexOf(judged);
  const covers = enforced.slice(0, place).flatMap((earlier) => coverOf(judged, earlier, linted));
  yield { region: possible(judged.certain, linted), covers };
  if (judged.counts === judged.certain) return;
  const assumed = possible(world.diagrams.minus(judged.counts, judged.certain), linted);
  for (const region of notOutdone(assumed, judged, place, linted)) yield { region, covers };
}

/** Where an earlier rule keeps it from deciding. */
function coverOf(
  judged: JudgedRule,
  earlier: JudgedRule,
  { subject }: LintedWorld,
): Cover<JudgedRule["rule"]>[] {
  const { effect, approval } = judged.rule;
  const isFirstMatch = subject.settings.resolution === "first_match";
  const asks = approval !== undefined && earlier.rule.effect === effect;
  // Its approvers are asked for beside those of others.
  if (asks && !isFirstMatch) return [];
  const isAsStrict = !isWeaker(earlier.rule.effect, effect);
  const set = isAsStrict && !asks ? earlier.counts : earlier.certain;
  return [{ set, from: earlier.rule }];
}

/** Where it is assumed, what comes behind it may be stricter: the default, under `first_match` any rule. */
function* notOutdone(
  assumed: Diagram,
  judged: JudgedRule,
  place: number,
  { world, subject, enforced }: LintedWorld,
): Generator<Diagram> {
  const { diagrams } = world;
  const behind = enforced.slice(place + 1);
  const { resolution, default: otherwise } = subject.settings;
  if (judged.rule.effect === "block" || assumed === NONE) yield assumed;
  else if (resolution === "first_match")
    yield diagrams.minus(assumed, effectsOf(assumed, behind, subject, world).block);
  else if (!isWeaker(judged.rule.effect, otherwise)) yield assumed;
  else for (const { certain } of behind) yield diagrams.and(assumed, certain);
}
