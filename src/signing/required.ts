import { ActraSignatureError } from "../errors.ts";
import { requireBytes, type VerifiedProgram, verifiedBytes } from "./verify-program.ts";

// Which programs load. The mark is the realm's, so that it holds in every copy of this package.

const MARK = /* @__PURE__ */ Symbol.for("actra signed");
let isRequired = false;

/**
 * From now on `Actra.load` takes verified programs alone, in the whole process, and nothing takes this back. (A worker
 * thread has to say it for itself.) Policies that are compiled from their documents are another matter.
 */
export function requireSigned(): void {
  isRequired = true;
  Object.defineProperty(globalThis, MARK, { value: true });
}

/** @throws ActraSignatureError `SIGNATURE_REQUIRED` */
export function loadable(program: Uint8Array | VerifiedProgram): Uint8Array {
  const verified = verifiedBytes(program);
  if (verified !== undefined) return verified;
  requireBytes(program);
  if (isRequired || MARK in globalThis)
    throw new ActraSignatureError("SIGNATURE_REQUIRED", "only a verified program loads");
  return program;
}
