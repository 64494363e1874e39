import { decisionCounters } from "../../dist/index.js";
import { runtime } from "./actra-runtime.mjs";
import { refund } from "./bare-function.mjs";

export { packageName } from "./actra-runtime.mjs";
export const name = "audit, one counter observer";
export const isAsync = true;
export const note =
  "`decisionCounters` hears of each decision and of how each call ended; the function always runs, so the effect is what the last event said.";

export function prepare() {
  let effect = "";
  const counters = decisionCounters();
  const observe = (event) => {
    effect = event.decision.effect;
    counters(event);
  };
  const guarded = runtime({ observers: [observe] }).audit("refund", refund);
  return async (input) => {
    await guarded.call(input, input.action);
    return effect;
  };
}
