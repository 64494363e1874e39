import type { Documents } from "./documents.ts";
import { checkedDocuments } from "./share.ts";

// What was typed, kept with the entry of the browser's history where it was: going back or loading anew brings it back.

/** Characters. Browsers refuse what is much longer, or become slow. */
const LONGEST = 500_000;

export function keepDraft(documents: Documents): void {
  const length = JSON.stringify(documents).length;
  rememberAddress(() => history.replaceState(length > LONGEST ? null : { draft: documents }, ""));
}

/** Browsers refuse changes of the history that come too often, or in some frames; the page does without. */
export function rememberAddress(change: () => void): void {
  try {
    change();
  } catch {
    // The next one may do.
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
