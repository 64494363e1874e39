import { DatetimePart } from "../../assembly/shared/layout.ts";
import type { TermType } from "./types.ts";

// Computing with numbers, as the machine does it (assembly/operators/arithmetic.ts): for what is always the same, which a
// compiler computes once.

export const ARITHMETIC_OPERATORS = ["+", "-", "*", "/", "%"] as const;
export type ArithmeticOperator = (typeof ARITHMETIC_OPERATORS)[number];

export type DatetimePartName = keyof typeof DatetimePart;

const PARTS = Object.keys(DatetimePart).filter((key) => !/\d/.test(key)) as readonly DatetimePartName[];

/** `getFullYear`, … */
export const DATETIME_METHODS: readonly string[] = PARTS.map(methodOfPart);

export function methodOfPart(part: DatetimePartName): string {
  return `get${part}`;
}

/** `FullYear` for `getFullYear`. */
export function partOfMethod(method: string): DatetimePartName | undefined {
  return PARTS[DATETIME_METHODS.indexOf(method)];
}

const CALCULATE: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
};

export function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  return CALCULATE[operator](left, right);
}

const MOST: Readonly<Record<TermType, number>> = {
  number: Number.MAX_VALUE,
  integer: Number.MAX_SAFE_INTEGER,
  datetime: 8.64e15,
  duration: Number.MAX_VALUE,
};

/** What is not in the range of its type is a fault. */
export function isInRange(value: number, type: TermType): boolean {
  return Math.abs(value) <= MOST[type];
}

const DAY = 86_400_000;

/** @param time in milliseconds since 1970, of an instant in UTC to which an offset may have been added */
export function partOf(time: number, part: DatetimePartName): number {
  const ofDay = ((time % DAY) + DAY) % DAY;
  const day = (time - ofDay) / DAY;
  // Beyond the range of `Date` by an offset: the calendar repeats every 400 years, of whole weeks.
  const date = new Date((day % 146_097) * DAY);
  const year = date.getUTCFullYear() + 400 * Math.trunc(day / 146_097);
  switch (part) {
    case "FullYear":
      return year;
    case "Month":
      return date.getUTCMonth();
    case "DayOfMonth":
      return date.getUTCDate() - 1;
    case "Date":
      return date.getUTCDate();
    case "DayOfWeek":
      return date.getUTCDay();
    case "DayOfYear":
      return (date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / DAY;
    case "Hours":
      return Math.trunc(ofDay / 3_600_000);
    case "Minutes":
      return Math.trunc(ofDay / 60_000) % 60;
    case "Seconds":
      return Math.trunc(ofDay / 1000) % 60;
    case "Milliseconds":
      return ofDay % 1000;
  }
}

const OFFSET = /^([+-])(\d\d):([0-5]\d)$/;

/** The milliseconds that local time is ahead of UTC: `+02:00`, `UTC`, `Z`. `undefined` for all other zones. */
export function parseOffset(text: string): number | undefined {
  if (text === "UTC" || text === "Z") return 0;
  const [, sign, hours, minutes] = OFFSET.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 23) return undefined;
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000 + 0;
}
