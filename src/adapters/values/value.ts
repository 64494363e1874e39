import { ActraInputError, type InputErrorCode } from "../../errors.ts";
import { parseDatetime } from "../../language/datetime.ts";
import { parseIp } from "../../language/ip.ts";
import type { ValueField } from "../../language/schema.ts";
import type { ScalarType } from "../../language/types.ts";
import { describe, EXPECTED, listed } from "../../machine/describe.ts";

// Whether a value is one of its field, as docs/semantics.md (3) has it.

/** What enums and ranges are of; `undefined` where the value is of another type. */
const COMPARED: Readonly<Record<ScalarType, (value: unknown) => unknown>> = {
  string: (value) => (typeof value === "string" && value.isWellFormed() ? value : undefined),
  number: (value) => (Number.isFinite(value) ? value : undefined),
  integer: (value) => {
    const number = typeof value === "bigint" ? Number(value) : value;
    return Number.isSafeInteger(number) ? number : undefined;
  },
  boolean: (value) => (typeof value === "boolean" ? value : undefined),
  datetime: (value) => (typeof value === "string" ? parseDatetime(value) : timeOf(value)),
  ip: (value) => (typeof value === "string" ? parseIp(value) : undefined),
};

function timeOf(value: unknown): number | undefined {
  const time = value instanceof Date ? value.getTime() : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** @throws ActraInputError */
export function requireValue(value: unknown, field: ValueField, path: string): void {
  const { type, enum: words, minimum, maximum, maxLength } = field;
  const require = (isGood: boolean, code: InputErrorCode, expected: string) => {
    if (isGood) return;
    const received = field.sensitive ? "[redacted]" : describe(value);
    throw new ActraInputError(code, path, expected, received);
  };
  const compared = COMPARED[type](value);
  require(compared !== undefined, "INPUT_TYPE", EXPECTED[type]);
  const number = Number(compared);
  if (words !== undefined)
    require(words.includes(compared as string), "INPUT_ENUM", `one of ${listed(words, JSON.stringify)}`);
  if (minimum !== undefined) require(number >= minimum, "INPUT_RANGE", `at least ${bound(minimum, field)}`);
  if (maximum !== undefined) require(number <= maximum, "INPUT_RANGE", `at most ${bound(maximum, field)}`);
  if (maxLength !== undefined)
    require([...String(compared)].length <= maxLength, "INPUT_RANGE", `at most ${maxLength} code points`);
}

function bound(value: number, { type }: ValueField): number | string {
  return type === "datetime" ? new Date(value).toJSON() : value;
}
