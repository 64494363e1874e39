import type { PolicyInput } from "../../language/policy-types.ts";
import { printable } from "../../language/printable.ts";

/** The action's type as it was given, where a decision was possible on it. */
export function subjectOf({ action }: PolicyInput): string {
  const type = (action as { readonly type?: unknown } | null | undefined)?.type;
  return typeof type === "string" ? printable(type) : "the action";
}
