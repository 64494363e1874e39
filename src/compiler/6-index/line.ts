import type { Slot } from "../../program/program.ts";

// The numbers that a slot can hold, as a line that is cut at some of them: strings are their handles. Between two cuts that
// are next to each other all numbers are alike to the tests that made the cuts.

/** From its first number on, up to the last before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Whether a rule matches on all of it, whatever the other slots hold. */
  readonly sure: boolean;
}

/** Where on a slot's line one rule can match. */
export interface Line {
  readonly rule: number;
  readonly slot: number;
  readonly spans: readonly Span[];
  /** The spans are single numbers. */
  readonly isSingle: boolean;
}

/** Strings, booleans, integers and datetimes are whole numbers to the machine. */
export function isWhole({ type: { scalar } }: Slot): boolean {
  return scalar !== "number";
}

/** The least number above `value` that the slot can hold. */
export function after(value: number, slot: Slot): number {
  return isWhole(slot) ? Math.floor(value) + 1 : nextDouble(value);
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

function nextDouble(value: number): number {
  // Adding 0 makes +0 of -0.
  double[0] = value + 0;
  bits[0]! += value < 0 ? -1n : 1n;
  return double[0];
}

/** How many of the cuts are not above the number: the number of the piece in which it is, from 0 on. */
export function pieceOf(value: number, cuts: Float64Array): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
