import { Packr } from "msgpackr/index-no-eval";
import { writeFile } from "./file.ts";
import type { Program } from "./program.ts";

export interface EncodeOptions {
  /** Whether explanations can say where things stand; `true` when left out. */
  readonly debug?: boolean;
}

/** Program → the bytes of a `.actra` file. The same program gives the same bytes. */
export function encodeProgram(program: Program, { debug = true }: EncodeOptions = {}): Uint8Array {
  const { debug: information, ...rest } = program;
  const packr = new Packr({ useRecords: false, variableMapSize: true });
  const payload = packr.pack(debug && information ? { ...rest, debug: information } : rest);
  return writeFile(new Uint8Array(payload));
}
