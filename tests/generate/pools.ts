/**
 * The few values that one case draws its literals, enums and inputs from: few enough that equality,
 * prefixes, containment and case folding really hit. All are written as a document writes them.
 */
import { instantOf } from "../reference/datetime.ts";
import type { BaseType } from "../reference/schema.ts";
import type { Random } from "./random.ts";

export type Plain = string | number | boolean;
export type Pools = Record<BaseType, Plain[]>;

const stems = [
  "abc",
  "aB",
  "refund",
  "É",
  "e\u0301a",
  "straße",
  "İi",
  "ſK\u212a",
  "😀a",
  "a𝒜b",
  "a\u0000",
  "\uffff",
  "aab".repeat(12),
];
const numbers = [-0, 0, 1, -1, 0.1, 0.2, 0.30000000000000004, 1.5, 2, 10, 1e-9, -2.5, 9007199254740991];
const integers = [-0, 0, 1, -1, 2, 3, 10, 100, 9007199254740991, -9007199254740991];
const instants = [
  "1970-01-01T00:00:00Z",
  "1969-12-31T23:59:59.999Z",
  "2024-02-29T12:00:00.5+05:30",
  "2024-02-29T06:30:00.500Z",
  "2024-02-29T06:30:00.501Z",
  "2024-12-31T23:59:59Z",
  "2025-01-01T00:00:00-00:00",
  "2000-02-29t00:00:00z",
  "0099-12-31T23:59:59Z",
  "0000-03-01T00:00:00Z",
  "9999-12-30T12:00:00.999999Z",
];
const addresses = [
  "10.0.0.0",
  "10.0.0.1",
  "10.255.255.255",
  "192.168.1.1",
  "0.0.0.0",
  "255.255.255.255",
  "::ffff:10.0.0.1",
  "::FFFF:c0a8:101",
  "::",
  "::1",
  "::10.0.0.1",
  "2001:db8::1",
  "2001:DB8:0:0:1::0",
  "64:ff9b::10.0.0.1",
  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
];

export const cidrs = [
  "10.0.0.0/8",
  "10.0.0.0/31",
  "10.0.0.1/32",
  "192.168.0.0/16",
  "0.0.0.0/0",
  "128.0.0.0/1",
  "::ffff:10.0.0.0/104",
  "0:0:0:0:0:FFFF:c0a8:100/120",
  "::ffff:0:0/96",
  "::/0",
  "::/80",
  "::1/128",
  "2001:db8::/32",
  "2001:db8::/64",
  "64:ff9b::/96",
];

/** What bounds and pairs are ordered by: the only ordered text is a datetime. */
export function sizeOf(value: Plain): number {
  return typeof value === "string" ? (instantOf(value) ?? 0) : Number(value);
}

export function drawPools(random: Random): Pools {
  return {
    string: drawStrings(random),
    number: random.some(numbers, 6),
    integer: random.some(integers, 6),
    boolean: [true, false],
    datetime: random.some(instants, 5),
    ip: random.some(addresses, 6),
  };
}

/** Two stems with what is like them: other case, a beginning, an end, themselves twice. */
function drawStrings(random: Random): string[] {
  const derived = random.some(stems, 2).flatMap((stem) => {
    const points = [...stem];
    return [
      stem,
      stem.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
      stem.toLowerCase(),
      points[0]!,
      points.slice(1).join(""),
      stem + stem,
    ];
  });
  return [...new Set(["", ...random.some(derived, 7)])];
}
