import { ActraProgramError, ActraSignatureError } from "../errors.ts";
import { decodeProgram } from "../program/decode.ts";
import { HEADER_SIZE, partsOf, withTrailer } from "../program/file.ts";
import { requireSound } from "../program/verify.ts";
import { type KeyKind, type SignatureKey, withKey } from "./keys.ts";
import { KEY_ID, messageOf, SIGNATURE_KIND } from "./signature.ts";
import { requireBytes } from "./verify-program.ts";

export interface SigningKey {
  /** By which `verifyProgram` finds the public key: 1 to 128 letters, digits and `_ . : @ / + = -`. */
  readonly keyId: string;
  readonly privateKey: SignatureKey;
}

const PRIVATE_KEY: KeyKind = { usage: "sign", pem: "pkcs8", bytes: "pkcs8" };
/** What stands before the 32 bytes of a private key in PKCS #8. */
const BEFORE_BYTES = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

/**
 * The same program file with a signature, in place of one that it may have. Who signs vouches for all of it, the policy
 * hash that it states included.
 *
 * @throws ActraProgramError when the bytes are no valid program
 * @throws ActraSignatureError `SIGNATURE_KEY_INVALID`, `SIGNATURE_UNSUPPORTED`
 * @throws TypeError for bytes and key ids that are none
 */
export async function signProgram(
  bytes: Uint8Array,
  { keyId, privateKey }: SigningKey,
): Promise<Uint8Array<ArrayBuffer>> {
  requireBytes(bytes);
  if (typeof keyId !== "string" || !KEY_ID.test(keyId))
    throw new TypeError("`keyId` takes 1 to 128 letters, digits and `_.:@/+=-`");
  const program = unsigned(new Uint8Array(bytes));
  const message = messageOf(program, keyId);
  const signature = await withKey(keyId, pkcs8(privateKey), PRIVATE_KEY, (subtle, key) =>
    subtle.sign("Ed25519", key, message),
  );
  return withTrailer(program, SIGNATURE_KIND, [new Uint8Array(signature), new TextEncoder().encode(keyId)]);
}

/** What is signed is a program, and nothing that the engine does not know stands behind it. */
function unsigned(file: Uint8Array): Uint8Array {
  requireSound(decodeProgram(file));
  const { payload, trailer } = partsOf(file);
  const end = HEADER_SIZE + payload.length;
  if (trailer === undefined || trailer.kind === SIGNATURE_KIND) return file.subarray(0, end);
  throw new ActraProgramError("PROGRAM_FORMAT", "what follows the program is no signature", end);
}

function pkcs8(key: SignatureKey): SignatureKey {
  if (!(key instanceof Uint8Array)) return key;
  if (key.length === 32) return Uint8Array.of(...BEFORE_BYTES, ...key);
  throw new ActraSignatureError("SIGNATURE_KEY_INVALID", "a private key as bytes is 32 bytes long");
}
