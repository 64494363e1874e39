// Computations: numbers from slots and constants → a scratch slot. What is missing stays missing, and what leaves its range
// is a fault; nothing traps.

import { DatetimePart, Flag, Instruction, Range, Record, SlotState } from "../shared/layout";
import { Opcode } from "../shared/opcode";
import { countOf } from "./list";
import { codePointsOf } from "./text";

const DAY: f64 = 86400000;
const LATEST: f64 = 8640000000000000;
/** Beyond every instant, whatever the offset. */
const BEYOND: f64 = 8640000100000000;
/** Days are counted from so many years before 1970, so that none is negative: whole weeks, and whole rounds of the calendar. */
const BEFORE_YEARS: i32 = 280000;
const BEFORE: i32 = BEFORE_YEARS / 400 * 146097;

/** One instruction. Constants have no state. */
export function compute(at: usize, op: i32, frame: usize): void {
  const flags: u32 = load<u8>(at, Instruction.Flags);
  const into = frame + load<u32>(at, Instruction.Into);
  let left: usize = load<u32>(at, Instruction.Left);
  let right: usize = load<u32>(at, Instruction.Right);
  let state: u32 = SlotState.Present;
  if (!(flags & Flag.LeftIsConstant)) {
    left += frame;
    state = load<u32>(left, Record.State);
  }
  if (flags & Flag.RightIsSlot) {
    right += frame;
    state |= load<u32>(right, Record.State);
  }
  if (state == SlotState.Present) {
    const result = op < Opcode.Negative ? calculate(op, load<f64>(left), load<f64>(right)) : derive(op, left, right, at);
    store<f64>(into, result);
    if (!(abs(result) <= most(flags >> Flag.KindShift))) state = SlotState.Fault;
  }
  store<u32>(into, state, Record.State);
}

/** NaN is within nothing. */
function most(range: u32): f64 {
  if (range == Range.Integer) return f64.MAX_SAFE_INTEGER;
  return range == Range.Datetime ? LATEST : f64.MAX_VALUE;
}

function calculate(op: i32, left: f64, right: f64): f64 {
  switch (op) {
    case Opcode.Add: return left + right;
    case Opcode.Subtract: return left - right;
    case Opcode.Multiply: return left * right;
    case Opcode.Divide: return left / right;
    default: return remainder(left, right);
  }
}

/** By long division, every step of which is exact. (What AssemblyScript has for `%` is twice as long.) */
function remainder(left: f64, right: f64): f64 {
  const divisor = abs(right);
  if (divisor == 0) return NaN;
  let rest = abs(left);
  let part = divisor;
  while (part <= rest * 0.5) part += part;
  for (; part >= divisor; part *= 0.5) if (rest >= part) rest -= part;
  return copysign(rest, left);
}

/** What is found out of one value. */
function derive(op: i32, left: usize, right: usize, at: usize): f64 {
  switch (op) {
    case Opcode.Negative: return -load<f64>(left);
    case Opcode.TextSize: return <f64>codePointsOf(left);
    case Opcode.ListSize: return <f64>countOf(left);
    default: return partOf(load<f64>(left) + load<f64>(right), load<u32>(at, Instruction.Part));
  }
}

/** Of a moment in local time. */
function partOf(time: f64, part: u32): f64 {
  if (!(abs(time) <= BEYOND)) return NaN;
  const day = Math.floor(time / DAY);
  const millisecond = <i32>(time - day * DAY);
  const days = <i32>day + BEFORE;
  switch (part) {
    case DatetimePart.DayOfWeek: return <f64>((days + 4) % 7);
    case DatetimePart.Hours: return <f64>(millisecond / 3600000);
    case DatetimePart.Minutes: return <f64>(millisecond / 60000 % 60);
    case DatetimePart.Seconds: return <f64>(millisecond / 1000 % 60);
    case DatetimePart.Milliseconds: return <f64>(millisecond % 1000);
    default: return <f64>dateOf(days, part);
  }
}

/** The calendar repeats every 400 years of 146,097 days; years begin in March here, so that a leap day is their last. */
function dateOf(days: i32, part: u32): i32 {
  const sinceMarch = days + 719468;
  const era = sinceMarch / 146097;
  const day = sinceMarch - era * 146097;
  const year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  const dayOfYear = day - (365 * year + year / 4 - year / 100);
  const march = (5 * dayOfYear + 2) / 153;
  const month = march < 10 ? march + 2 : march - 10;
  const fullYear = year + era * 400 - BEFORE_YEARS + (month < 2 ? 1 : 0);
  switch (part) {
    case DatetimePart.FullYear: return fullYear;
    case DatetimePart.Month: return month;
    case DatetimePart.DayOfMonth: return dayOfYear - (153 * march + 2) / 5;
    case DatetimePart.Date: return dayOfYear - (153 * march + 2) / 5 + 1;
    default: return month < 2 ? dayOfYear - 306 : dayOfYear + 59 + leapDay(year);
  }
}

/** @param year of the 400 */
function leapDay(year: i32): i32 {
  return year % 4 == 0 && (year % 100 != 0 || year == 0) ? 1 : 0;
}
