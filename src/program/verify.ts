import { Instruction } from "../../assembly/shared/layout.ts";
import { ActraProgramError } from "../errors.ts";
import { ensure, Misshapen } from "./misshapen.ts";
import type { Program } from "./program.ts";
import { programShape } from "./program-shape.ts";
import { bare } from "./shape.ts";
import { verifyCode } from "./verify-code.ts";
import { verifyRules, verifySlots } from "./verify-rules.ts";

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
    const wrong = programShape(content);
    ensure(wrong === undefined, `program${wrong}`);
    const program = content as Program;
    bare(program);
    verifySlots(program);
    verifyRules(program);
    verifyCode(program);
    passed.add(program);
    return program as VerifiedProgram;
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    const { part } = error;
    const message = `not a valid program: ${typeof part === "number" ? `instruction ${part}` : part}`;
    const offset =
      typeof part === "number"
        ? offsetOf((content as Program).code) + part * Instruction.Size
        : offsetOf(undefined);
    throw new ActraProgramError("PROGRAM_INVALID", message, offset);
  }
}

/** The last look before a program is put into the machine's memory. */
export function isVerified(program: Program): program is VerifiedProgram {
  return passed.has(program);
}
