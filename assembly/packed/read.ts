// Input as msgpack → the frame, for what is ordinary and in order. It promises that what it takes, the host's own reading
// (src/machine/read.ts) takes to the same values and states; whatever else there may be in the bytes, it gives up.

import { count, firstBytes, isSame, isUnicode, lastKey, leave, number, open, readList, readMap, readNumber, readText, readTimestamp, skip, skipEntry } from "./msgpack";
import { inSorted, sort } from "../operators/list";
import { bytesOf, lengthOf } from "../operators/text";
import { Kind, Record, SlotState } from "../shared/layout";
import { Packed, Step, Takes, Word, Words } from "../shared/packed";

let frame: usize = 0;
let words: usize = 0;
let end: usize = 0;
/** The number of the reading under way. */
let reading: u32 = 0;
/** Where the items of the next list go. */
let items: usize = 0;

/**
 * Reads the input at `from`, which ends at `limit` or before. At `room`, a multiple of 8, there are Packed.KeyRoom bytes, then
 * some for a record for each of its bytes and two more. Gives what Packed says.
 */
export function readPacked(from: usize, limit: usize, room: usize, table: usize, slots: usize): i32 {
  frame = slots;
  words = table;
  end = limit;
  items = room + Packed.KeyRoom;
  open(limit, room);
  const word = actionOf(from);
  const action: i32 = word != 0 ? load<i32>(word, Word.Action) - 1 : -1;
  if (action < 0) return Packed.GaveUp;
  const plan: usize = load<u32>(word, Word.Plan);
  if (plan == 0) return Packed.NoPlan - action;
  reading++;
  const steps = plan + 8;
  const last: usize = load<u32>(plan);
  open(limit, room);
  const next = readFields(from, steps, last);
  store<u32>(table, <u32>next, Words.End);
  if (next == 0 || next > limit) return Packed.GaveUp;
  intern(steps, last);
  return (action << Packed.ActionShift) | <i32>lacksRequired(steps, last);
}

/** The word that is the action's type; 0 when there is none. */
function actionOf(input: usize): usize {
  const action = find(input, 0x6e6f69746361a6, 7);
  const type = action != 0 ? find(action, 0x65707974a4, 5) : 0;
  if (type == 0 || readTextRecord(type, items) == 0) return 0;
  return wordAt(words, items);
}

/** Where the value stands that a map has for a key, given as msgpack of up to eight bytes; 0 when there is none. */
function find(map: usize, key: u64, length: u32): usize {
  let at = readMap(map);
  for (let left = count; left > 0 && at != 0; left--) {
    if (firstBytes(load<u64>(at) ^ key, length) == 0) return at + length;
    at = skip(at);
    if (at != 0) at = skip(at);
  }
  return 0;
}

/** The text's entry, or the empty one that it would have. (The table is never full.) */
export function wordAt(table: usize, text: usize): usize {
  const bytes: usize = bytesOf(text);
  const length = lengthOf(text);
  const mask: u32 = load<u32>(table, Words.Mask);
  let hash = hashOf(bytes, length);
  let word = entry(table, hash & mask);
  while (bytesOf(word) != 0 && !isText(word, bytes, length)) word = entry(table, ++hash & mask);
  return word;
}

function hashOf(bytes: usize, length: u32): u32 {
  let hash: u64 = length;
  for (; length > 8; length -= 8) {
    hash = (hash ^ load<u64>(bytes)) * SPREAD;
    hash ^= hash >> 32;
    bytes += 8;
  }
  if (length > 0) hash = (hash ^ firstBytes(load<u64>(bytes), length)) * SPREAD;
  return <u32>(hash >> 32);
}

/** 2^64 divided by the golden ratio, made odd. */
const SPREAD: u64 = 0x9e3779b97f4a7c15;

/** Whether the record of a text has these bytes. */
// @ts-ignore: decorator
@inline
function isText(record: usize, bytes: usize, length: u32): bool {
  return lengthOf(record) == length && isSame(bytesOf(record), bytes, length);
}

function entry(table: usize, place: u32): usize {
  return table + Words.Entries + <usize>place * Word.Size;
}

/** The fields of a map that these steps ask for. Whatever else it has is looked at only for being well-formed. */
function readFields(map: usize, steps: usize, last: usize): usize {
  let at = readMap(map);
  if (at == 0) return 0;
  setMissing(steps, last);
  const before = lastKey;
  for (let left = count; left > 0 && at != 0; left--) {
    const step = stepFor(at, steps, last);
    at = step != 0 ? readField(at + load<u32>(step, Step.KeyLength), step) : skipEntry(at, before);
  }
  leave(before);
  return at;
}

/** Everything that these steps lead to, before any of it has been found. */
function setMissing(steps: usize, last: usize): void {
  while (steps < last) {
    const state: u32 = load<u8>(steps, Step.Missing);
    const next = after(steps);
    for (; steps < next; steps += Step.Size) {
      const slot = load<i32>(steps, Step.Slot);
      if (slot >= 0) store<u32>(frame + slot, state, Record.State);
    }
  }
}

