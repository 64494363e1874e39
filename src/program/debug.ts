import { bare } from "../language/bare.ts";
import { debugShape } from "./debug-shape.ts";
import { refused } from "./misshapen.ts";
import type { DebugInformation, Program } from "./program.ts";
import { unpack } from "./unpack.ts";

const known = /* @__PURE__ */ new WeakMap<Program, DebugInformation>();

/**
 * What explanations need beyond the program; `undefined` when it has been stripped. No decision comes near it, so it is
 * looked at when it is first asked for.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_INVALID`
 */
export function debugOf(program: Program): DebugInformation | undefined {
  const { debug } = program;
  if (debug === undefined) return undefined;
  const information = known.get(program) ?? read(debug);
  known.set(program, information);
  return information;
}

function read(debug: Uint8Array | DebugInformation): DebugInformation {
  const isPacked = debug instanceof Uint8Array;
  const information = isPacked ? unpack(debug) : debug;
  const wrong = debugShape(information);
  if (wrong !== undefined) throw refused(`program.debug${wrong}`, isPacked ? debug.byteOffset : 0);
  bare(information);
  return information as DebugInformation;
}
