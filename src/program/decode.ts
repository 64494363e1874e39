import { Unpackr } from "msgpackr/unpack-no-eval";
import { ActraProgramError } from "../errors.ts";
import { readFile } from "./file.ts";

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
  // A copy, so that whoever holds the bytes cannot change the program after it has been verified.
  const own = bytes.slice();
  const { payload, payloadOffset } = readFile(own);
  const offsetOf = (part: unknown) =>
    part instanceof Uint8Array && part.buffer === own.buffer
      ? part.byteOffset - own.byteOffset
      : payloadOffset;
  try {
    const unpackr = new Unpackr({ useRecords: false, mapsAsObjects: true, int64AsType: "number" });
    return { content: unpackr.unpack(payload), offsetOf };
  } catch (cause) {
    throw new ActraProgramError("PROGRAM_FORMAT", "the payload is no msgpack", payloadOffset, { cause });
  }
}
