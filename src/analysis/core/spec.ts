import type { Spec } from "../values/cell.ts";

/** What all of these allow; `undefined` when their types have no values in common. */
export function commonSpec(specs: readonly Spec[]): Spec | undefined {
  return specs.reduce<Spec | undefined>((one, other) => one && common(one, other), specs[0]);
}

const BOUNDS = ["type", "minimum", "maximum", "maxLength"] as const;

/** Whether it allows no more than what all have in common. */
export function isNoWider(spec: Spec, shared: Spec): boolean {
  if (!BOUNDS.every((part) => spec[part] === shared[part])) return false;
  if (shared.enum === undefined) return true;
  const values = new Set<unknown>(shared.enum);
  return spec.enum?.every((value) => values.has(value)) === true;
}

function common(one: Spec, other: Spec): Spec | undefined {
  const type = commonType(one.type, other.type);
  if (type === undefined) return undefined;
  const enums = [one.enum, other.enum].filter((values) => values !== undefined);
  const [first, second] = enums;
  const minimum = largest(one.minimum, other.minimum);
  const maximum = smallest(one.maximum, other.maximum);
  const maxLength = smallest(one.maxLength, other.maxLength);
  return {
    type,
    ...(first && { enum: second ? first.filter((value) => second.includes(value)) : first }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(maxLength !== undefined && { maxLength }),
    sensitive: one.sensitive === true || other.sensitive === true,
  };
}

function commonType(one: Spec["type"], other: Spec["type"]): Spec["type"] | undefined {
  if (one === other) return one;
  const isNumeric = [one, other].every((type) => type === "number" || type === "integer");
  return isNumeric ? "integer" : undefined;
}

function largest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function smallest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
