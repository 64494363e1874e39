// Datetimes as text, for literals and for values alike: `YYYY-MM-DD(T|t)hh:mm:ss[.digits](Z|z|±hh:mm)`, a real
// calendar date, years 0000 to 9999. `Date.parse` is not asked: it takes more forms, and rolls over on February 30.

const DATETIME =
  /^(.{10})t([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d+)?(?:z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i;
const DATE = /^(\d{4})-(\d\d)-(\d\d)/;

/** Milliseconds since 1970; digits after the third are dropped. `undefined` when the text is no datetime. Never throws. */
export function parseDatetime(text: string): number | undefined {
  const parts = DATETIME.exec(text);
  const day = parts === null ? undefined : parseDate(text);
  if (day === undefined) return undefined;
  const [, , hour, minute, second, fraction = "", sign, ahead, aheadMinutes] = parts!;
  const offset = sign === undefined ? 0 : Number(`${sign}60`) * Number(ahead) + Number(sign + aheadMinutes);
  const seconds = (Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second);
  return day + seconds * 1000 + Number(fraction.slice(1, 4).padEnd(3, "0"));
}

/** The first moment, in UTC, of the date `YYYY-MM-DD` with which the text begins, in milliseconds since 1970. */
export function parseDate(text: string): number | undefined {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (day === undefined) return undefined;
  const date = new Date(0);
  // `Date.UTC` reads the years 0 to 99 as 1900 to 1999.
  const time = date.setUTCFullYear(year!, month! - 1, day);
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day ? time : undefined;
}
