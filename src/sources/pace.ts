import { LONGEST, type Timing } from "./options.ts";
import { ActraSourceError } from "./source-error.ts";

// How long to wait before the origin is asked again. Chance keeps many processes from asking at the same time.

const FIRST_BACK_OFF = 1000;

/** @param failures how many in a row @param error the last of them */
export function delayAfter(
  failures: number,
  error: unknown,
  { intervalMs, maxBackOffMs }: Timing,
  random: () => number = Math.random,
): number {
  if (failures === 0) return Math.min(intervalMs * (0.9 + 0.2 * random()), LONGEST);
  const first = Math.min(FIRST_BACK_OFF, intervalMs);
  const longest = Math.min(maxBackOffMs, first * 2 ** Math.min(failures - 1, 30));
  const wanted = error instanceof ActraSourceError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(longest * (0.5 + 0.5 * random()), Math.min(wanted, maxBackOffMs));
}
