import { effectOf, runtime } from "./actra/runtime.mjs";
import { refund } from "./bare-function.mjs";

export const packageName = "actra";
export const name = "admit";
export const isAsync = true;
export const note = "Each call is awaited before the next, and that is among its figures.";

const guarded = runtime().admit("refund", refund);

export const prepare = () => (input) => guarded.call(input, input.action);
export const prepareCheck = () => effectOf(prepare());
