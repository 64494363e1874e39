import { effectOf, runtime } from "./actra-runtime.mjs";
import { refund } from "./bare-function.mjs";

export { packageName } from "./actra-runtime.mjs";
export const name = "admitSync";

export function prepare() {
  const guarded = runtime().admitSync("refund", refund);
  return (input) => {
    try {
      guarded.call(input, input.action);
      return "allow";
    } catch (error) {
      return effectOf(error);
    }
  };
}
