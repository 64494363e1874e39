import { ActraError } from "./errors.ts";
import { loadPolicy } from "./policy/load.ts";
import type { Policy } from "./policy/policy.ts";

// `actra/engine`: loads, decides and explains compiled programs. No YAML, no compiler, no platform's own modules.

export { ActraError, ActraInputError, ActraProgramError } from "./errors.ts";
export type { Decision } from "./language/decision.ts";
export type { Explanation } from "./policy/explanation.ts";
export type { Policy, PolicyInput } from "./policy/policy.ts";

export const Actra = Object.freeze({
  /**
   * A policy from the bytes of a compiled `.actra` program.
   *
   * @throws ActraProgramError when the bytes are no valid program
   */
  load(bytes: Uint8Array): Policy {
    return loadPolicy(bytes, () => {
      throw new ActraError("UNAVAILABLE", "`toBytes` is in `actra`, not in `actra/engine`");
    });
  },
});
