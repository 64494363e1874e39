import type { Assignment } from "./input.ts";
import { shown } from "./written.ts";

/** `action.amount: 1000, actor.role: support` */
export function shownWhen(when: Assignment): string {
  return [...when].map(([path, value]) => `${path}: ${shown(value)}`).join(", ");
}
