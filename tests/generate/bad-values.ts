/** Values that are not of a type, by type; objects that are none; and what is over a limit. */
import type { BaseType } from "../reference/schema.ts";
import type { DraftLeaf } from "./draft.ts";
import { sizeOf } from "./pools.ts";

class Tagged {
  get [Symbol.toStringTag](): string {
    return "Tagged";
  }
}

/** Texts that a parser of datetimes or addresses may take by mistake. */
export const badTexts: Record<"datetime" | "ip", string[]> = {
  datetime: [
    "2024-02-30T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2024-13-01T00:00:00Z",
    "2024-00-01T00:00:00Z",
    "2024-01-00T00:00:00Z",
    "2024-04-31T00:00:00Z",
    "2024-01-01",
    "2024-01-01T00:00:00",
    "2024-01-01T24:00:00Z",
    "2024-01-01T00:60:00Z",
    "2024-01-01T23:59:60Z",
    "2024-01-01T00:00:00.Z",
    "2024-01-01T00:00:00,5Z",
    "2024-01-01T00:00:00+0530",
    "2024-01-01T00:00:00+05:60",
    "2024-01-01T00:00:00+24:00",
    "2024-01-01T00:00Z",
    "2024-01-01 00:00:00Z",
    "2024-1-1T00:00:00Z",
    "+002024-01-01T00:00:00Z",
    "-000001-01-01T00:00:00Z",
    "2024-01-01T00:00:00Z\n",
    " 2024-01-01T00:00:00Z",
    "２０２４-01-01T00:00:00Z",
    "2024-01-01T00:00:00.1२Z",
    "",
  ],
  ip: [
    "1.2.3",
    "01.2.3.4",
    "1.2.3.256",
    "1.2.3.4.5",
    "1.2.3.-4",
    "0x1.2.3.4",
    "1..2.3",
    "1.2.3.4 ",
    "10.0.0.0/8",
    "",
    ":",
    ":::",
    "::g",
    "1::2::3",
    "::1%eth0",
    "[::1]",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7::8",
    "12345::",
    ":1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:",
    "::1:",
    "::1.2.3",
    "1.2.3.4::",
    "::1.2.3.4:5",
    "::ffff:1.2.3.04",
    "1:2:3:4:5:6:7:1.2.3.4",
    "１.2.3.4",
  ],
};

export function badScalars(base: BaseType): unknown[] {
  const never = [{}, [], Symbol("s"), () => 1, new Map()];
  switch (base) {
    case "string":
      return [...never, 1, true, 1n, "\ud800", "a\udc00b", "\udc00\ud800", new String("a"), new Date(0)];
    case "number":
      return [...never, "1", "", NaN, Infinity, -Infinity, 1n, true, new Number(1), new Date(0)];
    case "integer":
      return [...never, "1", 1.5, NaN, Infinity, 2 ** 53, -(2 ** 53), 1e300, 2n ** 53n, -(2n ** 70n), false];
    case "boolean":
      return [...never, "true", 0, 1, 1n, new Boolean(true)];
    case "datetime":
      return [...never, 0, true, 1n, new Date(NaN), Object.create(Date.prototype), ""];
    case "ip":
      return [...never, 0, true, 1n, ""];
  }
}

export function badObjects(): unknown[] {
  const things = [
    [],
    [{}],
    () => 1,
    new Date(0),
    new Map(),
    new Set(),
    Promise.resolve(),
    /x/,
    new Error("e"),
  ];
  return [
    ...things,
    "x",
    "",
    0,
    1,
    false,
    true,
    1n,
    Symbol("s"),
    new String("x"),
    new Number(1),
    new Tagged(),
  ];
}

/** Of the type, but not in the enum or out of the range. */
export function outside({ base, enum: members, minimum, maximum, max_length }: DraftLeaf): unknown[] {
  if (members !== undefined) return base === "string" ? [`${members[0]}~`, "~"] : [12345, -12345];
  if (max_length !== undefined) return ["x".repeat(max_length + 1), "😀".repeat(max_length + 1)];
  const beyond = (bound: number | string, step: number) =>
    base === "datetime" ? new Date(sizeOf(bound) + step) : sizeOf(bound) + step;
  const below = minimum === undefined ? [] : [beyond(minimum, -1)];
  const above = maximum === undefined ? [] : [beyond(maximum, 1)];
  return [...below, ...above];
}

const mebibyte = 1024 * 1024;

/** The last one has lone surrogates, which are looked for after the size. */
export const longTexts = [
  "a".repeat(mebibyte + 1),
  "é".repeat(mebibyte / 2 + 1),
  "\ud800".repeat(mebibyte + 1),
];
export const longLists: unknown[][] = [new Array(10_001).fill("a"), new Array(10_001)];
