import type { Lowered, LoweredRule } from "../../compiler/4-lower/lower.ts";
import { NONE } from "../core/diagrams.ts";
import { isImpossible, type LintedWorld } from "./linted.ts";

/** Whether the rule's condition is true of no input at all. */
export function isContradictory(rule: LoweredRule, worlds: readonly LintedWorld[]): boolean {
  const judged = worlds.flatMap((linted) => {
    const found = linted.byRule.get(rule);
    return found ? [{ linted, found }] : [];
  });
  return judged.length > 0 && judged.every(({ linted, found }) => isImpossible(found.certain, linted));
}

/** The parts of a condition, all of which have to hold, that already exclude each other. */
export function conflictOf(rule: LoweredRule, worlds: readonly LintedWorld[]): readonly Lowered[] {
  const { condition } = rule;
  if (condition.kind !== "all") return [];
  const applying = worlds.filter(({ byRule }) => byRule.has(rule));
  const excludes = (parts: readonly Lowered[]) =>
    applying.every(({ world, subject }) => {
      const known = { missing: false, fault: false };
      const sets = parts.map((part) => world.where(part, subject, known));
      return world.diagrams.and(world.valid, world.diagrams.all(sets)) === NONE;
    });
  let kept: readonly Lowered[] = condition.parts;
  for (const part of condition.parts) {
    const others = kept.filter((other) => other !== part);
    if (others.length > 0 && excludes(others)) kept = others;
  }
  return kept;
}
