import { readBlocks } from "./blocks.ts";
import type { ProgramContent } from "./content.ts";
import { readFile } from "./file.ts";

/**
 * The bytes of a `.actra` file → its content, of which nothing is known yet: the verifier is next. Its blocks are
 * views on a copy of the whole file, so that their offset is their place in it.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`
 */
export function decodeProgram(bytes: Uint8Array): ProgramContent {
  // Whoever holds the bytes must not change the program after it has been verified. (`slice` of a Node buffer is no copy.)
  return readBlocks(readFile(new Uint8Array(bytes)), 4, 5) as unknown as ProgramContent;
}
