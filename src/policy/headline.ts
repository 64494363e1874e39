import { printable } from "../language/printable.ts";
import type { Explanation } from "./explanation.ts";

/** The first line of an explanation's text: what was decided, and by what. */
export function headline({
  action = "the action",
  effect,
  matched_rule,
}: Pick<ExplainedData, "action" | "effect" | "matched_rule">): string {
  const by = matched_rule === "" ? "by default: no rule matched" : `by rule ${matched_rule}`;
  return `${printable(action)} → ${effect} ${by}`;
}

export type ExplainedData = Omit<Explanation, "toString">;
