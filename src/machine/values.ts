import { Record as Layout } from "../../assembly/shared/layout.ts";
import { ActraInputError, type InputErrorCode } from "../errors.ts";
import { parseDatetime } from "../language/datetime.ts";
import { parseIp } from "../language/ip.ts";
import type { InputLimits } from "../language/limits.ts";
import { describe, expectedItem, expectedList } from "./describe.ts";
import { ownItem } from "./own.ts";
import type { ReadStep, ValuePlan } from "./plan.ts";
import type { StagedItem, Staging } from "./staging.ts";
import { textRoom } from "./write.ts";

// Values of fields: checked against their declaration, put into the form that the machine compares (docs/semantics.md,
// 3 and 4). Everything here is about one present value; whether it is there is own.ts and read.ts.

/** What checking needs to know of the program. */
export interface ValueContext {
  readonly limits: InputLimits;
  /** Literal → handle. */
  readonly handles: ReadonlyMap<string, number>;
  /** Handle → the literal's length in UTF-8. */
  readonly literalBytes: readonly number[];
}

/** Checks the value of a field and stages it. */
export function stageValue(
  value: unknown,
  step: ReadStep,
  plan: ValuePlan,
  staging: Staging,
  context: ValueContext,
): void {
  const before = staging.left;
  if (plan.list) stageList(value, step, plan, staging, context);
  else stageScalar(value, step, plan, staging, context);
  if (step.enforced) return;
  staging.auditBytes += before - staging.left;
  staging.left = before;
}

function stageScalar(
  value: unknown,
  step: ReadStep,
  plan: ValuePlan,
  staging: Staging,
  context: ValueContext,
): void {
  const { slot, path } = step;
  if (staging.given !== undefined) staging.given[slot] = plain(value);
  switch (plan.type) {
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) throw wrongType(value, path, plan);
      staging.numbers[slot] = value;
      break;
    case "boolean":
      if (typeof value !== "boolean") throw wrongType(value, path, plan);
      staging.numbers[slot] = value ? 1 : 0;
      break;
    case "string": {
      if (typeof value !== "string") throw wrongType(value, path, plan);
      const handle = context.handles.get(value);
      staging.numbers[slot] = handle === undefined ? 0 : handle;
      return stageString(value, step, plan, staging, context);
    }
    default: {
      const converted = convert(value, path, plan);
      if (typeof converted === "number") staging.numbers[slot] = converted;
      else staging.values[slot] = converted;
    }
  }
  take(8, step, plan, staging, context);
  if (plan.constraints !== undefined) checkConstraints(staging.numbers[slot]!, path, plan);
}

function stageString(
  value: string,
  step: ReadStep,
  plan: ValuePlan,
  staging: Staging,
  context: ValueContext,
): void {
  const bytes = checkText(value, step.path, plan, context);
  take(bytes, step, plan, staging, context);
  if (plan.constraints !== undefined) checkConstraints(value, step.path, plan);
  if (!plan.text) return;
  staging.values[step.slot] = value;
  staging.heap += textRoom(bytes);
}

function stageList(
  value: unknown,
  step: ReadStep,
  plan: ValuePlan,
  staging: Staging,
  context: ValueContext,
): void {
  const length = listLength(value, step.path, plan);
  if (length > context.limits.listItems) {
    throw failure("INPUT_LIMIT", step.path, `at most ${context.limits.listItems} items`, `${length} items`);
  }
  const items: StagedItem[] = [];
  const given: unknown[] = [];
  for (let i = 0; i < length; i++) {
    const item = ownItem(value as unknown[], i, `${step.path}[${i}]`, plan.sensitive);
    items.push(stageItem(item, i, step, plan, staging, context));
    if (staging.given !== undefined) given.push(plain(item));
  }
  if (staging.given !== undefined) staging.given[step.slot] = given;
  staging.values[step.slot] = items;
  staging.heap += items.length * Layout.Size;
}

/** Reads the length once; a `Proxy` of an array is an array, and its length is what it says. */
function listLength(value: unknown, path: string, plan: ValuePlan): number {
  let length: unknown;
  try {
    length = Array.isArray(value) ? value.length : undefined;
  } catch (cause) {
    throw failure(
      "INPUT_ACCESS",
      path,
      expectedList(plan),
      "a list whose length threw",
      plan.sensitive ? undefined : cause,
    );
  }
  if (typeof length === "number" && length >= 0) return length;
  throw failure("INPUT_TYPE", path, expectedList(plan), received(value, plan));
}

function stageItem(
  value: unknown,
  index: number,
  step: ReadStep,
  plan: ValuePlan,
  staging: Staging,
  context: ValueContext,
): StagedItem {
  const path = `${step.path}[${index}]`;
  const item = plan.type === "string" && typeof value === "string" ? value : convert(value, path, plan);
  const bytes = typeof item === "string" ? checkText(item, path, plan, context) : 8;
  take(bytes, { path, enforced: step.enforced }, plan, staging, context);
  if (plan.constraints !== undefined && !(item instanceof Uint8Array)) checkConstraints(item, path, plan);
  if (typeof item !== "string") return item;
  if (plan.text) staging.heap += textRoom(bytes);
  return plan.text ? item : (context.handles.get(item) ?? 0);
}

