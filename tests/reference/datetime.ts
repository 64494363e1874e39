/** Instants, in milliseconds since 1970, from the text form of language.md §2 or a valid `Date`. */

const form =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$/;

export function instantOf(raw: unknown): number | undefined {
  return typeof raw === "string" ? instantOfText(raw) : instantOfDate(raw);
}

/** The method itself tells a `Date` of any realm from everything else. */
function instantOfDate(raw: unknown): number | undefined {
  try {
    const instant = Date.prototype.getTime.call(raw);
    return Number.isNaN(instant) ? undefined : instant;
  } catch {
    return undefined;
  }
}

function instantOfText(text: string): number | undefined {
  const parts = form.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = offsetMinutes(parts[8], Number(parts[9] ?? 0), Number(parts[10] ?? 0));
  if (offset === undefined) return undefined;
  const milliseconds = Number((parts[7] ?? "").padEnd(3, "0").slice(0, 3));
  const minutes = (daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offset;
  return (minutes * 60 + second) * 1000 + milliseconds;
}

function offsetMinutes(sign: string | undefined, hours: number, minutes: number): number | undefined {
  if (hours > 23 || minutes > 59) return undefined;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  return [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

function daysSince1970(year: number, month: number, day: number): number {
  let days = daysBefore(year) - daysBefore(1970) + day - 1;
  for (let m = 1; m < month; m++) days += daysInMonth(year, m);
  return days;
}

/** From the start of year 0, which is a leap year, to the start of this one. */
function daysBefore(year: number): number {
  return 365 * year + Math.ceil(year / 4) - Math.ceil(year / 100) + Math.ceil(year / 400);
}
