/** What comes of a call that may meet hostile input: a decision, or an input error that says what it is about. */
import { ActraInputError, type Decision } from "../../src/index.ts";

export type Outcome = Decision | InputFailure;

export interface InputFailure {
  code: string;
  path: string;
}

/** Whatever else is thrown goes on, and fails the test. */
export function outcomeOf(decide: () => Decision): Outcome {
  try {
    return decide();
  } catch (error) {
    return inputFailure(error);
  }
}

/** The error's code and path, when it is an input error with all that one has to say. */
export function inputFailure(error: unknown): InputFailure {
  if (!(error instanceof ActraInputError)) throw error;
  const { code, path, expected, received, message } = error;
  const words = [path, expected, received];
  if (!words.every((word) => typeof word === "string" && word !== "" && message.includes(word)))
    throw new Error(`an input error that does not say enough: ${message}`);
  return { code, path };
}

export function failure(code: string, path: string): InputFailure {
  return { code, path };
}
