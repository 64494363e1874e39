import type { Policy } from "../policy/policy.ts";
import { type BoundaryRow, type BoundaryTable, decided } from "./boundary-table.ts";

/** An input of the snapshot that is decided otherwise now. */
export interface BoundaryChange {
  readonly action: string;
  readonly columns: readonly string[];
  readonly before: BoundaryRow;
  readonly after: BoundaryRow;
}

export interface BoundaryDifference {
  /** Those of which the outcome changed first. */
  readonly changes: readonly BoundaryChange[];
  /** Inputs that only the tables of now have, and only the snapshot: limits have moved, or fields and actions came and went. */
  readonly added: number;
  readonly removed: number;
}

/** The inputs of a snapshot, decided again: so a limit that moved shows as the decisions that it changes. */
export function compareSnapshot(
  snapshot: readonly BoundaryTable[],
  tables: readonly BoundaryTable[],
  policy: Policy,
): BoundaryDifference {
  const changes = snapshot.flatMap((table) => changesOf(table, policy));
  const isOutcome = ({ before, after }: BoundaryChange) => (before.outcome === after.outcome ? 1 : 0);
  const [old, now] = [keysOf(snapshot), keysOf(tables)];
  return {
    changes: changes.toSorted((a, b) => isOutcome(a) - isOutcome(b)),
    added: [...now].filter((key) => !old.has(key)).length,
    removed: [...old].filter((key) => !now.has(key)).length,
  };
}

function changesOf({ action, columns, rows }: BoundaryTable, policy: Policy): BoundaryChange[] {
  return rows.flatMap((before) => {
    const after = { values: before.values, ...decided(policy, action, columns, before.values) };
    return before.outcome === after.outcome && before.rule === after.rule
      ? []
      : { action, columns, before, after };
  });
}

function keysOf(tables: readonly BoundaryTable[]): ReadonlySet<string> {
  return new Set(
    tables.flatMap(({ action, columns, rows }) =>
      rows.map(({ values }) => JSON.stringify([action, columns, values.map((value) => value ?? null)])),
    ),
  );
}
