import { decisionCounters } from "../../dist/index.js";
import { runtime } from "./actra/runtime.mjs";
import { refund } from "./bare-function.mjs";

export const packageName = "actra";
export const name = "audit, one counter observer";
export const isAsync = true;
export const note =
  "`decisionCounters` hears of each decision and of how each call ended. Awaited as `admit` is.";

function guardedBy(observer) {
  const guarded = runtime({ observers: [observer] }).audit("refund", refund);
  return (input) => guarded.call(input, input.action);
}

export const prepare = () => guardedBy(decisionCounters());

/** The function always runs, so the effect is what the events say. */
export function prepareCheck() {
  let effect = "";
  const guarded = guardedBy((event) => {
    effect = event.decision.effect;
  });
  return async (input) => {
    await guarded(input);
    return effect;
  };
}
