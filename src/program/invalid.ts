import { ActraProgramError } from "../errors.ts";
import { HEADER_SIZE } from "./file.ts";

/**
 * What a reader or a verifier throws when a program is wrong.
 *
 * @param offset of what is wrong, in the file
 */
export function invalid(part: string, offset: number = HEADER_SIZE): ActraProgramError {
  return new ActraProgramError("PROGRAM_INVALID", `not a valid program: ${part}`, offset);
}

/** @throws ActraProgramError `PROGRAM_INVALID` when `holds` is false */
export function ensure(holds: boolean, part: string): asserts holds {
  if (!holds) throw invalid(part);
}
