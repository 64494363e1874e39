import { type LoweredRule, lowerCondition } from "../../compiler/4-lower/lower.ts";
import { NONE } from "../core/diagrams.ts";
import { fieldsRead, partsOf } from "../core/key.ts";
import type { LintedWorld } from "./linted.ts";

/** Whether a condition that is written is true of every input that has what it reads. */
export function isAlwaysTrue(rule: LoweredRule, worlds: readonly LintedWorld[]): boolean {
  const condition = lowerCondition(rule.rule.when, false);
  const fields = [...partsOf(condition)].flatMap((part) => [...fieldsRead(part)]);
  const applying = worlds.filter(({ byRule }) => byRule.has(rule));
  if (fields.length === 0 || applying.length === 0) return false;
  return applying.every(({ world, subject }) => {
    const { diagrams, valid } = world;
    const complete = diagrams.and(valid, world.complete(subject, fields));
    const holds = world.where(condition, subject, { missing: false, fault: false });
    return complete !== NONE && diagrams.minus(complete, holds) === NONE;
  });
}
