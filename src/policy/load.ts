import type { PolicyTypes } from "../language/policy-types.ts";
import { decodeProgram } from "../program/decode.ts";
import { verifyProgram } from "../program/verify.ts";
import { type Abilities, Policy } from "./policy.ts";

/**
 * The bytes of a `.actra` file → a policy. Needs no YAML and no compiler.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`, `PROGRAM_INVALID`
 */
export function loadPolicy<T extends PolicyTypes>(bytes: Uint8Array, abilities: Abilities): Policy<T> {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("`Actra.load` takes a Uint8Array");
  return new Policy(verifyProgram(decodeProgram(bytes).content), { abilities });
}
