/** Program files taken apart, to be changed where the verifier looks, and put together again with a checksum that fits. */
import { Packr } from "msgpackr";
import type { ProgramContent } from "../../src/program/content.ts";
import { debugOf } from "../../src/program/debug.ts";
import { decodeProgram } from "../../src/program/decode.ts";
import { writeFile } from "../../src/program/file.ts";
import {
  type DecodedInstruction,
  readInstruction,
  viewOf,
  writeInstruction,
} from "../../src/program/instruction.ts";
import type { DebugInformation, Program } from "../../src/program/program.ts";
import { readProgram } from "../../src/program/read-program.ts";
import { contentOf } from "../../src/program/write-content.ts";

export type Draft<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? Draft<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Draft<T[Key]> }
      : T;

export type ProgramDraft = Draft<Omit<Program, "debug"> & { debug?: DebugInformation }>;
/** What is in a file, as it stands there. */
export type ContentDraft = Draft<ProgramContent>;

const read = new WeakMap<Uint8Array, object>();

/** Not verified; its debug information is as in the file. */
export function programOf(file: Uint8Array): Program {
  return readProgram(decodeProgram(file));
}

/** A new draft each time, of a file that stays as it is. */
export function draftOf(file: Uint8Array): ProgramDraft {
  if (!read.has(file)) {
    const program = programOf(file);
    read.set(file, { ...program, debug: debugOf(program) });
  }
  return structuredClone(read.get(file)) as ProgramDraft;
}

/** What would be in the file of this draft: anything that it has beyond a program, too. */
export function draftContent(draft: ProgramDraft): ContentDraft {
  const { debug, slots, literals, constants, rules, ...facts } = draft;
  const content = contentOf({ ...draft, debug: undefined } as Program);
  // Not by spreading: what is called `__proto__` would be lost.
  for (const [key, value] of Object.entries(facts))
    Object.defineProperty(content, key, { value, enumerable: true, configurable: true, writable: true });
  if (debug !== undefined) Object.assign(content, { debug: pack(debug) });
  return content as ContentDraft;
}

export function pack(content: unknown, options: { structuredClone?: boolean } = {}): Uint8Array {
  return new Uint8Array(new Packr({ useRecords: false, variableMapSize: true, ...options }).pack(content));
}

export function fileOf(draft: ProgramDraft): Uint8Array {
  return fileWith(draftContent(draft));
}

/** Whatever the content is. */
export function fileWith(content: unknown): Uint8Array {
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
