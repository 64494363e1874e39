import { Record as Layout, SlotState } from "../../assembly/shared/layout.ts";
import { ActraInputError, type InputErrorCode } from "../errors.ts";
import { parseDatetime } from "../language/datetime.ts";
import { parseIp } from "../language/ip.ts";
import type { ScalarType } from "../language/types.ts";
import { describe, EXPECTED, listed } from "./describe.ts";
import { accessError, ownItem, pathAt } from "./own.ts";
import type { ItemPlan, ReadStep } from "./plan.ts";
import type { GivenCell, Items, ReadContext, Staging, Value } from "./staging.ts";
import { textRoom, utf8Length } from "./utf8.ts";

// Values of fields: checked against their declaration, put into the form that the machine compares (docs/semantics.md,
// 3 and 4). Everything here is about one present value; whether it is there is own.ts and read.ts.

type Scalar = number | string | Uint8Array;

/** Checks the value of a field and stages it. */
export function stageValue(value: unknown, step: ReadStep, staging: Staging): void {
  const { slot } = step;
  const before = staging.heap;
  const checkedValue = step.list ? checkedItems(value, step, staging) : checked(value, -1, step, staging);
  if (typeof checkedValue === "number") staging.setNumber(slot, checkedValue);
  else if (typeof checkedValue === "string") staging.holdText(step, checkedValue);
  else hold(slot, checkedValue, staging);
  staging.room[slot] = staging.heap - before;
  if (staging.given !== undefined && !step.list) staging.given[slot] = plain(value);
}

/** Counts an item of a list of objects, which takes room however little is read of it. */
export function takeItem(index: number, step: ReadStep, staging: Staging): void {
  take(Layout.Size, index, step, staging);
  staging.heap += step.items!.row.length * Layout.Size;
}

export function hold(slot: number, value: Value, staging: Staging): void {
  staging.values[slot] = value;
  staging.hasValues = true;
}

function checkedItems(value: unknown, step: ReadStep, staging: Staging): Value {
  const count = listLength(value, step, staging.context.limits.listItems);
  const scalars: Scalar[] = [];
  const given: unknown[] = [];
  for (let i = 0; i < count; i++) {
    const item = ownItem(value as unknown[], i, step);
    scalars.push(checked(item, i, step, staging));
    if (staging.given !== undefined) given.push(plain(item));
  }
  if (staging.given !== undefined) staging.given[step.slot] = given;
  staging.heap += count * Layout.Size;
  return step.items === undefined ? scalars : lookedInto(scalars, given, step.items, staging);
}

/** Each item has a row of its own besides. */
function lookedInto(
  scalars: readonly Scalar[],
  given: readonly unknown[],
  { row }: ItemPlan,
  staging: Staging,
): Items {
  const count = scalars.length;
  staging.heap += count * Layout.Size;
  if (staging.given !== undefined)
    staging.given[row[0]!] = given.map((value): GivenCell => ({ state: SlotState.Present, given: value }));
  return { count, scalars, cells: [] };
}

/** Reads the length once; a `Proxy` of an array is an array, and its length is what it says. */
export function listLength(value: unknown, step: ReadStep, most: number): number {
  let length: unknown;
  try {
    length = Array.isArray(value) ? value.length : undefined;
  } catch (cause) {
    throw accessError(step, -1, cause);
  }
  // Half an item would be read, and not be decided on.
  if (typeof length !== "number" || !(length >= 0) || Math.floor(length) !== length)
    throw failure("INPUT_TYPE", step, -1, `a list of ${step.type ?? "objects"}`, received(value, step));
  if (length > most) throw failure("INPUT_LIMIT", step, -1, `at most ${most} items`, `${length} items`);
  return length;
}

/**
 * A scalar in the machine's form: strings by handle where their bytes are not needed.
 *
 * @param index its place in the list that the field is; -1 for the field's own value
 */
function checked(value: unknown, index: number, step: ReadStep, staging: Staging): Scalar {
  const type = step.type!;
  const isText = typeof value === "string" && WRITTEN.includes(type);
  const bytes = isText ? checkText(value, index, step, staging.context) : 8;
  const scalar = CONVERT[type](value);
  if (scalar === undefined) throw wrongType(value, index, step);
  // An item takes a record, however little it says.
  take(index < 0 ? bytes : Math.max(bytes, Layout.Size), index, step, staging);
  checkConstraints(scalar, value, index, step);
  if (typeof scalar !== "string") return scalar;
  if (!step.text) return staging.context.words.handleOf(scalar);
  staging.heap += textRoom(bytes);
  return scalar;
}

