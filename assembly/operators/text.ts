// Operators that look inside strings. A text is UTF-8 bytes; an operator here costs at most the length of both sides.

import { Record } from "../shared/layout";

// @ts-ignore: decorator
@inline
function bytesOf(record: usize): usize {
  return load<u32>(record, Record.TextBytes);
}

// @ts-ignore: decorator
@inline
export function lengthOf(record: usize): u32 {
  return load<u32>(record, Record.TextLength);
}

// @ts-ignore: decorator
@inline
function folded(byte: u32): u32 {
  return byte - 65 < 26 ? byte + 32 : byte;
}

/** Shorter first, then by bytes: an order for searching, of no other meaning. */
export function compareText(left: usize, right: usize): i32 {
  const a = lengthOf(left);
  const b = lengthOf(right);
  if (a != b) return a < b ? -1 : 1;
  return memory.compare(bytesOf(left), bytesOf(right), a);
}

/** As `compareText`, with A-Z taken as a-z on both sides. */
export function compareFolded(left: usize, right: usize): i32 {
  const length = lengthOf(left);
  const other = lengthOf(right);
  if (length != other) return length < other ? -1 : 1;
  const a = bytesOf(left);
  const b = bytesOf(right);
  for (let i: u32 = 0; i < length; i++) {
    const x = folded(load<u8>(a + i));
    const y = folded(load<u8>(b + i));
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

export function startsWith(left: usize, right: usize): bool {
  const length = lengthOf(right);
  return length <= lengthOf(left) && memory.compare(bytesOf(left), bytesOf(right), length) == 0;
}

export function endsWith(left: usize, right: usize): bool {
  const length = lengthOf(right);
  const whole = lengthOf(left);
  return length <= whole && memory.compare(bytesOf(left) + (whole - length), bytesOf(right), length) == 0;
}

export function containsText(left: usize, right: usize): bool {
  const length = lengthOf(right);
  if (length > lengthOf(left)) return false;
  if (length == 0) return true;
  return search(bytesOf(left), lengthOf(left), bytesOf(right), length);
}

/**
 * Two-way string matching (Crochemore and Perrin, 1991): linear time, no memory. UTF-8 is self-synchronizing, so a
 * match of bytes is a match of code points.
 */
function search(text: usize, textLength: i32, word: usize, wordLength: i32): bool {
  const critical = criticalPosition(word, wordLength);
  const period = foundPeriod;
  return memory.compare(word, word + period, critical + 1) == 0
    ? searchPeriodic(text, textLength, word, wordLength, critical, period)
    : searchPlain(text, textLength, word, wordLength, critical);
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

function searchPeriodic(text: usize, textLength: i32, word: usize, length: i32, critical: i32, period: i32): bool {
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
    at += period;
    known = length - period - 1;
  }
  return false;
}

function searchPlain(text: usize, textLength: i32, word: usize, length: i32, critical: i32): bool {
  const shift = max(critical + 1, length - critical - 1) + 1;
  let at = 0;
  while (at <= textLength - length) {
    let i = critical + 1;
    while (i < length && load<u8>(word + i) == load<u8>(text + at + i)) i++;
    if (i < length) {
      at += i - critical;
      continue;
    }
    i = critical;
    while (i >= 0 && load<u8>(word + i) == load<u8>(text + at + i)) i--;
    if (i < 0) return true;
    at += shift;
  }
  return false;
}
