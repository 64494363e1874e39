import { Instruction } from "../../assembly/shared/layout.ts";
import { ActraProgramError } from "../errors.ts";
import { HEADER_SIZE } from "./file.ts";

/** What a reader or a verifier throws when a program is wrong. */
export class Misshapen extends Error {
  readonly part: string | number;
  readonly offset: number;

  /**
   * @param part what is wrong, or the number of the instruction that is
   * @param offset of it, in the file
   */
  constructor(part: string | number, offset: number = HEADER_SIZE) {
    super();
    this.part = part;
    this.offset = offset;
  }
}

/** @throws Misshapen when `holds` is false */
export function ensure(holds: boolean, part: string | number): asserts holds {
  if (!holds) throw new Misshapen(part);
}

/**
 * What `read` gives.
 *
 * @param code where it is in the file
 * @throws ActraProgramError `PROGRAM_INVALID` in place of `Misshapen`
 */
export function orRefused<T>(read: () => T, code?: Uint8Array): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    const { part, offset } = error;
    const isInstruction = typeof part === "number";
    const place = isInstruction && code ? code.byteOffset + part * Instruction.Size : offset;
    const message = `not a valid program: ${isInstruction ? `instruction ${part}` : part}`;
    throw new ActraProgramError("PROGRAM_INVALID", message, place);
  }
}
