// msgpack, one value at a time. What is not well-formed, or out of the ordinary, ends the reading: then the host looks at the
// bytes with all care. Each function gives the address after what it read, or 0; none goes by what lies behind `end`,
// though it may look at a few bytes there, which are the machine's own.

import { Packed } from "../shared/packed";

/** Of the input. */
let end: usize = 0;
/** How many bytes, items or entries the head said that was read last. */
export let count: i32 = 0;
/** What `readNumber` has read. */
export let number: f64 = 0;

/** Lists inside one another. Each open map has a key, so that their number is bounded too. */
const DEEPEST: i32 = 32;
const SAFE: u64 = 9007199254740991;

/** Where the keys are that were met in the maps that are open: address and length of each. */
let keys: usize = 0;
/** Behind the last of them. A map sets it back when it ends. */
export let lastKey: usize = 0;
let depth: i32 = 0;

export function open(limit: usize, room: usize): void {
  end = limit;
  keys = room;
  lastKey = keys;
  depth = 0;
}

/** The big-endian number of so many bytes. */
function unsigned(at: usize, width: u32): u64 {
  let whole: u64 = 0;
  for (const after = at + width; at < after; at++) whole = (whole << 8) | load<u8>(at);
  return whole;
}

/** The head of a text or container: in one byte, of which `mask` says how much is the length, … */
function head(at: usize, short: u32, mask: u32, long: u32): usize {
  const first: u32 = load<u8>(at);
  if ((first & ~mask) != short) return longHead(at, first - long, mask == 31 ? 1 : 2);
  count = first & mask;
  return at + 1;
}

/** … or with its length behind it. Texts have a form of one byte for that, containers begin with two. */
function longHead(at: usize, form: u32, least: u32): usize {
  if (form > 2 - least) return 0;
  const width = least << form;
  count = <i32>unsigned(at + 1, width);
  return at + 1 + width;
}

export function readMap(at: usize): usize {
  return head(at, 0x80, 15, 0xde);
}

export function readList(at: usize): usize {
  return head(at, 0x90, 15, 0xdc);
}

/** Where the text begins, all of which is there; it is `count` bytes long. */
export function readText(at: usize): usize {
  const text = head(at, 0xa0, 31, 0xd9);
  return text != 0 && text + count <= end ? text : 0;
}

/** Numbers of all forms, but for whole ones that are not safe. */
export function readNumber(at: usize): usize {
  const first: u32 = load<u8>(at++);
  if (first < 0x80 || first >= 0xe0) {
    number = <f64>(<i8>first);
    return at;
  }
  if (first - 0xca > 9) return 0;
  const width: u32 = first < 0xcc ? 4 << (first & 1) : 1 << (first & 3);
  let whole = unsigned(at, width);
  if (first == 0xca) number = <f64>reinterpret<f32>(<u32>whole);
  else if (first == 0xcb) number = reinterpret<f64>(whole);
  else {
    const shift: u64 = first < 0xd0 ? 0 : 64 - 8 * width;
    whole = (<i64>(whole << shift)) >> shift;
    // What is beyond is another kind of number to the host.
    if (whole + SAFE > 2 * SAFE || (first == 0xcf && whole > SAFE)) return 0;
    number = <f64>(<i64>whole);
  }
  return at + width;
}

const LAST_INSTANT: f64 = 8.64e15;

/** An extension of type −1, in milliseconds: of 4, 8 or 12 bytes. */
export function readTimestamp(at: usize): usize {
  const first: u32 = load<u16>(at);
  if (first == 0xffd6) {
    number = <f64>unsigned(at + 2, 4) * 1000;
    return at + 6;
  }
  const isLong = first == 0x0cc7 && load<u8>(at, 2) == 0xff;
  if (!isLong && first != 0xffd7) return 0;
  const both = unsigned(at + 2, 8);
  const part: u64 = isLong ? unsigned(at + 3, 4) : both >> 34;
  const seconds: i64 = isLong ? <i64>unsigned(at + 7, 8) : <i64>(both & 0x3ffffffff);
  number = <f64>seconds * 1000 + <f64>(part / 1000000);
  if (part > 999999999 || abs(number) > LAST_INSTANT) return 0;
  return at + (isLong ? 15 : 10);
}

