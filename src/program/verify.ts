import type { ProgramContent } from "./content.ts";
import type { Program } from "./program.ts";
import { readProgram } from "./read-program.ts";
import { verifyCode } from "./verify-code.ts";
import { verifyRules, verifySlots } from "./verify-rules.ts";

// What stands between bytes and the machine. A program that passes cannot trap, read outside its memory, jump
// backward, or use an operand as what it is not: the machine itself checks nothing.

declare const verified: unique symbol;

/** A program that `requireSound` let pass; nothing else makes one. */
export type SoundProgram = Program & { readonly [verified]: true };

const passed = new WeakSet<object>();

/**
 * @param content of a file, or what `contentOf` made for one
 * @param debug in place of what the content has
 * @throws ActraProgramError `PROGRAM_INVALID`
 */
export function requireSound(content: ProgramContent, debug?: Program["debug"]): SoundProgram {
  const program = readProgram(content, debug);
  verifySlots(program);
  verifyRules(program);
  verifyCode(program);
  passed.add(program);
  return program as SoundProgram;
}

/** The last look before a program is put into the machine's memory. */
export function isSound(program: Program): program is SoundProgram {
  return passed.has(program);
}
