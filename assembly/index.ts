// What the host may call. Everything is a number; nothing is imported from the host.

export { allocate, release } from "./memory";
export { readPacked, wordAt } from "./packed";
export { decide, judge } from "./vm";
