// Datetimes as text, for literals and for values alike: `YYYY-MM-DD(T|t)hh:mm:ss[.digits](Z|z|±hh:mm)`, a real
// calendar date, years 0000 to 9999. `Date.parse` is not asked: it takes more forms, and rolls over on February 30.

const MS_PER_DAY = 86_400_000;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Milliseconds since 1970; digits after the third are dropped. `undefined` when the text is no datetime. Never throws. */
export function parseDatetime(text: string): number | undefined {
  if ((text.charCodeAt(10) | 32) !== 0x74 || text[13] !== ":" || text[16] !== ":") return undefined;
  const day = parseDate(text);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  if (day === undefined || !(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  const zoneStart = fractionEnd(text, 19);
  const offset = offsetMinutes(text, zoneStart);
  if (offset === undefined) return undefined;
  return day + ((hour * 60 + minute - offset) * 60 + second) * 1000 + milliseconds(text, zoneStart);
}

/** The first moment, in UTC, of the date `YYYY-MM-DD` with which the text begins, in milliseconds since 1970. */
export function parseDate(text: string): number | undefined {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (text[4] !== "-" || text[7] !== "-" || !(year >= 0 && month >= 1 && month <= 12 && day >= 1))
    return undefined;
  return day <= daysInMonth(year, month) ? daysSince1970(year, month, day) * MS_PER_DAY : undefined;
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : DAYS_IN_MONTH[month - 1]!;
}

/** Counts years from March, so that the leap day is a year's last. `Date.UTC` reads the years 0 to 99 as 1900 to 1999. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const monthFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return y * 365 + leapDays + Math.floor((monthFromMarch * 153 + 2) / 5) + day - 719_469;
}

/** The number that these decimal digits write, or `NaN`. */
function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Where the zone begins. A point without a digit is no fraction, and so no zone either. */
function fractionEnd(text: string, point: number): number {
  if (text[point] !== ".") return point;
  let end = point + 1;
  while (digits(text, end, 1) >= 0) end++;
  return end === point + 1 ? point : end;
}

function milliseconds(text: string, zoneStart: number): number {
  return zoneStart === 19 ? 0 : Number(text.slice(20, Math.min(23, zoneStart)).padEnd(3, "0"));
}

/** `Z`, `z` or `±hh:mm`, and nothing after it. */
function offsetMinutes(text: string, start: number): number | undefined {
  if ((text.charCodeAt(start) | 32) === 0x7a) return text.length === start + 1 ? 0 : undefined;
  const sign = text[start];
  if ((sign !== "+" && sign !== "-") || text[start + 3] !== ":" || text.length !== start + 6)
    return undefined;
  const hours = digits(text, start + 1, 2);
  const minutes = digits(text, start + 4, 2);
  if (!(hours <= 23 && minutes <= 59)) return undefined;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes);
}
