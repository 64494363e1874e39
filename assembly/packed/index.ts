// What the host may call to have packed inputs read: a module of its own, on the memory of the machine. It has nothing in memory
// but what the host gives it addresses of, and keeps nothing from one call to the next but the number of readings.

export { readPacked, wordAt } from "./read";
