// msgpack, one value at a time. What is not well-formed, or out of the ordinary, ends the reading: then the host looks at the
// bytes with all care. Each function gives the address after what it read, or 0; none goes by what lies behind `end`,
// though it may look at a few bytes there, which are the machine's own.

import { compareBytes } from "./operators/text";

/** Of the input. */
let end: usize = 0;
/** How many bytes, items or entries the head said that was read last. */
export let count: i32 = 0;
/** What `readNumber` has read. */
export let number: f64 = 0;

/** Lists inside one another. Each open map has a key, so that their number is bounded too. */
const DEEPEST: i32 = 32;
/** In all open maps. What it costs to compare each with all before it stays small beside the rest. */
const MOST_KEYS: i32 = 128;
const SAFE: u64 = 9007199254740991;

/** The keys met in the maps that are open: address and length of each. */
const keys: usize = memory.data(MOST_KEYS * 8, 8);
/** Behind the last of them. A map sets it back when it ends. */
export let lastKey: usize = 0;
let depth: i32 = 0;

export function open(limit: usize): void {
  end = limit;
  lastKey = keys;
  depth = 0;
}

/** The big-endian number of 1, 2, 4 or 8 bytes. */
function unsigned(at: usize, width: u32): u64 {
  return bswap<u64>(load<u64>(at)) >> (64 - 8 * width);
}

/** Of a container or text: its head, of which the short form begins with `short` and the long ones with `long`. */
function head(at: usize, short: u32, mask: u32, long: u32): usize {
  const first: u32 = load<u8>(at);
  if ((first & ~mask) == short) {
    count = first & mask;
    return at + 1;
  }
  if (first - long > 1) return 0;
  // Texts have a form of one byte, containers begin with that of two.
  const width: u32 = (mask == 31 ? 1 : 2) << (first - long);
  if (width > 2) return 0;
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
  const first: u32 = load<u8>(at);
  const value = at + 1;
  if (first < 0x80 || first >= 0xe0) {
    number = <f64>load<i8>(at);
    return value;
  }
  if (first - 0xca > 9) return 0;
  if (first < 0xcc) {
    if (first == 0xca) number = <f64>reinterpret<f32>(bswap<u32>(load<u32>(value)));
    else number = reinterpret<f64>(bswap<u64>(load<u64>(value)));
    return value + (first == 0xca ? 4 : 8);
  }
  const width: u32 = 1 << (first & 3);
  let whole = unsigned(value, width);
  if (first >= 0xd0) {
    const shift: u64 = 64 - 8 * width;
    whole = (<i64>(whole << shift)) >> shift;
  }
  // What is beyond is another kind of number to the host.
  if (whole + SAFE > 2 * SAFE || (first == 0xcf && whole > SAFE)) return 0;
  number = <f64>(<i64>whole);
  return value + width;
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

/** Ends a map. */
export function leave(before: usize): void {
  lastKey = before;
}

/** Whether the map, whose keys begin at `before`, may have this one too: none has one twice. */
export function isNewKey(before: usize, key: usize, length: u32): bool {
  for (let at = before; at < lastKey; at += 8) {
    if (load<u32>(at, 4) == length && compareBytes(load<u32>(at), key, length, false) == 0) return false;
  }
  if (lastKey == keys + MOST_KEYS * 8) return false;
  store<u32>(lastKey, <u32>key);
  store<u32>(lastKey, length, 4);
  lastKey += 8;
  return true;
}

/** Past a value that nobody asks for. */
export function skip(at: usize): usize {
  if (at >= end) return 0;
  const first: u32 = load<u8>(at);
  let next = readNumber(at);
  if (next != 0) return next;
  // What is no number may still be written like one.
  if (first == 0xcf || first == 0xd3) return at + 9;
  if (first == 0xc0 || (first | 1) == 0xc3) return at + 1;
  next = readText(at);
  if (next != 0) return isUnicode(next, count) ? next + count : 0;
  next = readMap(at);
  if (next != 0) return skipMap(next);
  next = readList(at);
  return next != 0 ? skipList(next) : readTimestamp(at);
}

function skipMap(at: usize): usize {
  const before = lastKey;
  for (let left = count; left > 0 && at != 0; left--) {
    const key = readText(at);
    if (key == 0 || !isNewKey(before, key, count) || !isUnicode(key, count)) return 0;
    at = skip(key + count);
  }
  leave(before);
  return at;
}

function skipList(at: usize): usize {
  if (++depth > DEEPEST) return 0;
  for (let left = count; left > 0 && at != 0; left--) at = skip(at);
  depth--;
  return at;
}

/** Whether so many bytes are UTF-8. */
export function isUnicode(at: usize, length: u32): bool {
  const after = at + length;
  while (at + 8 <= after && (load<u64>(at) & 0x8080808080808080) == 0) at += 8;
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
