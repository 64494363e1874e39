/**
 * A complete deterministic automaton over any symbols: a symbol leads to the same state as all others of its column,
 * from `state` to `next[state * width + column]`. Two states are there in every table, even where nothing leads to them.
 */
export interface Table {
  readonly start: number;
  readonly width: number;
  readonly next: ArrayLike<number>;
  /** 1 for each state in which the input may end. */
  readonly accepting: ArrayLike<number>;
}

/** As it is kept. */
export interface PackedTable extends Table {
  readonly next: Uint16Array;
  readonly accepting: Uint8Array;
}

/** From here nothing is accepted, whatever follows. */
export const REJECT = 0;

/** From here everything is accepted, whatever follows. */
export const ACCEPT = 1;

/** Makes equal columns one. `columns` has the new one of each; they are numbered as they first occur. */
export function mergeColumns(table: Table): { table: PackedTable; columns: readonly number[] } {
  const numbers = new Map<string, number>();
  const firsts: number[] = [];
  const columns = Array.from({ length: table.width }, (_, column) => {
    const content = contentOf(table, column);
    if (!numbers.has(content)) numbers.set(content, firsts.push(column) - 1);
    return numbers.get(content)!;
  });
  const width = firsts.length;
  const next = new Uint16Array(table.accepting.length * width);
  for (let i = 0; i < next.length; i++)
    next[i] = table.next[Math.floor(i / width) * table.width + firsts[i % width]!]!;
  const accepting = Uint8Array.from(table.accepting);
  return { table: { start: table.start, width, next, accepting }, columns };
}

function contentOf({ next, width }: Table, column: number): string {
  let content = "";
  for (let place = column; place < next.length; place += width) content += String.fromCharCode(next[place]!);
  return content;
}
