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
import { writeDebug } from "../../src/program/write-debug.ts";

export type Draft<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? Draft<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Draft<T[Key]> }
      : T;

export type ProgramDraft = Draft<Omit<Program, "debug"> & { debug?: DebugInformation }>;
/** What is in a file, block by block. */
export interface ContentDraft {
  rows: Uint8Array;
  texts: Uint8Array;
  code: Uint8Array;
  index: Uint8Array;
  debug: Uint8Array | undefined;
}

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

/** What would be in the file of this draft. Throws on what cannot be written. */
export function draftContent(draft: ProgramDraft): ContentDraft {
  const { debug } = draft;
  const [rows, texts, code, index] = contentOf({ ...draft, debug: undefined } as Program);
  const packed = debug && pack(writeDebug(debug as unknown as DebugInformation));
  return { rows, texts, code, index, debug: packed };
}

/** As the verifier takes it. */
export function blocksOf(content: ContentDraft): ProgramContent {
  const { rows, texts, code, index, debug } = content;
  return [rows, texts, code, index, ...((debug ? [debug] : []) as [Uint8Array])];
}

export function pack(content: unknown, options: { structuredClone?: boolean } = {}): Uint8Array {
  return new Uint8Array(new Packr({ useRecords: false, variableMapSize: true, ...options }).pack(content));
}

export function fileOf(draft: ProgramDraft): Uint8Array {
  return fileWith(draftContent(draft));
}

export function fileWith(content: ContentDraft): Uint8Array {
  return writeFile(pack(blocksOf(content)));
}

export function instructionsOf({ code }: ProgramDraft): DecodedInstruction[] {
  return Array.from({ length: code.length / 20 }, (_, index) => readInstruction(viewOf(code), index));
}

/** Changes one instruction of the draft. */
export function patch(draft: ProgramDraft, index: number, change: Partial<DecodedInstruction>): void {
  const view = viewOf(draft.code);
  writeInstruction(view, index, { ...readInstruction(view, index), ...change });
}
