import { ActraError } from "./errors.ts";
import type { PolicyTypes } from "./language/policy-types.ts";
import { headline } from "./policy/headline.ts";
import { loadPolicy } from "./policy/load.ts";
import type { Policy } from "./policy/policy.ts";
import type { VerifiedProgram } from "./signing/verify-program.ts";

// Last, and so last in a bundle: the machine's bytes compress badly, and so would the code on both sides of them.

import { wasmModule } from "./machine/provider.ts";

// `actra/engine`: loads, decides and explains compiled programs. No YAML, no compiler, no platform's own modules.

export type { SignatureErrorCode } from "./errors.ts";
export { ActraError, ActraInputError, ActraProgramError, ActraSignatureError } from "./errors.ts";
export type { AllowDecision, ApprovalDecision, BlockDecision, Decision } from "./language/decision.ts";
export type {
  Action,
  ActionFields,
  ActionName,
  Actor,
  PolicyInput,
  PolicyTypes,
  Snapshot,
  TypedInput,
} from "./language/policy-types.ts";
export type { Explanation } from "./policy/explanation.ts";
export type { PackedDecisions } from "./policy/packed-decisions.ts";
export type { Policy } from "./policy/policy.ts";
export type { SignatureKey } from "./signing/keys.ts";
export { requireSigned } from "./signing/required.ts";
export { type PublicKeys, type VerifiedProgram, verifyProgram } from "./signing/verify-program.ts";

export const Actra = Object.freeze({
  /**
   * A policy from a compiled `.actra` program: its bytes, or what `verifyProgram` made of them.
   *
   * @throws ActraProgramError when the bytes are no valid program
   * @throws ActraSignatureError `SIGNATURE_REQUIRED` for bytes after `requireSigned`
   */
  load<T extends PolicyTypes = PolicyTypes>(program: Uint8Array | VerifiedProgram): Policy<T> {
    return loadPolicy(program, {
      // `instantiateSync` of `@assemblyscript/loader`, as `actra` has it, is 2 KB compressed for values of AssemblyScript's
      // own, of which this machine gives and takes none.
      instance: () => new WebAssembly.Instance(wasmModule()),
      render: headline,
      encode: unavailable,
      outcomes: unavailable,
      evaluatePacked: unavailable,
      evaluatePackedMany: unavailable,
    });
  },
});

function unavailable(): never {
  throw new ActraError("UNAVAILABLE", "this is in `actra`, not in `actra/engine`");
}
