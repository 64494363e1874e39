import type { Decider } from "../machine/decide.ts";

// What is behind each policy, for what is built on policies. Not on the class, which the runtime need not carry.

export const deciders = new WeakMap<object, Decider>();
