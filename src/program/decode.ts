import { readFile } from "./file.ts";
import { unpack } from "./unpack.ts";

/** What a file holds before anybody has looked at it: any value at all. */
export interface DecodedFile {
  readonly content: unknown;
}

/**
 * The bytes of a `.actra` file → its content, of which nothing is known yet: the verifier is next. Bytes in the content
 * are views on a copy of the whole file, so that their offset is their place in it.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`
 */
export function decodeProgram(bytes: Uint8Array): DecodedFile {
  // Whoever holds the bytes must not change the program after it has been verified. (`slice` of a Node buffer is no copy.)
  return { content: unpack(readFile(new Uint8Array(bytes))) };
}
