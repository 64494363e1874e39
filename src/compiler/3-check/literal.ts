import { parseDatetime } from "../../language/datetime.ts";
import { parseDuration } from "../../language/duration.ts";
import { parseIp, toHex } from "../../language/ip.ts";
import type { Scalar } from "../../language/model.ts";
import type { OperandScalar } from "../../language/types.ts";
import type { LiteralScalar } from "../2-parse/ast.ts";
import type { Report } from "./context.ts";

// Literals meet the type of the field that they are compared with: text becomes a date or an address.

const WRITTEN_AS = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  datetime: "string",
  ip: "string",
  duration: "string",
} as const satisfies Record<OperandScalar, string>;

/** Whether a literal is written as values of the type are; text need not be a date or an address yet. */
export function isWrittenAs(literal: LiteralScalar, type: OperandScalar): boolean {
  // Text alone is no duration: those have no form outside of expressions.
  const written = literal.type ?? (type === "duration" ? undefined : type);
  return typeof literal.value === WRITTEN_AS[type] && written === type;
}

/** The literal, written as the type is, as a value of the type; `undefined` when it is none, which is reported. */
export function toScalar(literal: LiteralScalar, type: OperandScalar, report: Report): Scalar | undefined {
  if (typeof literal.value === "number") return toNumber(literal.value, type, literal, report);
  if (type === "datetime") return toDatetime(literal, report);
  if (type === "duration") return toDuration(literal, report);
  return type === "ip" ? toAddress(literal, report) : literal.value;
}

/** Whether some integer could be above or below the number: fractions, but nothing that only other numbers reach. */
export function isBesideIntegers(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function toNumber(
  value: number,
  type: OperandScalar,
  { span }: LiteralScalar,
  report: Report,
): number | undefined {
  if (type !== "integer" || isBesideIntegers(value)) return value + 0;
  report({
    code: "unsafe-integer",
    message: `\`${value}\` is beyond every integer`,
    span,
    help: "integers go from -9007199254740991 to 9007199254740991; for larger numbers the field's type is `number`",
  });
  return undefined;
}

function toDatetime({ value, span }: LiteralScalar, report: Report): number | undefined {
  const time = parseDatetime(`${value}`);
  if (time !== undefined) return time;
  report({
    code: "invalid-datetime",
    message: `\`${value}\` is no datetime`,
    span,
    help: "write a date of the calendar, a time and an offset: `2030-01-31T09:00:00Z` or `2030-01-31T10:00:00+01:00`",
  });
  return undefined;
}

function toDuration({ value, span }: LiteralScalar, report: Report): number | undefined {
  const milliseconds = parseDuration(`${value}`);
  if (milliseconds !== undefined) return milliseconds;
  report({
    code: "invalid-duration",
    message: `\`${value}\` is no duration of whole milliseconds`,
    span,
    help: "write numbers with the units `h`, `m`, `s` and `ms`: `1h30m`, `90s`, `250ms`; a day is `24h`",
  });
  return undefined;
}

function toAddress({ value, span }: LiteralScalar, report: Report): string | undefined {
  const address = parseIp(`${value}`);
  if (address !== undefined) return toHex(address);
  report({
    code: "invalid-ip",
    message: `\`${value}\` is no IP address`,
    span,
    help: `${value}`.includes("/")
      ? "a block of addresses is for `in_cidr` and `not_in_cidr`"
      : "write four decimal numbers without leading zeros, such as `10.0.0.1`, or an IPv6 address without a zone",
  });
  return undefined;
}
