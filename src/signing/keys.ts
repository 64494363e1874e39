import { ActraSignatureError } from "../errors.ts";

// Keys in the forms that people have them → Ed25519 keys of the platform's WebCrypto, the only one that handles them.

/** A `CryptoKey`, whose type not everybody's `lib` has. */
export interface KeyHandle {
  readonly type: string;
  readonly algorithm: { readonly name: string };
}

/** A JSON Web Key. */
export interface JsonKey {
  readonly kty?: string;
}

/** A `CryptoKey`; the 32 bytes of the key itself; a JSON Web Key; or a PEM: `PUBLIC KEY`, or `PRIVATE KEY` (PKCS #8). */
export type SignatureKey = KeyHandle | Uint8Array | JsonKey | string;

/** What differs between the two kinds. */
export interface KeyKind {
  readonly usage: "sign" | "verify";
  /** Of what is in a PEM. */
  readonly pem: "pkcs8" | "spki";
  /** Of bytes. */
  readonly bytes: "pkcs8" | "raw";
}

export const PUBLIC_KEY: KeyKind = { usage: "verify", pem: "spki", bytes: "raw" };

/**
 * Does something with an imported key.
 *
 * @throws ActraSignatureError `SIGNATURE_UNSUPPORTED`, `SIGNATURE_KEY_INVALID`
 */
export async function withKey<Result>(
  keyId: string,
  key: SignatureKey,
  kind: KeyKind,
  use: (subtle: SubtleCrypto, key: CryptoKey) => Promise<Result>,
): Promise<Result> {
  const subtle = webCrypto();
  try {
    return await use(subtle, await imported(key, kind, subtle));
  } catch (cause) {
    if ((cause as Error).name === "NotSupportedError") throw unsupported();
    // No `cause`: the platform's error may say what it could not read.
    const message = `the key \`${keyId}\` cannot ${kind.usage} Ed25519`;
    throw new ActraSignatureError("SIGNATURE_KEY_INVALID", message, keyId);
  }
}

/** @throws ActraSignatureError `SIGNATURE_UNSUPPORTED` */
export function webCrypto(): SubtleCrypto {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) throw unsupported();
  return subtle;
}

export function unsupported(): ActraSignatureError {
  return new ActraSignatureError("SIGNATURE_UNSUPPORTED", "no Ed25519 in WebCrypto here");
}

async function imported(key: SignatureKey, kind: KeyKind, subtle: SubtleCrypto): Promise<CryptoKey> {
  const take = (format: string, data: unknown) =>
    subtle.importKey(format as "raw", data as BufferSource, "Ed25519", false, [kind.usage]);
  if (typeof key === "string") return take(kind.pem, bytesOfPem(key));
  if (key instanceof Uint8Array) return take(kind.bytes, key);
  return "kty" in key ? take("jwk", key) : (key as CryptoKey);
}

function bytesOfPem(pem: string): Uint8Array {
  const base64 = /-\s([^-]+)-/.exec(pem)![1]!;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
