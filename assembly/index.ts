// What the host may call. Everything is a number; nothing is imported from the host.

export { decide } from "./decide";
export { allocate, release } from "./memory";
export { judge } from "./vm";
