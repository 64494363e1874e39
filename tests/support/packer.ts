/** msgpack in all the forms that a value may be written in, drawn at random; and by hand what no packer writes. */
import type { Random } from "../generate/random.ts";

type Bytes = readonly number[];

/**
 * What msgpack can say, and inputs may hold. Maps are written in any order of their keys, with others that nobody asks for.
 *
 * @param plainly heads and keys in the shortest form, as packers write them
 */
export function packAnyhow(value: unknown, random: Random, plainly = random.chance(0.85)): Bytes {
  if (value === null) return [0xc0];
  if (typeof value === "boolean") return [value ? 0xc3 : 0xc2];
  if (typeof value === "number") return random.pick(numberForms(value));
  if (typeof value === "bigint") return bigint(value);
  if (typeof value === "string") return mostly(0.9, textForms(value), random);
  if (value instanceof Date) return random.pick(timestampForms(value.getTime()));
  const formOf = (forms: readonly Bytes[]) => mostly(plainly ? 1 : 0.9, forms, random);
  const items = (list: readonly unknown[]) => list.flatMap((it) => packAnyhow(it, random, plainly));
  if (Array.isArray(value)) return [...formOf(headForms(value.length, 0x90, 0xdc)), ...items(value)];
  const others = extras(random).filter(([key]) => !Object.hasOwn(value as object, key));
  const entries = random.shuffled([...Object.entries(value as object), ...others]);
  const parts = entries.flatMap(([key, it]) => [...formOf(textForms(key)), ...items([it])]);
  return [...formOf(headForms(entries.length, 0x80, 0xde)), ...parts];
}

/** The first form, as packers do, and now and then any. */
function mostly(share: number, forms: readonly Bytes[], random: Random): Bytes {
  return random.chance(share) ? forms[0]! : random.pick(forms);
}

/** Keys that no schema of the tests has. */
function extras(random: Random): [string, unknown][] {
  const values = ["é€😀", 7, -7.25, null, true, { a: [1, { b: "c" }], d: {} }, [], new Date(1e12), 2n ** 63n];
  return random
    .some(["~", "__proto__", "constructor", "~".repeat(40), "😀"], random.pick([0, 0, 1, 2]))
    .map((key) => [key, random.pick<unknown>(values)]);
}

export function bigEndian(value: bigint | number, width: number): Bytes {
  return Array.from({ length: width }, (_, i) =>
    Number((BigInt(value) >> BigInt(8 * (width - 1 - i))) & 255n),
  );
}

function float(value: number, width: 4 | 8): Bytes {
  const view = new DataView(new ArrayBuffer(width));
  if (width === 4) view.setFloat32(0, value);
  else view.setFloat64(0, value);
  return [...new Uint8Array(view.buffer)];
}

export function numberForms(value: number): Bytes[] {
  const forms: Bytes[] = [[0xcb, ...float(value, 8)]];
  if (Object.is(Math.fround(value), value) || Number.isNaN(value)) forms.push([0xca, ...float(value, 4)]);
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return forms;
  if (value >= -32 && value < 128) forms.push([value & 0xff]);
  for (const [i, width] of [1, 2, 4, 8].entries()) {
    if (value >= 0 && value < 2 ** (8 * width)) forms.push([0xcc + i, ...bigEndian(value, width)]);
    const half = 2 ** (8 * width - 1);
    if (value >= -half && value < half) forms.push([0xd0 + i, ...bigEndian(value, width)]);
  }
  return forms;
}

function bigint(value: bigint): Bytes {
  return [value < 0n ? 0xd3 : 0xcf, ...bigEndian(value, 8)];
}

/** The shortest first. */
export function textForms(text: string): Bytes[] {
  const bytes = [...new TextEncoder().encode(text)];
  const heads = [
    ...(bytes.length < 32 ? [[0xa0 + bytes.length]] : []),
    ...[1, 2, 4].flatMap((width, i) =>
      bytes.length < 2 ** (8 * width) ? [[0xd9 + i, ...bigEndian(bytes.length, width)]] : [],
    ),
  ];
  return heads.map((head) => [...head, ...bytes]);
}

function headForms(count: number, short: number, long: number): Bytes[] {
  const longs = [2, 4].map((width, i) => [long + i, ...bigEndian(count, width)]);
  return count < 16 ? [[short + count], ...longs] : longs;
}

export function timestampForms(time: number): Bytes[] {
  const seconds = Math.floor(time / 1000);
  const nanoseconds = (time - seconds * 1000) * 1e6 + 999_999;
  const forms: Bytes[] = [[0xc7, 12, 0xff, ...bigEndian(nanoseconds, 4), ...bigEndian(seconds, 8)]];
  if (seconds >= 0 && seconds < 2 ** 34)
    forms.push([0xd7, 0xff, ...bigEndian((BigInt(nanoseconds) << 34n) | BigInt(seconds), 8)]);
  if (time === seconds * 1000 && seconds >= 0 && seconds < 2 ** 32)
    forms.push([0xd6, 0xff, ...bigEndian(seconds, 4)]);
  return forms;
}

/**
 * The same input as msgpack can say it, in plain data, some datetimes as dates; `undefined` when it cannot. What is undefined
 * is left out.
 */
export function sayable(value: unknown, random: Random): { readonly value: unknown } | undefined {
  try {
    return { value: plain(value, random.chance(0.8)) };
  } catch {
    return undefined;
  }
}

const DATETIME = /^\d{4}-\d\d-\d\dT/;

function plain(value: unknown, dates: boolean): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "string" && value.isWellFormed()) {
    const isDate = dates && DATETIME.test(value) && !Number.isNaN(Date.parse(value));
    return isDate ? new Date(value) : value;
  }
  if (typeof value === "bigint" && BigInt.asIntN(64, value) === value)
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value !== "object") throw new TypeError("nothing for msgpack");
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Date.prototype && !Number.isNaN((value as Date).getTime()))
    return new Date(value as Date);
  if (prototype === Array.prototype) return Array.from(value as unknown[], (it) => plain(it ?? null, dates));
  if (prototype !== Object.prototype) throw new TypeError("nothing for msgpack");
  const said = Object.entries(value).filter(([, it]) => it !== undefined);
  return Object.fromEntries(said.map(([key, it]) => [key, plain(it, dates)]));
}
