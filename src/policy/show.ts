import { cut } from "../language/printable.ts";
import type { ShownScalar, ShownValue } from "./explanation.ts";

// Values as explanations show them: plain, short, and never a sensitive one.

export const LONGEST_TEXT = 200;
const MOST_ITEMS = 20;

export const REDACTED = "[redacted]";

/** A value that passed the checks of its field. */
export function show(value: unknown): ShownValue {
  return Array.isArray(value) ? showList(value) : showScalar(value);
}

function showList(values: readonly unknown[]): readonly ShownScalar[] {
  const shown = values.slice(0, MOST_ITEMS).map(showScalar);
  return values.length > MOST_ITEMS ? [...shown, `… ${values.length - MOST_ITEMS} more`] : shown;
}

function showScalar(value: unknown): ShownScalar {
  if (typeof value === "number" || typeof value === "boolean") return value;
  return cut(String(value), LONGEST_TEXT);
}