/** Whether so many bytes are the same at both. It looks at up to seven more. */
export function isSame(a: usize, b: usize, length: u32): bool {
  for (; length > 8; length -= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
  }
  return length == 0 || firstBytes(load<u64>(a) ^ load<u64>(b), length) == 0;
}

/** Of eight bytes the first ones: one to eight. */
// @ts-ignore: decorator
@inline
export function firstBytes(bytes: u64, length: u32): u64 {
  return bytes << (64 - 8 * length);
}

/** Ends a map. */
export function leave(before: usize): void {
  lastKey = before;
}

/** Whether the map, whose keys begin at `before`, may have this one too: none has one twice. */
function isNewKey(before: usize, key: usize, length: u32): bool {
  for (let at = before; at < lastKey; at += 8) {
    if (load<u32>(at, 4) == length && isSame(load<u32>(at), key, length)) return false;
  }
  if (lastKey == keys + Packed.KeyRoom) return false;
  store<u32>(lastKey, <u32>key);
  store<u32>(lastKey, length, 4);
  lastKey += 8;
  return true;
}

/** Past a value that nobody asks for. */
export function skip(at: usize): usize {
  if (at >= end) return 0;
  const first: u32 = load<u8>(at);
  let next = readText(at);
  if (next != 0) return isUnicode(next, count) ? next + count : 0;
  next = readMap(at);
  if (next != 0) return skipMap(next);
  next = readNumber(at);
  if (next != 0) return next;
  // What is no number of ours may still be written like one.
  if (first == 0xcf || first == 0xd3) return at + 9;
  if (first == 0xc0 || (first | 1) == 0xc3) return at + 1;
  next = readList(at);
  return next != 0 ? skipList(next) : readTimestamp(at);
}

function skipMap(at: usize): usize {
  const before = lastKey;
  for (let left = count; left > 0 && at != 0; left--) at = skipEntry(at, before);
  leave(before);
  return at;
}

/**
 * A key and its value, in a map whose keys begin at `before`. A key that is not written in the shortest form, which could
 * hide that it is one of those asked for, is left to the host.
 */
export function skipEntry(at: usize, before: usize): usize {
  const key = readText(at);
  const length: u32 = count;
  const head = key - at;
  const isShortest = head == 1 || length >= <u32>(head == 2 ? 32 : 256);
  if (key == 0 || !isShortest || !isNewKey(before, key, length) || !isUnicode(key, length)) return 0;
  return skip(key + length);
}

function skipList(at: usize): usize {
  if (++depth > DEEPEST) return 0;
  for (let left = count; left > 0 && at != 0; left--) at = skip(at);
  depth--;
  return at;
}

const NOT_ASCII: u64 = 0x8080808080808080;

/** Whether so many bytes are UTF-8. */
export function isUnicode(at: usize, length: u32): bool {
  const after = at + length;
  for (; at + 8 < after && (load<u64>(at) & NOT_ASCII) == 0; length -= 8) at += 8;
  if (length <= 8 && (firstBytes(load<u64>(at), length) & NOT_ASCII) == 0) return true;
  while (at < after) {
    let code: u32 = load<u8>(at++);
    if (code < 0x80) continue;
    // How many bytes are to come, and the least that needs so many.
    const more = code < 0xe0 ? 1 : code < 0xf0 ? 2 : 3;
    const least: u32 = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
    if (code < 0xc0 || code >= 0xf8 || at + more > after) return false;
    code &= 0x3f >> more;
    for (let i = 0; i < more; i++) {
      const byte: u32 = load<u8>(at++);
      if ((byte & 0xc0) != 0x80) return false;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < least || code > 0x10ffff || code - 0xd800 < 0x800) return false;
  }
  return true;
}
