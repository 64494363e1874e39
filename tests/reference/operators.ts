/** The operators of language.md §3, on operands that are there. */
import { type Cidr, inCidr } from "./ip.ts";
import type { Scalar, Value } from "./value.ts";

export type Right = Value | Cidr[];

function fold(text: Value): string {
  return (text as string).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function list(value: Right): Scalar[] {
  return value as Scalar[];
}

/** Numbers as they are, instants in milliseconds. */
function number(value: Right): number {
  return value as number;
}

function isBetween(value: number, [low, high]: [number, number]): boolean {
  return low <= value && value <= high;
}

function has(left: Value, right: Right): boolean {
  if (typeof left === "string") return left.includes(right as string);
  return list(left).includes(right as Scalar);
}

/** By all that the beginning of the pattern may have taken, in code points. */
function isLike(text: string, pattern: string): boolean {
  const points = [...text];
  let taken = [0];
  for (const [token] of pattern.matchAll(/\\?./gsu)) {
    const wanted = token.replace(/^\\/, "");
    if (token === "*")
      taken = points.concat("").flatMap((_, end) => (end >= Math.min(...taken) ? [end] : []));
    else
      taken = taken
        .filter((end) => end < points.length && (token === "?" || points[end] === wanted))
        .map((end) => end + 1);
  }
  return taken.includes(points.length);
}

const affirmative: Record<string, (left: Value, right: Right) => boolean> = {
  equals: (left, right) => left === right,
  equals_ignoring_case: (left, right) => fold(left) === fold(right as string),
  in_ignoring_case: (left, right) => list(right).map(fold).includes(fold(left)),
  greater_than: (left, right) => number(left) > number(right),
  less_than: (left, right) => number(left) < number(right),
  greater_than_or_equals: (left, right) => number(left) >= number(right),
  less_than_or_equals: (left, right) => number(left) <= number(right),
  between: (left, right) => isBetween(number(left), right as [number, number]),
  in: (left, right) => list(right).includes(left as Scalar),
  contains: has,
  contains_any: (left, right) => list(right).some((item) => list(left).includes(item)),
  contains_all: (left, right) => list(right).every((item) => list(left).includes(item)),
  starts_with: (left, right) => (left as string).startsWith(right as string),
  ends_with: (left, right) => (left as string).endsWith(right as string),
  like: (left, right) => isLike(left as string, right as string),
  matches: (left, right) => new RegExp(right as string, "u").test(left as string),
  in_cidr: (left, right) => (right as Cidr[]).some((cidr) => inCidr(left as bigint, cidr)),
  is_empty: (left, right) => ((left as string | Scalar[]).length === 0) === right,
};

export function holds(operator: string, left: Value, right: Right): boolean {
  const negated = operator.startsWith("not_");
  const meaning = affirmative[negated ? operator.slice("not_".length) : operator];
  if (meaning === undefined) throw new Error(`${operator} is outside the reference`);
  return meaning(left, right) !== negated;
}
