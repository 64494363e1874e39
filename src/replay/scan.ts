import { EFFECTS, type Effect } from "../language/types.ts";

// Over a msgpack stream without unpacking it: where each map ends, and the effect of the `decision` in it.

export interface PackedRecord {
  readonly start: number;
  readonly end: number;
  /** Whether what was decided on stands in it as such, not in a `context`. */
  readonly isInput: boolean;
  readonly hasDecision: boolean;
  readonly effect: Effect | undefined;
}

const encoder = new TextEncoder();
const KEYS = {
  decision: encoder.encode("decision"),
  action: encoder.encode("action"),
  effect: encoder.encode("effect"),
};
/** Those of events: what has one of them, or what may be one, is looked at as a whole. */
const OF_EVENTS = ["context", "outcome", "dropped"].map((key) => encoder.encode(key));
const EFFECT_BYTES = EFFECTS.map((effect) => encoder.encode(effect));

const INCOMPLETE = -1;
const BROKEN = -2;

/** The map that begins there; `broken` for what is none. */
export function scanRecord(bytes: Uint8Array, start: number): PackedRecord | "incomplete" | "broken" {
  if (start >= bytes.length) return "incomplete";
  const head = mapHead(bytes, start);
  if (head === undefined) return "broken";
  if (head.at > bytes.length) return "incomplete";
  let { at } = head;
  let [hasAction, isEvent, hasDecision] = [false, false, false];
  let effect: Effect | undefined;
  for (let i = 0; i < head.length; i++) {
    const key = at;
    at = skip(bytes, key);
    if (at < 0) return at === INCOMPLETE ? "incomplete" : "broken";
    const value = at;
    at = skip(bytes, value);
    if (at < 0) return at === INCOMPLETE ? "incomplete" : "broken";
    if (isText(bytes, key, KEYS.action)) hasAction = true;
    else if (isText(bytes, key, KEYS.decision)) [hasDecision, effect] = [true, effectOf(bytes, value)];
    else if (!isShort(bytes[key]!) || OF_EVENTS.some((name) => isText(bytes, key, name))) isEvent = true;
  }
  return { start, end: at, isInput: hasAction && !isEvent, hasDecision, effect };
}

function mapHead(
  bytes: Uint8Array,
  at: number,
): { readonly length: number; readonly at: number } | undefined {
  const head = bytes[at]!;
  if (head >= 0x80 && head < 0x90) return { length: head & 15, at: at + 1 };
  if (head === 0xde) return { length: number(bytes, at + 1, 2), at: at + 3 };
  if (head === 0xdf) return { length: number(bytes, at + 1, 4), at: at + 5 };
  return undefined;
}

/** That of a map of few keys with `effect` in it. */
function effectOf(bytes: Uint8Array, start: number): Effect | undefined {
  const head = mapHead(bytes, start);
  if (head === undefined) return undefined;
  let { at } = head;
  for (let i = 0; i < head.length; i++) {
    const value = skip(bytes, at);
    if (isText(bytes, at, KEYS.effect)) {
      const place = EFFECT_BYTES.findIndex((name) => isText(bytes, value, name));
      return EFFECTS[place];
    }
    at = skip(bytes, value);
  }
  return undefined;
}

/** A text in the shortest form that there is. A key in another one may be any of those, so the event is unpacked. */
function isShort(head: number): boolean {
  return head >= 0xa0 && head < 0xc0;
}

/** In its shortest form, as packers write it. */
function isText(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  if (bytes[at] !== 0xa0 + text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + 1 + i] !== text[i]) return false;
  return true;
}

/** Where the value ends that begins there. No recursion: what is read may be nested without end. */
function skip(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let left = 1; left > 0; left--) {
    if (at >= bytes.length) return INCOMPLETE;
    const head = bytes[at]!;
    if (head < 0x80 || head >= 0xe0) at += 1;
    else if (head < 0x90) {
      left += 2 * (head & 15);
      at += 1;
    } else if (head < 0xa0) {
      left += head & 15;
      at += 1;
    } else if (head < 0xc0) at += 1 + (head & 31);
    else {
      const [size, length, values] = LONG[head - 0xc0]!;
      if (size < 0) return BROKEN;
      const counted = length > 0 ? number(bytes, at + 1, length) : 0;
      if (counted < 0) return INCOMPLETE;
      left += values * counted;
      at += 1 + length + size + (values === 0 ? counted : 0);
    }
  }
  return at > bytes.length ? INCOMPLETE : at;
}

/** For the heads from 0xc0: bytes of the value, bytes of its length, and how many values each of that length is. */
const LONG: readonly (readonly [size: number, length: number, values: number])[] = [
  ...[
    [0, 0, 0],
    [-1, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ],
  ...[
    [0, 1, 0],
    [0, 2, 0],
    [0, 4, 0],
  ],
  ...[
    [1, 1, 0],
    [1, 2, 0],
    [1, 4, 0],
  ],
  ...[
    [4, 0, 0],
    [8, 0, 0],
  ],
  ...[
    [1, 0, 0],
    [2, 0, 0],
    [4, 0, 0],
    [8, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [4, 0, 0],
    [8, 0, 0],
  ],
  ...[
    [2, 0, 0],
    [3, 0, 0],
    [5, 0, 0],
    [9, 0, 0],
    [17, 0, 0],
  ],
  ...[
    [0, 1, 0],
    [0, 2, 0],
    [0, 4, 0],
  ],
  ...[
    [0, 2, 1],
    [0, 4, 1],
  ],
  ...[
    [0, 2, 2],
    [0, 4, 2],
  ],
] as unknown as readonly (readonly [number, number, number])[];

/** Negative where it is cut off. */
function number(bytes: Uint8Array, at: number, length: number): number {
  if (at + length > bytes.length) return INCOMPLETE;
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + bytes[at + i]!;
  return value;
}
