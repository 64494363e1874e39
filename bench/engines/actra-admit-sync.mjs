import { effectOf, runtime } from "./actra-runtime.mjs";
import { refund } from "./bare-function.mjs";

export { packageName } from "./actra-runtime.mjs";
export const name = "admitSync";

export function prepare() {
  const guarded = runtime().admitSync("refund", refund);
  return (input) => guarded.call(input, input.action);
}

export const prepareCheck = () => effectOf(prepare());
