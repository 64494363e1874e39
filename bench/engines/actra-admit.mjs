import { effectOf, runtime } from "./actra-runtime.mjs";
import { refund } from "./bare-function.mjs";

export { packageName } from "./actra-runtime.mjs";
export const name = "admit";
export const isAsync = true;
export const note =
  "Each call is awaited before the next; a call of an empty asynchronous function, awaited, is among its figures.";

export function prepare() {
  const guarded = runtime().admit("refund", refund);
  return async (input) => {
    try {
      await guarded.call(input, input.action);
      return "allow";
    } catch (error) {
      return effectOf(error);
    }
  };
}
