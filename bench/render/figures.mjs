// Results → figures. A result is a job with its samples, by the name of what was measured:
// { group, measure, workload?, size?, engine?, name?, note?, package?, checked?, notRun?, samples: { nanoseconds: [ … ] } }

import { median } from "../median.mjs";

/** Three digits. */
export const shown = (value) => value.toLocaleString("en", { maximumSignificantDigits: 3 });

/** The median of one figure of the result with these properties; `undefined` where there is none. */
export function figureOf(results, wanted, figure = "nanoseconds") {
  const isIt = (result) => Object.entries(wanted).every(([key, value]) => result[key] === value);
  const samples = results.find(isIt)?.samples[figure];
  return samples && median(samples);
}

export const rangeOf = (samples) => `${shown(Math.min(...samples))} – ${shown(Math.max(...samples))}`;

/** Nanoseconds in the unit that is easiest to read. */
export function duration(nanoseconds) {
  if (nanoseconds < 1e3) return `${shown(nanoseconds)} ns`;
  if (nanoseconds < 1e6) return `${shown(nanoseconds / 1e3)} µs`;
  return `${shown(nanoseconds / 1e6)} ms`;
}