/** Any value of a scalar type but a string. */
function convert(value: unknown, path: string, plan: ValuePlan): number | Uint8Array {
  const converted = CONVERT[plan.type](value);
  if (converted === undefined) throw wrongType(value, path, plan);
  return converted;
}

const CONVERT: Record<ValuePlan["type"], (value: unknown) => number | Uint8Array | undefined> = {
  string: () => undefined,
  number: (value) => (typeof value === "number" && Number.isFinite(value) ? value : undefined),
  boolean: (value) => (typeof value === "boolean" ? Number(value) : undefined),
  integer: (value) => {
    const number = typeof value === "bigint" ? Number(BigInt.asIntN(64, value)) : value;
    const same = typeof value !== "bigint" || BigInt.asIntN(64, value) === value;
    return same && Number.isSafeInteger(number) ? (number as number) : undefined;
  },
  datetime: (value) => (typeof value === "string" ? parseDatetime(value) : dateValue(value)),
  ip: (value) => (typeof value === "string" ? parseIp(value) : undefined),
};

/** A value as explanations may keep it: nothing of the caller's that could still change or run. */
function plain(value: unknown): unknown {
  if (typeof value !== "object") return value;
  const time = dateValue(value);
  return time === undefined ? undefined : new Date(time).toISOString();
}

const getTime = Date.prototype.getTime;

/** The instant of a real, valid `Date`, whatever its prototype or own properties say. */
function dateValue(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    const time = getTime.call(value as Date);
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}

/** The length in UTF-8 of a string that is allowed to be a value. */
function checkText(text: string, path: string, plan: ValuePlan, { limits }: ValueContext): number {
  const bytes = text.length > limits.stringBytes ? Number.POSITIVE_INFINITY : utf8Length(text);
  if (bytes > limits.stringBytes) {
    throw failure(
      "INPUT_LIMIT",
      path,
      `a string of at most ${limits.stringBytes} bytes in UTF-8`,
      "a longer string",
    );
  }
  if (isLoneSurrogate(bytes))
    throw failure("INPUT_TYPE", path, "a well-formed string", "a string with a lone surrogate");
  return bytes;
}

/** Bytes that the string takes in UTF-8; `NaN` when a lone surrogate makes it no Unicode text. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    if ((unit & 0xf800) !== 0xd800) continue;
    if (unit >= 0xdc00 || (text.charCodeAt(i + 1) & 0xfc00) !== 0xdc00) return Number.NaN;
    i++;
  }
  return bytes;
}

function isLoneSurrogate(bytes: number): boolean {
  return Number.isNaN(bytes);
}

/** Counts what is read; values that only audit rules read never use up what enforced rules may read. */
function take(
  bytes: number,
  { path, enforced }: Pick<ReadStep, "path" | "enforced">,
  _plan: ValuePlan,
  staging: Staging,
  { limits }: ValueContext,
): void {
  staging.left -= bytes;
  if (staging.left < (enforced ? 0 : staging.auditBytes)) {
    throw failure("INPUT_LIMIT", path, `at most ${limits.inputBytes} bytes of input in all`, "more");
  }
}

function checkConstraints(value: number | string, path: string, plan: ValuePlan): void {
  const { minimum, maximum, maxLength } = plan.constraints!;
  const reject = (code: InputErrorCode, expected: string) =>
    failure(code, path, expected, received(value, plan));
  if (plan.enum !== undefined && !plan.enum.has(value)) {
    throw reject("INPUT_ENUM", `one of ${[...plan.enum].map((word) => JSON.stringify(word)).join(", ")}`);
  }
  if (minimum !== undefined && (value as number) < minimum)
    throw reject("INPUT_RANGE", `at least ${bound(minimum, plan)}`);
  if (maximum !== undefined && (value as number) > maximum)
    throw reject("INPUT_RANGE", `at most ${bound(maximum, plan)}`);
  if (maxLength !== undefined && codePoints(value as string) > maxLength) {
    throw reject("INPUT_RANGE", `at most ${maxLength} code points`);
  }
}

function bound(value: number, plan: ValuePlan): string {
  return plan.type === "datetime" ? new Date(value).toISOString() : String(value);
}

function codePoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00) count++;
  return count;
}

function wrongType(value: unknown, path: string, plan: ValuePlan): ActraInputError {
  return failure("INPUT_TYPE", path, expectedItem(plan), received(value, plan));
}

function received(value: unknown, plan: ValuePlan): string {
  return plan.sensitive ? "[redacted]" : describe(value);
}

function failure(
  code: InputErrorCode,
  path: string,
  expected: string,
  got: string,
  cause?: unknown,
): ActraInputError {
  return new ActraInputError(code, path, expected, got, cause === undefined ? undefined : { cause });
}
