/** Program files taken apart, to be changed where the verifier looks, and put together again with a checksum that fits. */
import { Packr } from "msgpackr";
import { decodeProgram } from "../../src/program/decode.ts";
import { writeFile } from "../../src/program/file.ts";
import {
  type DecodedInstruction,
  readInstruction,
  viewOf,
  writeInstruction,
} from "../../src/program/instruction.ts";
import type { Program } from "../../src/program/program.ts";

export type Draft<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? Draft<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Draft<T[Key]> }
      : T;

export type ProgramDraft = Draft<Program>;

const decoded = new WeakMap<Uint8Array, unknown>();

/** A new draft each time, of a file that stays as it is. */
export function draftOf(file: Uint8Array): ProgramDraft {
  if (!decoded.has(file)) decoded.set(file, decodeProgram(file).content);
  return structuredClone(decoded.get(file)) as ProgramDraft;
}

export function pack(content: unknown, options: { structuredClone?: boolean } = {}): Uint8Array {
  return new Uint8Array(new Packr({ useRecords: false, variableMapSize: true, ...options }).pack(content));
}

/** Whatever the content is. */
export function fileOf(content: unknown): Uint8Array {
  return writeFile(pack(content));
}

export function instructionsOf({ code }: ProgramDraft): DecodedInstruction[] {
  return Array.from({ length: code.length / 20 }, (_, index) => readInstruction(viewOf(code), index));
}

/** Changes one instruction of the draft. */
export function patch(draft: ProgramDraft, index: number, change: Partial<DecodedInstruction>): void {
  const view = viewOf(draft.code);
  writeInstruction(view, index, { ...readInstruction(view, index), ...change });
}
