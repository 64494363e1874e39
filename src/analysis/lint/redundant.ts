import type { LoweredRule } from "../../compiler/4-lower/lower.ts";
import { EFFECTS, type Effect } from "../../language/types.ts";
import { type Assignment, type Diagram, NONE } from "../core/diagrams.ts";
import { filled } from "../core/input.ts";
import { effectsOf, isWeaker, type JudgedRule, verdictOn } from "../core/judged.ts";
import { uncovered } from "../core/uncovered.ts";
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
    const others = linted.enforced.filter((each) => each !== judged);
    const covering = coveringOf(judged, others, linted);
    if (covering === "differs") return undefined;
    if (covering === "unclear" && !isSame(judged, others, linted)) return undefined;
    if (covering === "unclear") byDefault = addDeciding(judged, others, linted, rules) || byDefault;
    else {
      for (const by of covering.by) rules.add(by);
      byDefault ||= covering.byDefault;
    }
  }
  return { rules, byDefault };
}

interface Covering {
  readonly by: readonly JudgedRule["rule"][];
  readonly byDefault: boolean;
}

/** The quick way, by rules that are at least as strict; it does not always lead to an answer. */
function coveringOf(
  judged: JudgedRule,
  others: readonly JudgedRule[],
  linted: LintedWorld,
): Covering | "differs" | "unclear" {
  const { world, subject, enforced } = linted;
  const { settings } = subject;
  if (settings.resolution === "first_match") return "unclear";
  // One that is only assumed does not keep the default away, as this one may.
  const isSafe = ({ rule }: JudgedRule) => !isWeaker(rule.effect, settings.default);
  const covers = others
    .filter(({ rule }) => !isWeaker(rule.effect, judged.rule.effect))
    .map((other) => ({ set: isSafe(other) ? other.counts : other.certain, from: other.rule }));
  const by = new Set<JudgedRule["rule"]>();
  for (const region of telling(judged, others, linted)) {
    const found = uncovered(region, covers, world);
    if (found.kind === "covered") for (const each of found.by) by.add(each);
    else
      return effectAt(found.assignment, enforced, linted) === effectAt(found.assignment, others, linted)
        ? "unclear"
        : "differs";
  }
  const byDefault = judged.rule.effect === settings.default;
  const all = byDefault ? uncovered(possible(judged.counts, linted), covers, world) : undefined;
  return all?.kind === "covered" ? { by: all.by, byDefault: false } : { by: [...by], byDefault };
}

/** Where the effect could differ without the rule, if no rule as strict were there: where the default would not say the same. */
function* telling(
  judged: JudgedRule,
  others: readonly JudgedRule[],
  linted: LintedWorld,
): Generator<Diagram> {
  const { world, subject } = linted;
  const { effect } = judged.rule;
  const whole = possible(judged.counts, linted);
  if (isWeaker(subject.settings.default, effect)) {
    yield whole;
    return;
  }
  const isEqual = subject.settings.default === effect;
  const certain = possible(judged.certain, linted);
  if (!isEqual) yield certain;
  const rest = isEqual ? whole : world.diagrams.minus(whole, certain);
  for (const { rule, certain: weaker } of others)
    if (isWeaker(rule.effect, effect)) yield world.diagrams.and(rest, weaker);
}

function effectAt(
  assignment: Assignment,
  rules: readonly JudgedRule[],
  { subject, world }: LintedWorld,
): Effect {
  return verdictOn(assignment, rules, subject, world).effect;
}

function isSame(judged: JudgedRule, others: readonly JudgedRule[], linted: LintedWorld): boolean {
  const { world, subject, enforced } = linted;
  const region = possible(judged.counts, linted);
  if (region === NONE) return true;
  // Mostly the first input that comes to mind tells.
  const assignment = filled(world.diagrams.pick(region, world.costOf), world);
  if (effectAt(assignment, enforced, linted) !== effectAt(assignment, others, linted)) return false;
  const withIt = effectsOf(region, enforced, subject, world);
  const without = effectsOf(region, others, subject, world);
  return EFFECTS.every((effect) => withIt[effect] === without[effect]);
}

/** Goes on until each input has been seen decided by some rule; gives whether the default decides any. */
function addDeciding(
  judged: JudgedRule,
  others: readonly JudgedRule[],
  linted: LintedWorld,
  found: Set<JudgedRule["rule"]>,
): boolean {
  const { world, subject } = linted;
  const { diagrams } = world;
  for (let left = possible(judged.counts, linted); left !== NONE; ) {
    const assignment = filled(diagrams.pick(left, world.costOf), world);
    const { matched } = verdictOn(assignment, others, subject, world);
    if (matched === undefined) return true;
    found.add(matched.rule);
    left = diagrams.minus(left, matched.counts);
  }
  return false;
}
