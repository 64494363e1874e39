import type { Cell, Spec } from "./cell.ts";

// Numbers, integers and moments: each value that a test names is a cell, and so is what lies between two of them.

export function cutNumbers(points: readonly number[]): Cell[] {
  const sorted = [...new Set(points.map((point) => point + 0))].sort((a, b) => a - b);
  const cells: Cell[] = [];
  let low = -Infinity;
  for (const value of sorted) {
    cells.push({ kind: "between", low, high: value }, { kind: "value", value });
    low = value;
  }
  return [...cells, { kind: "between", low, high: Infinity }];
}

const LARGEST: Readonly<Partial<Record<Spec["type"], number>>> = {
  number: Number.MAX_VALUE,
  integer: Number.MAX_SAFE_INTEGER,
  datetime: 8.64e15,
};

/** Whether only whole numbers are of this type; moments are milliseconds. */
export function isWhole(type: Spec["type"]): boolean {
  return type !== "number";
}

/** The values of the type between the two, easy ones first. There may be no end of them. */
export function* numbersBetween(low: number, high: number, type: Spec["type"]): Generator<number> {
  const most = LARGEST[type]!;
  const reach = Math.min(most, Number.MAX_SAFE_INTEGER);
  yield* wholeBetween(low, high, reach);
  if (isWhole(type)) return;
  for (const value of halves(Math.max(low, -most), Math.min(high, most)))
    if (!Number.isInteger(value) || Math.abs(value) > reach) yield value;
  if (high > most && low < most) yield most;
  if (low < -most && high > -most) yield -most;
}

/** Up from a bound below, or from 0; then down, where there is none. */
function* wholeBetween(low: number, high: number, reach: number): Generator<number> {
  const start = low === -Infinity ? Math.min(0, Math.ceil(high) - 1) : Math.floor(low) + 1;
  for (let value = Math.max(start, -reach); value < high && value <= reach; value++)
    if (value > low) yield value + 0;
  if (low > -Infinity) return;
  for (let value = Math.min(start - 1, reach); value >= -reach; value--) if (value < high) yield value + 0;
}

/** Between two numbers, the middle, and the middles of what is left. */
function* halves(low: number, high: number): Generator<number> {
  for (const queue = [[low, high] as const]; queue.length > 0; ) {
    const [from, to] = queue.shift()!;
    const middle = from / 2 + to / 2;
    if (!(middle > from && middle < to)) continue;
    yield middle;
    queue.push([from, middle], [middle, to]);
  }
}

/** Nearest to the bounds: where a sum or a comparison would turn. */
export function edgesOf(low: number, high: number, type: Spec["type"]): number[] {
  const most = LARGEST[type]!;
  const near = [low + 1, high - 1, (Math.max(low, -most) + Math.min(high, most)) / 2, low + 0.5, high - 0.5];
  const fits = (value: number) => value > low && value < high && Math.abs(value) <= most;
  return near.filter((value) => fits(value) && (!isWhole(type) || Number.isInteger(value)));
}
