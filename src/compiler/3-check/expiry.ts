import { parseDate, parseDatetime } from "../../language/datetime.ts";

// When a rule stops being valid. The day `2030-01-31` is over at its end, in UTC; an instant is over when it comes.

const DAY = 86_400_000;

/** The first instant, in milliseconds since 1970, at which a rule with this `expires` has expired. */
export function expiryOf(text: string): number | undefined {
  const start = isDay(text) ? parseDate(text) : undefined;
  return start === undefined ? parseDatetime(text) : start + DAY;
}

/** The instant to which expiries are compared: a day is meant from its start. Anything may be given. */
export function instantOf(asOf: unknown): number | undefined {
  if (typeof asOf === "string") return isDay(asOf) ? parseDate(asOf) : parseDatetime(asOf);
  try {
    const time = Date.prototype.getTime.call(asOf);
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}

function isDay(text: string): boolean {
  return text.length === "2030-01-31".length;
}
