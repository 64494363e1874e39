import type { PolicyTypes } from "../language/policy-types.ts";
import { decodeProgram } from "../program/decode.ts";
import { requireSound } from "../program/verify.ts";
import { loadable } from "../signing/required.ts";
import type { VerifiedProgram } from "../signing/verify-program.ts";
import { type Abilities, Policy } from "./policy.ts";

/**
 * The bytes of a `.actra` file, or a program whose signature holds → a policy. Needs no YAML and no compiler.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`, `PROGRAM_INVALID`
 * @throws ActraSignatureError `SIGNATURE_REQUIRED`
 */
export function loadPolicy<T extends PolicyTypes>(
  program: Uint8Array | VerifiedProgram,
  abilities: Abilities,
): Policy<T> {
  return new Policy(requireSound(decodeProgram(loadable(program))), { abilities });
}
