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
  /** Where in the file a view into it stands, for error messages. */
  offsetOf(part: unknown): number;
}

/**
 * The bytes of a `.actra` file → its content, of which nothing is known yet: the verifier is next.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`
 */
export function decodeProgram(bytes: Uint8Array): DecodedFile {
  // A copy, so that whoever holds the bytes cannot change the program after it has been verified. (`slice` of a Node
  // buffer would be none.)
  const own = new Uint8Array(bytes);
  const payload = readFile(own);
  try {
    const unpackr = new Unpackr(OPTIONS);
    return { content: unpackr.unpack(payload), offsetOf };
  } catch (cause) {
    throw new ActraProgramError("PROGRAM_FORMAT", "the payload is no msgpack", HEADER_SIZE, { cause });
  }
  function offsetOf(part: unknown): number {
    return part instanceof Uint8Array && part.buffer === own.buffer ? part.byteOffset : HEADER_SIZE;
  }
}
