import type { Scalar } from "../../language/model.ts";
import { hexOf } from "./addresses.ts";
import type { Cell, Spec } from "./cell.ts";
import { numbersBetween } from "./numbers.ts";
import { textsIn } from "./texts.ts";

/** So many different values of the cell that a field may hold, or all of them where there are fewer. */
export function membersOf(cell: Cell, spec: Spec, count: number): readonly Scalar[] {
  const members: Scalar[] = [];
  for (const value of valuesOf(cell, spec)) {
    if (isAllowed(value, spec)) members.push(value);
    if (members.length >= count || isBeyond(value, spec)) break;
  }
  return members;
}

function* valuesOf(cell: Cell, { type, maxLength }: Spec): Generator<Scalar> {
  switch (cell.kind) {
    case "value":
      yield cell.value;
      return;
    case "between":
      yield* numbersBetween(cell.low, cell.high, type);
      return;
    case "addresses":
      for (let address = cell.low; address <= cell.high; address++) yield hexOf(address);
      return;
    case "texts":
      yield* textsIn(cell, maxLength);
  }
}

/** Cells are cut at the bounds of fields and at the values of enums, so a cell is inside or outside as a whole. */
function isBeyond(value: Scalar, { maxLength: _, ...spec }: Spec): boolean {
  return !isAllowed(value, spec);
}

export function isAllowed(value: Scalar, spec: Spec): boolean {
  if (spec.type === "integer" && !Number.isSafeInteger(value)) return false;
  if (spec.type === "datetime" && !(Number.isInteger(value) && Math.abs(value as number) <= 8.64e15))
    return false;
  if (spec.enum !== undefined && !spec.enum.some((allowed) => same(allowed, value))) return false;
  if (spec.minimum !== undefined && (value as number) < spec.minimum) return false;
  if (spec.maximum !== undefined && (value as number) > spec.maximum) return false;
  return spec.maxLength === undefined || [...String(value)].length <= spec.maxLength;
}

function same(a: Scalar, b: Scalar): boolean {
  return a === b || (a === 0 && b === 0);
}
