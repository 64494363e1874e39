// What the host may call. Everything is a number; nothing is imported from the host.

export { allocate, release } from "./memory";
export { decide, judge } from "./vm";
