import { Instruction } from "../../assembly/shared/layout.ts";
import { ActraProgramError } from "../errors.ts";
import { HEADER_SIZE } from "./file.ts";
import { ensure, Misshapen } from "./misshapen.ts";
import type { Program } from "./program.ts";
import { programShape } from "./program-shape.ts";
import { bare } from "./shape.ts";
import { verifyCode } from "./verify-code.ts";
import { verifyRules, verifySlots } from "./verify-rules.ts";

// What stands between bytes and the machine. A program that passes cannot trap, read outside its memory, jump
// backward, or use an operand as what it is not: the machine itself checks nothing.

declare const verified: unique symbol;

/** A program that `requireSound` let pass; nothing else makes one. */
export type SoundProgram = Program & { readonly [verified]: true };

const passed = new WeakSet<object>();

/**
 * Takes what a decoder or the compiler made, which must not be changed afterwards.
 *
 * @throws ActraProgramError `PROGRAM_INVALID`
 */
export function requireSound(content: unknown): SoundProgram {
  const program = content as Program;
  try {
    const wrong = programShape(content);
    ensure(wrong === undefined, `program${wrong}`);
    bare(program);
    verifySlots(program);
    verifyRules(program);
    verifyCode(program);
    passed.add(program);
    return program as SoundProgram;
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    throw programError(error.part, program);
  }
}

function programError(part: string | number, program: Program): ActraProgramError {
  const isInstruction = typeof part === "number";
  const message = `not a valid program: ${isInstruction ? `instruction ${part}` : part}`;
  const offset = isInstruction ? program.code.byteOffset + part * Instruction.Size : HEADER_SIZE;
  return new ActraProgramError("PROGRAM_INVALID", message, offset);
}

/** The last look before a program is put into the machine's memory. */
export function isSound(program: Program): program is SoundProgram {
  return passed.has(program);
}
