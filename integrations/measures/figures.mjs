// Times, in milliseconds → what is said of them.

import { median } from "../../bench/median.mjs";

export function figures(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const p99 = sorted[Math.min(sorted.length - 1, Math.floor(0.99 * sorted.length))];
  return { median_ms: round(median(sorted)), p99_ms: round(p99) };
}

/** To a thousandth. */
export function round(value) {
  return Math.round(value * 1000) / 1000;
}

/** The time that it takes. */
export async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
