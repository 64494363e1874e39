import { ActraProgramError } from "../errors.ts";

/** What a verifier throws when a program is wrong. */
export class Misshapen extends Error {
  /** The path of the part that is wrong, or the number of the instruction. */
  readonly part: string | number;

  constructor(part: string | number) {
    super();
    this.part = part;
  }
}

/** @throws Misshapen when `holds` is false */
export function ensure(holds: boolean, part: string | number): asserts holds {
  if (!holds) throw new Misshapen(part);
}

/** What users get of it. */
export function refused(part: string, offset: number): ActraProgramError {
  return new ActraProgramError("PROGRAM_INVALID", `not a valid program: ${part}`, offset);
}
