import { Unpackr } from "msgpackr/unpack-no-eval";
import { ActraProgramError } from "../errors.ts";
import { HEADER_SIZE, readFile } from "./file.ts";

// Without structured clones, in which one value may stand in many places, or inside itself.
const OPTIONS = {
  useRecords: false,
  mapsAsObjects: true,
  int64AsType: "number",
  structuredClone: false,
} as const;

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
  const payload = readFile(new Uint8Array(bytes));
  try {
    return { content: new Unpackr(OPTIONS).unpack(payload) };
  } catch (cause) {
    throw new ActraProgramError("PROGRAM_FORMAT", "the payload is no msgpack", HEADER_SIZE, { cause });
  }
}
