import { leaveOut } from "./constructs.ts";
import type { Case } from "./suite.ts";
import { type InputValue, inputValue } from "./values.ts";

/** What a case has to come to: a value, or an error, which the suite describes in words that are not always the same. */
export type Expectation = InputValue | "error";

export function expectationOf({ test }: Case): Expectation {
  const { resultMatcher: matcher } = test;
  switch (matcher.case) {
    case "value":
      return inputValue(matcher.value);
    // A case that says nothing has to be true.
    case undefined:
      return { type: "boolean", value: true };
    case "evalError":
      return "error";
    default:
      return leaveOut("type");
  }
}
