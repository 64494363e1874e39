/**
 * One value that is there: what it means, or the fault it is (docs/semantics.md, points 3 and 4).
 * Meanings compare with `===`: instants are numbers, addresses 128-bit numbers, −0 is 0.
 */
import { InputFault } from "./answer.ts";
import { instantOf } from "./datetime.ts";
import { addressOf } from "./ip.ts";
import { own } from "./objects.ts";
import type { BaseType, Leaf } from "./schema.ts";

export type Scalar = string | number | boolean | bigint;
export type Value = Scalar | Scalar[];

const maxTextBytes = 1024 * 1024;
const maxItems = 10_000;
const minItemBytes = 24;

const encoder = new TextEncoder();

function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}

/** `undefined` for whatever is not of the type. Literals of a document are read by it, too. */
export function scalarOf(raw: unknown, base: BaseType): Scalar | undefined {
  switch (base) {
    case "string":
      return typeof raw === "string" && raw.isWellFormed() ? raw : undefined;
    case "number":
      return typeof raw === "number" && Number.isFinite(raw) ? raw + 0 : undefined;
    case "integer":
      return integerOf(raw);
    case "boolean":
      return typeof raw === "boolean" ? raw : undefined;
    case "datetime":
      return instantOf(raw);
    case "ip":
      return typeof raw === "string" ? addressOf(raw) : undefined;
  }
}

function integerOf(raw: unknown): number | undefined {
  const number = typeof raw === "bigint" ? Number(raw) : raw;
  return typeof number === "number" && Number.isSafeInteger(number) ? number + 0 : undefined;
}

/** `spend` is told the bytes of each scalar, so that the whole input can be limited. */
export type Spend = (bytes: number, path: string) => void;

export function checkValue(raw: unknown, field: Leaf, path: string, spend: Spend): Value {
  return field.list ? checkList(raw, field, path, spend) : checkScalar(raw, field, path, spend);
}

function checkList(raw: unknown, field: Leaf, path: string, spend: Spend): Scalar[] {
  const list = asArray(raw, path);
  if (list.length > maxItems) throw new InputFault("INPUT_LIMIT", path);
  const items: Scalar[] = [];
  const spendItem: Spend = (bytes, at) => spend(Math.max(bytes, minItemBytes), at);
  for (let index = 0; index < list.length; index++) {
    const itemPath = `${path}[${index}]`;
    items.push(checkScalar(own(list.items, String(index), itemPath), field, itemPath, spendItem));
  }
  return items;
}

export function asArray(raw: unknown, path: string): { items: object; length: number } {
  try {
    if (Array.isArray(raw)) return { items: raw, length: raw.length };
  } catch {
    throw new InputFault("INPUT_ACCESS", path);
  }
  throw new InputFault("INPUT_TYPE", path);
}

function checkScalar(raw: unknown, field: Leaf, path: string, spend: Spend): Scalar {
  const bytes = typeof raw === "string" ? utf8Bytes(raw) : 8;
  if (acceptsText(field.base) && typeof raw === "string" && bytes > maxTextBytes)
    throw new InputFault("INPUT_LIMIT", path);
  const value = scalarOf(raw, field.base);
  if (value === undefined) throw new InputFault("INPUT_TYPE", path);
  spend(bytes, path);
  if (field.enum && !field.enum.some((member) => scalarOf(member, field.base) === value))
    throw new InputFault("INPUT_ENUM", path);
  if (!inRange(value, field)) throw new InputFault("INPUT_RANGE", path);
  return value;
}

function acceptsText(base: BaseType): boolean {
  return base === "string" || base === "datetime" || base === "ip";
}

function inRange(value: Scalar, field: Leaf): boolean {
  // A bound of an integer may have a fraction.
  const base = field.base === "integer" ? "number" : field.base;
  const bound = (raw: unknown) => scalarOf(raw, base) as number;
  if (field.minimum !== undefined && (value as number) < bound(field.minimum)) return false;
  if (field.maximum !== undefined && (value as number) > bound(field.maximum)) return false;
  return field.maxLength === undefined || [...(value as string)].length <= field.maxLength;
}
