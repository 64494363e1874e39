import { readBlocks } from "./blocks.ts";
import type { Written } from "./content.ts";
import type { DebugInformation, Program } from "./program.ts";
import { readDebug } from "./read-debug.ts";
import { Streams } from "./streams.ts";

const known = /* @__PURE__ */ new WeakMap<Program, DebugInformation>();

/**
 * What explanations need beyond the program; `undefined` when it has been stripped. No decision comes near it, so it is
 * looked at when it is first asked for.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_INVALID`
 */
export function debugOf(program: Program): DebugInformation | undefined {
  const { debug } = program;
  if (!(debug instanceof Uint8Array)) return debug;
  const information = known.get(program) ?? unpacked(debug);
  known.set(program, information);
  return information;
}

function unpacked(debug: Uint8Array): DebugInformation {
  const streams = new Streams(readBlocks(debug, 2, 2) as unknown as Written);
  const information = readDebug(streams);
  streams.end();
  return information;
}
