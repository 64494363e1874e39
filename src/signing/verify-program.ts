import { ActraSignatureError } from "../errors.ts";
import { PUBLIC_KEY, type SignatureKey, withKey } from "./keys.ts";
import { signatureOf } from "./signature.ts";

declare const verified: unique symbol;

/** The bytes of a signed program, as they were when its signature was found to hold. `verifyProgram` alone makes one. */
export interface VerifiedProgram {
  /** Whose signature it is. */
  readonly keyId: string;
  readonly [verified]: true;
}

/** Public keys by their ids. */
export type PublicKeys = Readonly<Record<string, SignatureKey>>;

/** By identity: what only looks like a verified program is none. */
const contents = new WeakMap<object, Uint8Array>();

/** @throws TypeError */
export function requireBytes(bytes: unknown): asserts bytes is Uint8Array {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("a program is a Uint8Array");
}

/**
 * Checks the signature of a program file. What comes out has a copy of the bytes, which nobody can change any more.
 *
 * @throws ActraSignatureError `SIGNATURE_MISSING`, `SIGNATURE_MALFORMED`, `SIGNATURE_KEY_UNKNOWN`, `SIGNATURE_KEY_INVALID`,
 *   `SIGNATURE_INVALID`, `SIGNATURE_UNSUPPORTED`
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`
 * @throws TypeError for bytes and keys that are none
 */
export async function verifyProgram(bytes: Uint8Array, keys: PublicKeys): Promise<VerifiedProgram> {
  requireBytes(bytes);
  const own = new Uint8Array(bytes);
  const { keyId, bytes: signature, message } = signatureOf(own);
  // Nobody is trusted for a name that every object has.
  if (!Object.hasOwn(keys, keyId))
    throw new ActraSignatureError("SIGNATURE_KEY_UNKNOWN", `signed by the unknown key \`${keyId}\``, keyId);
  const holds = await withKey(keyId, keys[keyId]!, PUBLIC_KEY, (subtle, key) =>
    subtle.verify("Ed25519", key, signature as BufferSource, message),
  );
  if (holds !== true)
    throw new ActraSignatureError("SIGNATURE_INVALID", `this is not what the key \`${keyId}\` signed`, keyId);
  const program = Object.freeze({ keyId }) as VerifiedProgram;
  contents.set(program, own);
  return program;
}

/** `undefined` for everything that `verifyProgram` has not made. */
export function verifiedBytes(program: unknown): Uint8Array | undefined {
  return contents.get(program as object);
}
