import { cut, printable } from "../language/printable.ts";
import type { BoundaryRow } from "./boundary-table.ts";
import type { BoundaryChange, BoundaryDifference } from "./compare-snapshot.ts";

const MOST = 50;
const LONGEST = 200;

/** What is decided otherwise than a snapshot says, for people; empty where nothing is. */
export function renderBoundaryDifference({ changes, added, removed }: BoundaryDifference): string {
  const shown = changes.slice(0, MOST).map(changeText);
  const lines = [
    ...shown,
    changes.length > MOST && `${changes.length - MOST} more changes`,
    added + removed > 0 && `${added} inputs are new, ${removed} are gone`,
  ];
  return lines.filter((line) => line !== false).join("\n");
}

function changeText({ action, columns, before, after }: BoundaryChange): string {
  const values = columns.flatMap((path, column) => {
    const value = before.values[column];
    return value === undefined ? [] : `${path}: ${JSON.stringify(value)}`;
  });
  const input = cut(printable(values.join(", ")), LONGEST);
  return `${printable(action)} ${input}\n  - ${by(before)}\n  + ${by(after)}`;
}

function by({ outcome, rule }: BoundaryRow): string {
  return `${printable(outcome)} by ${rule === "" ? "the default" : printable(rule)}`;
}
