import { Packr } from "msgpackr/index-no-eval";
import { writeFile } from "./file.ts";
import type { Program } from "./program.ts";
import { contentOf } from "./write-content.ts";
import { writeDebug } from "./write-debug.ts";

export interface EncodeOptions {
  /** Whether explanations can say where things stand; `true` when left out. */
  readonly debug?: boolean;
}

/** Program → the bytes of a `.actra` file. The same program gives the same bytes. */
export function encodeProgram(program: Program, { debug = true }: EncodeOptions = {}): Uint8Array {
  const content = contentOf(program);
  const information = debug ? packedDebug(program) : undefined;
  return writeFile(pack([...content, ...(information ? [information] : [])] as Uint8Array[]));
}

function packedDebug({ debug }: Program): Uint8Array | undefined {
  return debug === undefined || ArrayBuffer.isView(debug) ? (debug as Uint8Array) : pack(writeDebug(debug));
}

function pack(blocks: readonly Uint8Array[]): Uint8Array {
  // Copies: what the TextEncoder of another realm makes is no Uint8Array to msgpackr.
  const own = blocks.map((block) => new Uint8Array(block));
  return new Uint8Array(new Packr({ useRecords: false }).pack(own));
}
