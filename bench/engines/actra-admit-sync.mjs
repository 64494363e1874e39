import { effectOf, runtime } from "./actra/runtime.mjs";
import { refund } from "./bare-function.mjs";

export const packageName = "actra";
export const name = "admitSync";

const guarded = runtime().admitSync("refund", refund);

export const prepare = () => (input) => guarded.call(input, input.action);
export const prepareCheck = () => effectOf(prepare());
