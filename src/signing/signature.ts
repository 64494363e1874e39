import { ActraSignatureError } from "../errors.ts";
import { HEADER_SIZE, partsOf } from "../program/file.ts";

// The trailer of a signed program file: 64 bytes of an Ed25519 signature, then the id of the key, in ASCII.
//
// Signed is a line that says what this is, a line with the key's id, and the file from its first byte up to the trailer:
// the format version, the checksum, and the program with the policy hash that it states. So a signature is for no other
// purpose, no other key and no other format.

/** "SIGN", little-endian. */
export const SIGNATURE_KIND = 0x4e474953;
const SIGNATURE_SIZE = 64;
/** Short, and nothing in it that would turn a line around. */
export const KEY_ID = /^[\w.:@/+=-]{1,128}$/;

export interface Signature {
  readonly keyId: string;
  readonly bytes: Uint8Array;
  /** What it has to be the signature of. */
  readonly message: Uint8Array<ArrayBuffer>;
}

/**
 * The signature that a file brings, of which nothing is known yet.
 *
 * @throws ActraSignatureError `SIGNATURE_MISSING`, `SIGNATURE_MALFORMED`
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`
 */
export function signatureOf(file: Uint8Array): Signature {
  const { payload, trailer } = partsOf(file);
  if (trailer === undefined) throw new ActraSignatureError("SIGNATURE_MISSING", "the program is not signed");
  const { kind, content } = trailer;
  const keyId = new TextDecoder().decode(content.subarray(SIGNATURE_SIZE));
  if (kind !== SIGNATURE_KIND || !KEY_ID.test(keyId))
    throw new ActraSignatureError("SIGNATURE_MALFORMED", "the signature is malformed");
  return {
    keyId,
    bytes: content.slice(0, SIGNATURE_SIZE),
    message: messageOf(file.subarray(0, HEADER_SIZE + payload.length), keyId),
  };
}

/** @param program a file without its trailer */
export function messageOf(program: Uint8Array, keyId: string): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`Actra signed program\n${keyId}\n`);
  const message = new Uint8Array(head.length + program.length);
  message.set(head);
  message.set(program, head.length);
  return message;
}
