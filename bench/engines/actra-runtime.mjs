// What the engines that guard a function share: W1's policy in a runtime whose resolvers look into the context.

import { Actra, ActraRuntime } from "../../dist/index.js";
import { refunds } from "./actra.mjs";

export const packageName = "actra";

const resolvers = { actor: (context) => context.actor, snapshot: (context) => context.snapshot };

export function runtime(options = {}) {
  return new ActraRuntime(Actra.compile(refunds), { ...resolvers, ...options });
}

/** What a call came to: it ran, or the effect that stopped it. */
export function effectOf(error) {
  if (error.decision === undefined) throw error;
  return error.decision.effect;
}
