// Operators on lists of records. List against list sorts one side in place (the order of items means nothing), so
// that the cost stays at size × its logarithm whoever made the lists.

import { Kind, Record } from "../shared/layout";
import { compareBytes, compareText } from "./text";

// @ts-ignore: decorator
@inline
function itemsOf(list: usize): usize {
  return load<u32>(list, Record.ListItems);
}

// @ts-ignore: decorator
@inline
export function countOf(list: usize): u32 {
  return load<u32>(list, Record.ListCount);
}

export function compare(left: usize, right: usize, kind: u32): i32 {
  if (kind == Kind.Ip) return compareBytes(left, right, 16, false);
  if (kind != Kind.Number) return compareText(left, right, kind == Kind.Folded);
  const a = load<f64>(left);
  const b = load<f64>(right);
  return a < b ? -1 : i32(a > b);
}

/** `item` is in a list that is sorted by `kind`. */
export function inSorted(item: usize, list: usize, kind: u32): bool {
  const items = itemsOf(list);
  let low: i32 = 0;
  let high: i32 = <i32>countOf(list) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compare(item, items + <usize>middle * Record.Size, kind);
    if (order == 0) return true;
    if (order < 0) high = middle - 1;
    else low = middle + 1;
  }
  return false;
}

export function contains(list: usize, item: usize, kind: u32): bool {
  const count = countOf(list);
  let at = itemsOf(list);
  for (let i: u32 = 0; i < count; i++) {
    if (compare(at, item, kind) == 0) return true;
    at += Record.Size;
  }
  return false;
}

/** Some item of `list` is in `other`. */
export function containsAny(list: usize, other: usize, kind: u32): bool {
  return search(list, other, kind, true);
}

/** Every item of `other` is in `list`. */
export function containsAll(list: usize, other: usize, kind: u32): bool {
  return !search(other, list, kind, false);
}

/** Looks in `list` for each of `items`: whether one of them is there, or is not, as `wanted` says. */
function search(items: usize, list: usize, kind: u32, wanted: bool): bool {
  sort(list, kind);
  const count = countOf(items);
  let at = itemsOf(items);
  for (let i: u32 = 0; i < count; i++) {
    if (inSorted(at, list, kind) == wanted) return true;
    at += Record.Size;
  }
  return false;
}

/** Heapsort: no memory, no bad case. A list remembers by what it was sorted; constants come sorted. */
export function sort(list: usize, kind: u32): void {
  if (load<u32>(list, Record.ListSorted) == kind + 1) return;
  const items = itemsOf(list);
  const count = <i32>countOf(list);
  for (let root = (count >> 1) - 1; root >= 0; root--) sink(items, root, count, kind);
  for (let end = count - 1; end > 0; end--) {
    swap(items, items + <usize>end * Record.Size);
    sink(items, 0, end, kind);
  }
  store<u32>(list, kind + 1, Record.ListSorted);
}

function sink(items: usize, start: i32, end: i32, kind: u32): void {
  let root = start;
  for (;;) {
    let child = 2 * root + 1;
    if (child >= end) return;
    let at = items + <usize>child * Record.Size;
    if (child + 1 < end && compare(at, at + Record.Size, kind) < 0) {
      child++;
      at += Record.Size;
    }
    const parent = items + <usize>root * Record.Size;
    if (compare(parent, at, kind) >= 0) return;
    swap(parent, at);
    root = child;
  }
}

function swap(a: usize, b: usize): void {
  for (let i: usize = 0; i < <usize>Record.Size; i += 8) {
    const x = load<u64>(a + i);
    store<u64>(a + i, load<u64>(b + i));
    store<u64>(b + i, x);
  }
}
