// What the engines that guard a function share: W1's policy in a runtime whose resolvers look into the context. What is
// timed is the guarded function itself; what is checked beforehand is its decision on every input, blocks included.

import { Actra, ActraRuntime } from "../../../dist/index.js";
import { w1 } from "../../workloads/w1.mjs";
import { compiled } from "./compiled.mjs";

const resolvers = { actor: (context) => context.actor, snapshot: (context) => context.snapshot };

export function runtime(options = {}) {
  return new ActraRuntime(compiled(Actra, w1()), { ...resolvers, ...options });
}

/** The effect of a call of the guarded function. */
export function effectOf(guarded) {
  return async (input) => {
    try {
      return await guarded(input);
    } catch (error) {
      if (error.decision === undefined) throw error;
      return error.decision.effect;
    }
  };
}
