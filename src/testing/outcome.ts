import type { ActraInputError } from "../errors.ts";
import type { PolicyInput } from "../language/policy-types.ts";
import type { Policy } from "../policy/policy.ts";
import type { Outcome } from "./report.ts";

/** The decision on an input, or the input error as data. Whatever else is thrown is no outcome. */
export function outcomeOf(policy: Policy, input: unknown): Outcome {
  try {
    return policy.evaluate(input as PolicyInput);
  } catch (error) {
    if (!isInputError(error)) throw error;
    const { code, path, expected, received } = error;
    return Object.freeze({ error: Object.freeze({ code, path, expected, received }) });
  }
}

/** By its name: `actra` and `actra/testing` may have been loaded in two formats, each with a class of its own. */
export function isInputError(error: unknown): error is ActraInputError {
  return error instanceof Error && error.name === "ActraInputError";
}
