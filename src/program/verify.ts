import { ActraProgramError } from "../errors.ts";
import type { Program } from "./program.ts";
import { programShape } from "./program-shape.ts";
import { Misshapen } from "./shape.ts";
import { verifyCode } from "./verify-code.ts";
import { verifyConstants } from "./verify-constants.ts";
import { verifyDebug, verifyRules, verifySlots } from "./verify-rules.ts";

// What stands between bytes and the machine. A program that passes cannot trap, read outside its memory, jump
// backward, or use an operand as what it is not: the machine itself checks nothing.

declare const verified: unique symbol;

/** A program that `verifyProgram` let pass; nothing else makes one. */
export type VerifiedProgram = Program & { readonly [verified]: true };

const passed = new WeakSet<object>();

/**
 * Takes what a decoder or the compiler made, which must not be changed afterwards.
 *
 * @param offsetOf where in a file a part of the content stands, for error messages
 * @throws ActraProgramError `PROGRAM_INVALID`
 */
export function verifyProgram(
  content: unknown,
  offsetOf: (part: unknown) => number = () => 0,
): VerifiedProgram {
  try {
    programShape(content, "program");
    const program = content as Program;
    verifyConstants(program);
    verifySlots(program);
    verifyRules(program);
    verifyCode(program);
    verifyDebug(program);
    passed.add(program);
    return program as VerifiedProgram;
  } catch (cause) {
    if (!(cause instanceof Misshapen)) throw cause;
    const part = cause.codeOffset === undefined ? undefined : (content as Program).code;
    const offset = offsetOf(part) + (cause.codeOffset ?? 0);
    throw new ActraProgramError("PROGRAM_INVALID", `not a valid program: ${cause.message}`, offset);
  }
}

/** The last look before a program is put into the machine's memory. */
export function isVerified(program: Program): program is VerifiedProgram {
  return passed.has(program);
}
