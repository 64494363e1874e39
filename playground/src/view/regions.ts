import type { Axis, Surface } from "../engine/protocol.ts";

// The cells of a surface as few rectangles, and where in them there is room for words.

/** From 0 to 1 on both axes. */
export interface Region {
  readonly outcome: number;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** Cells of one outcome together: side by side in a row, then rows that have the same stretch. */
export function regionsOf({ x, y, cells }: Surface): Region[] {
  const done: Region[] = [];
  let open = new Map<string, Region>();
  rowsOf(y).forEach(({ from: y0, to: y1 }, row) => {
    const next = new Map<string, Region>();
    for (const { outcome, x0, x1 } of runsOf(
      x,
      cells.slice(row * x.cells.length, (row + 1) * x.cells.length),
    )) {
      const key = `${outcome} ${x0} ${x1}`;
      next.set(key, { outcome, x0, x1, y0: open.get(key)?.y0 ?? y0, y1 });
      open.delete(key);
    }
    done.push(...open.values());
    open = next;
  });
  return [...done, ...open.values()];
}

function rowsOf(axis: Axis | undefined): readonly { from: number; to: number }[] {
  return axis?.cells ?? [{ from: 0, to: 1 }];
}

function runsOf({ cells }: Axis, outcomes: readonly number[]) {
  const runs: { outcome: number; x0: number; x1: number }[] = [];
  outcomes.forEach((outcome, i) => {
    const { from, to } = cells[i]!;
    const last = runs.at(-1);
    if (last?.outcome === outcome) last.x1 = to;
    else runs.push({ outcome, x0: from, x1: to });
  });
  return runs;
}

/**
 * For each outcome the largest rectangle of its cells alone. Row by row, with how far down each column goes without
 * another outcome; in each row a stack of columns that go further down than those before them.
 */
export function roomiest({ x, y, cells, outcomes }: Surface): Region[] {
  return outcomes.flatMap((_, outcome) => {
    const bottoms = x.cells.map(() => Number.NaN);
    let best: Region | undefined;
    rowsOf(y).forEach(({ from: y0, to: y1 }, row) => {
      x.cells.forEach((_cell, column) => {
        const isOwn = cells[row * x.cells.length + column] === outcome;
        bottoms[column] = isOwn ? (Number.isNaN(bottoms[column]!) ? y0 : bottoms[column]!) : Number.NaN;
      });
      best = larger(best, largestUnder(x, bottoms, y1, outcome));
    });
    return best ?? [];
  });
}

function largestUnder(
  { cells }: Axis,
  bottoms: readonly number[],
  y1: number,
  outcome: number,
): Region | undefined {
  const stack: { x0: number; y0: number }[] = [];
  let best: Region | undefined;
  for (let column = 0; column <= bottoms.length; column++) {
    const y0 = bottoms[column] ?? Number.NaN;
    let x0 = cells[column]?.from ?? 1;
    const isLower = () => stack.length > 0 && (Number.isNaN(y0) || stack.at(-1)!.y0 < y0);
    while (isLower()) {
      const over = stack.pop()!;
      best = larger(best, { outcome, x0: over.x0, x1: cells[column]?.from ?? 1, y0: over.y0, y1 });
      x0 = over.x0;
    }
    if (!Number.isNaN(y0) && stack.at(-1)?.y0 !== y0) stack.push({ x0, y0 });
  }
  return best;
}

function larger(one: Region | undefined, other: Region | undefined): Region | undefined {
  return areaOf(other) > areaOf(one) ? other : one;
}

function areaOf(region: Region | undefined): number {
  return region ? (region.x1 - region.x0) * (region.y1 - region.y0) : 0;
}