/** Past a step and those inside it. */
// @ts-ignore: decorator
@inline
function after(step: usize): usize {
  return step + Step.Size + load<u32>(step, Step.Inside);
}

/** The step that asks for the key at `at`. */
function stepFor(at: usize, steps: usize, last: usize): usize {
  const first = load<u64>(at);
  for (; steps < last; steps = after(steps)) {
    const key: usize = load<u32>(steps);
    const length: u32 = load<u32>(steps, Step.KeyLength);
    if (firstBytes(load<u64>(key) ^ first, min(length, 8)) == 0 && (length <= 8 || isSame(key, at, length))) return steps;
  }
  return 0;
}

function readField(at: usize, step: usize): usize {
  // A key that comes twice is for the host to refuse.
  if (at >= end || load<u32>(step, Step.Met) == reading) return 0;
  store<u32>(step, reading, Step.Met);
  if (load<u8>(at) == 0xc0) return at + 1;
  const slot = load<i32>(step, Step.Slot);
  const takes: i32 = load<u8>(step, Step.Takes);
  const record = frame + slot;
  if (slot >= 0) store<u32>(record, SlotState.Present, Record.State);
  if (takes == Takes.Object) return readFields(at, step + Step.Size, after(step));
  if (slot < 0) return skip(at);
  return load<u8>(step, Step.List) ? readItems(at, step, record) : readValue(at, step, record);
}

function readItems(at: usize, step: usize, list: usize): usize {
  at = readList(at);
  const length = count;
  // Each item takes a byte at least, so that there is room for those that are there.
  if (at == 0 || at + length > end) return 0;
  let item = items;
  store<u32>(list, <u32>item, Record.ListItems);
  store<u32>(list, length, Record.ListCount);
  store<u32>(list, 0, Record.ListSorted);
  items += <usize>length * Record.Size;
  for (; item < items && at != 0; item += Record.Size) at = at < end ? readValue(at, step, item) : 0;
  return at;
}

/** One scalar into a record. */
function readValue(at: usize, step: usize, record: usize): usize {
  const takes: i32 = load<u8>(step, Step.Takes);
  switch (takes) {
    case Takes.String: return readWord(at, step, record);
    case Takes.Boolean: {
      const truth: u32 = load<u8>(at) - 0xc2;
      store<f64>(record, truth);
      return truth < 2 ? at + 1 : 0;
    }
    case Takes.Number:
    case Takes.Integer: at = readNumber(at); break;
    case Takes.Datetime: at = readTimestamp(at); break;
    default: return 0;
  }
  store<f64>(record, number);
  // Not so of what is no number.
  const isInside = number >= load<f64>(step, Step.Minimum) && number <= load<f64>(step, Step.Maximum);
  if (!isInside || (takes == Takes.Integer && trunc(number) != number)) return 0;
  return isAllowed(record, step, Kind.Number) ? at : 0;
}

function readWord(at: usize, step: usize, record: usize): usize {
  at = readTextRecord(at, record);
  if (at == 0 || lengthOf(record) > load<u32>(step, Step.MaxLength)) return 0;
  if (load<u8>(step, Step.Interned)) return isAllowed(record, step, Kind.Text) ? at : 0;
  const word = wordAt(words, record);
  // What is no word has the handle of none.
  store<f64>(record, load<f64>(word));
  return isAllowed(record, step, Kind.Text) ? at : 0;
}

/** But for its handle. */
function readTextRecord(at: usize, record: usize): usize {
  const text = readText(at);
  if (text == 0 || !isUnicode(text, count)) return 0;
  store<u32>(record, <u32>text, Record.TextBytes);
  store<u32>(record, count, Record.TextLength);
  return text + count;
}

/** Sorting a list that is sorted costs nothing. */
function isAllowed(record: usize, step: usize, kind: u32): bool {
  const list: usize = load<u32>(step, Step.Enum);
  if (list == 0) return true;
  sort(list, kind);
  return inSorted(record, list, kind);
}

/** Gives the texts that have no other number that of the first slot which has an equal one, as the host does. */
function intern(steps: usize, last: usize): void {
  for (let step = steps; step < last; step += Step.Size) {
    if (!isInterned(step)) continue;
    let first = steps;
    while (first < step && !(isInterned(first) && areEqual(first, step))) first += Step.Size;
    store<f64>(recordOf(step), load<u32>(first, Step.Slot) / Record.Size);
  }
}

function isInterned(step: usize): bool {
  return load<u8>(step, Step.Interned) != 0 && load<u32>(recordOf(step), Record.State) == SlotState.Present;
}

function areEqual(one: usize, other: usize): bool {
  const record = recordOf(other);
  return isText(recordOf(one), bytesOf(record), lengthOf(record));
}

function recordOf(step: usize): usize {
  return frame + load<u32>(step, Step.Slot);
}

/** Whether what is required, in all of these steps, is not there. */
function lacksRequired(steps: usize, last: usize): bool {
  for (; steps < last; steps += Step.Size) {
    const slot = load<i32>(steps, Step.Slot);
    if (slot >= 0 && load<u32>(frame + slot, Record.State) == SlotState.MissingRequired) return true;
  }
  return false;
}