function wrongType(value: unknown, index: number, step: ReadStep): ActraInputError {
  return failure("INPUT_TYPE", step, index, EXPECTED[step.type!], received(value, step));
}

/** Types whose values may be texts. */
const WRITTEN: readonly ScalarType[] = ["string", "datetime", "ip"];

/** Values of the wrong type are `undefined`. */
const CONVERT: Record<ScalarType, (value: unknown) => Scalar | undefined> = {
  string: (value) => (typeof value === "string" ? value : undefined),
  number: (value) => (Number.isFinite(value) ? (value as number) : undefined),
  boolean: (value) => (typeof value === "boolean" ? Number(value) : undefined),
  integer: (value) => {
    const number = typeof value === "bigint" ? Number(value) : value;
    return Number.isSafeInteger(number) ? (number as number) : undefined;
  },
  datetime: (value) => (typeof value === "string" ? parseDatetime(value) : dateValue(value)),
  ip: (value) => (typeof value === "string" ? parseIp(value) : undefined),
};

/** A checked value as explanations may keep it: nothing of the caller's that could still change or run. */
function plain(value: unknown): unknown {
  return typeof value === "object" ? new Date(dateValue(value)!).toISOString() : value;
}

const getTime = Date.prototype.getTime;

/** The instant of a real, valid `Date`, whatever its prototype or own properties say. */
function dateValue(value: unknown): number | undefined {
  try {
    const time = getTime.call(value as Date);
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}

/** The length in UTF-8 of a string that is allowed to be a value. */
export function checkText(text: unknown, index: number, step: ReadStep, { limits }: ReadContext): number {
  if (typeof text !== "string") throw wrongType(text, index, step);
  const most = limits.stringBytes;
  // A text has at least as many bytes as units.
  const bytes = text.length > most ? text.length : utf8Length(text);
  if (bytes > most) throw failure("INPUT_LIMIT", step, index, `at most ${most} bytes`, "more");
  if (Number.isNaN(bytes))
    throw failure("INPUT_TYPE", step, index, "a well-formed string", "a lone surrogate");
  return bytes;
}

/** Counts what is read; values that only audit rules read never use up what enforced rules may read. */
function take(bytes: number, index: number, step: ReadStep, staging: Staging): void {
  if (step.enforced) staging.left -= bytes;
  else staging.auditBytes += bytes;
  if (staging.left >= (step.enforced ? 0 : staging.auditBytes)) return;
  const most = staging.context.limits.inputBytes;
  throw failure("INPUT_LIMIT", step, index, `at most ${most} bytes in all`, "more");
}

function checkConstraints(scalar: Scalar, value: unknown, index: number, step: ReadStep): void {
  const { enum: words, minimum, maximum, maxLength } = step;
  const reject = (code: InputErrorCode, expected: string) =>
    failure(code, step, index, expected, received(value, step));
  if (words !== undefined && !words.has(scalar))
    throw reject("INPUT_ENUM", `one of ${listed(words, JSON.stringify)}`);
  if (minimum !== undefined && (scalar as number) < minimum)
    throw reject("INPUT_RANGE", `at least ${bound(minimum, step)}`);
  if (maximum !== undefined && (scalar as number) > maximum)
    throw reject("INPUT_RANGE", `at most ${bound(maximum, step)}`);
  if (maxLength !== undefined && typeof scalar === "string" && codePoints(scalar) > maxLength)
    throw reject("INPUT_RANGE", `at most ${maxLength} code points`);
}

function bound(value: number, { type }: ReadStep): string | number {
  return type === "datetime" ? new Date(value).toJSON() : value;
}

function codePoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00) count++;
  return count;
}

function received(value: unknown, step: ReadStep): string {
  return step.sensitive ? "[redacted]" : describe(value);
}

function failure(
  code: InputErrorCode,
  step: ReadStep,
  index: number,
  expected: string,
  got: string,
): ActraInputError {
  return new ActraInputError(code, pathAt(step, index), expected, got);
}
