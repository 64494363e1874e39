import type { Documents } from "./documents.ts";
import { checkedDocuments } from "./share.ts";

// What was typed, kept with the entry of the browser's history where it was: going back or loading anew brings it back.

/** Characters. Browsers refuse what is much longer, or become slow. */
const LONGEST = 500_000;

export function keepDraft(documents: Documents): void {
  const length = JSON.stringify(documents).length;
  try {
    history.replaceState(length > LONGEST ? null : { draft: documents }, "");
  } catch {
    // Some count how often it is asked for. The next time may do.
  }
}

export function keptDraft(): Documents | undefined {
  const { draft } = Object(history.state) as { draft?: unknown };
  try {
    return draft === undefined ? undefined : checkedDocuments(draft);
  } catch {
    return undefined;
  }
}
