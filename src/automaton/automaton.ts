import { type CodePointClasses, classAt, classesByLabel } from "./code-point-classes.ts";
import { minimise } from "./hopcroft.ts";
import { ACCEPT, mergeColumns, type PackedTable, REJECT, type Table } from "./table.ts";

/**
 * A set of texts, as the minimal deterministic automaton over code points that accepts them. It is canonical: automata of
 * the same set are deeply equal.
 */
export interface Automaton extends PackedTable {
  /** The columns of the table. */
  readonly classes: CodePointClasses;
}

/** The columns of the table are the classes. */
export function canonical(table: Table, classes: CodePointClasses): Automaton {
  const merged = mergeColumns(minimise(table));
  const labels = classes.classes.map((id) => merged.columns[id]!);
  return { ...merged.table, classes: classesByLabel(classes.starts, labels) };
}

export function accepts({ start, width, next, accepting, classes }: Automaton, text: string): boolean {
  let state = start;
  for (const character of text) state = next[state * width + classAt(classes, character.codePointAt(0)!)]!;
  return accepting[state] === 1;
}

export function isEmpty({ start }: Automaton): boolean {
  return start === REJECT;
}

export function isUniversal({ start }: Automaton): boolean {
  return start === ACCEPT;
}
