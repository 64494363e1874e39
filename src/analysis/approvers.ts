import type { Decision } from "../language/decision.ts";
import { type Diagram, NONE } from "./core/diagrams.ts";
import type { JudgedRule } from "./core/judged.ts";
import type { Subject } from "./core/subject.ts";
import type { World } from "./core/world.ts";

// Who is asked for an approval.

/** Where one of the rules with this approval has a say: under `first_match` none does behind the first that is certain. */
export function askedFor(
  kind: string,
  within: Diagram,
  rules: readonly JudgedRule[],
  { settings }: Subject,
  world: World,
): Diagram {
  const { diagrams } = world;
  const isFirstMatch = settings.resolution === "first_match";
  let open = within;
  let asking: Diagram = NONE;
  for (const each of rules) {
    if (approvalOf(each).includes(kind)) asking = diagrams.or(asking, diagrams.and(open, each.counts));
    if (isFirstMatch) open = diagrams.minus(open, each.certain);
  }
  return asking;
}

export function approvalOf({ rule }: JudgedRule): string[] {
  return rule.approval === undefined ? [] : [JSON.stringify(rule.approval)];
}

/** Whom a decision asks, whichever rules do. */
export function asked({ approvals = [] }: Decision): string {
  const kinds = new Set(approvals.map(({ rule: _, ...approval }) => JSON.stringify(approval)));
  return JSON.stringify([...kinds].sort());
}
