// What the workloads share: where random values come from and how an input is born.

export const inputCount = 1024;

/** A small seeded generator (mulberry32), so that every engine and every run meets the same inputs. */
export function randomNumbers(seed) {
  let state = seed;
  return function random() {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const integerBetween = (random, low, high) => low + Math.floor(random() * (high - low + 1));

export const oneOf = (random, items) => items[integerBetween(random, 0, items.length - 1)];

/** Inputs as they arrive in a service: parsed, so that no string is the very object that a rule holds. */
export const parsed = (input) => JSON.parse(JSON.stringify(input));
