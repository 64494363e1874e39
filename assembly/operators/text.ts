// Operators that look inside strings. A text is UTF-8 bytes; an operator here costs at most the length of both sides.

import { Record } from "../shared/layout";

// @ts-ignore: decorator
@inline
export function bytesOf(record: usize): usize {
  return load<u32>(record, Record.TextBytes);
}

// @ts-ignore: decorator
@inline
export function lengthOf(record: usize): u32 {
  return load<u32>(record, Record.TextLength);
}

/** Bytes but for those that go on with a code point. */
export function codePointsOf(record: usize): u32 {
  const start = bytesOf(record);
  const end = start + lengthOf(record);
  let count: u32 = 0;
  for (let at = start; at < end; at++) if ((load<u8>(at) & 0xc0) != 0x80) count++;
  return count;
}

// @ts-ignore: decorator
@inline
function folded(byte: u32): u32 {
  return byte - 65 < 26 ? byte + 32 : byte;
}

/** Shorter first, then by bytes, with A-Z taken as a-z on both sides if `fold`: an order for searching, of no other meaning. */
export function compareText(left: usize, right: usize, fold: bool): i32 {
  const length = lengthOf(left);
  const other = lengthOf(right);
  if (length != other) return length < other ? -1 : 1;
  return compareBytes(bytesOf(left), bytesOf(right), length, fold);
}

export function compareBytes(left: usize, right: usize, length: u32, fold: bool): i32 {
  for (let i: u32 = 0; i < length; i++) {
    let a: u32 = load<u8>(left + i);
    let b: u32 = load<u8>(right + i);
    if (fold) {
      a = folded(a);
      b = folded(b);
    }
    if (a != b) return a < b ? -1 : 1;
  }
  return 0;
}

export function startsWith(left: usize, right: usize): bool {
  return hasAt(left, 0, right);
}

export function endsWith(left: usize, right: usize): bool {
  return hasAt(left, lengthOf(left) - lengthOf(right), right);
}

/** `at` has wrapped round when `right` is the longer one. */
function hasAt(left: usize, at: u32, right: usize): bool {
  const length = lengthOf(right);
  return length <= lengthOf(left) && compareBytes(bytesOf(left) + at, bytesOf(right), length, false) == 0;
}

export function containsText(left: usize, right: usize): bool {
  const length = lengthOf(right);
  if (length == 0) return true;
  return search(bytesOf(left), lengthOf(left), bytesOf(right), length);
}

/**
 * Two-way string matching (Crochemore and Perrin, 1991): linear time, no memory. UTF-8 is self-synchronizing, so a
 * match of bytes is a match of code points.
 */
function search(text: usize, textLength: i32, word: usize, length: i32): bool {
  const critical = criticalPosition(word, length);
  let shift = foundPeriod;
  let remembered = length - shift - 1;
  if (compareBytes(word, word + shift, critical + 1, false) != 0) {
    shift = max(critical + 1, length - critical - 1) + 1;
    remembered = -1;
  }
  let at = 0;
  let known = -1;
  while (at <= textLength - length) {
    let i = max(critical, known) + 1;
    while (i < length && load<u8>(word + i) == load<u8>(text + at + i)) i++;
    if (i < length) {
      at += i - critical;
      known = -1;
      continue;
    }
    i = critical;
    while (i > known && load<u8>(word + i) == load<u8>(text + at + i)) i--;
    if (i <= known) return true;
    at += shift;
    known = remembered;
  }
  return false;
}

let foundPeriod: i32 = 0;

function criticalPosition(word: usize, length: i32): i32 {
  const ascending = maximalSuffix(word, length, false);
  const ascendingPeriod = foundPeriod;
  const descending = maximalSuffix(word, length, true);
  if (ascending <= descending) return descending;
  foundPeriod = ascendingPeriod;
  return ascending;
}

/** Where the greatest suffix begins, less one; its period goes to `foundPeriod`. */
function maximalSuffix(word: usize, length: i32, reversed: bool): i32 {
  let suffix = -1;
  let candidate = 0;
  let k = 1;
  let period = 1;
  while (candidate + k < length) {
    const a = load<u8>(word + candidate + k);
    const b = load<u8>(word + suffix + k);
    if (a == b) {
      if (k == period) {
        candidate += period;
        k = 1;
      } else k++;
    } else if (reversed ? a > b : a < b) {
      candidate += k;
      k = 1;
      period = candidate - suffix;
    } else {
      suffix = candidate;
      candidate = suffix + 1;
      k = 1;
      period = 1;
    }
  }
  foundPeriod = period;
  return suffix;
}
