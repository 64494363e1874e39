// What the host may call. Everything is a number; nothing is imported from the host.

export { reserve } from "./frame";
export { allocate, extent, release } from "./memory";
export { decide, judge } from "./vm";
