import { ActraError } from "../errors.ts";

// In place of `disk.ts` where there are no files: browsers and edge runtimes.

export async function disk(): Promise<never> {
  throw new ActraError("UNAVAILABLE", "there are no files here: give the documents as text");
}
