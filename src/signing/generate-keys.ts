import { unsupported, webCrypto } from "./keys.ts";

/** As PEM files, which OpenSSL and its kin read and write too. */
export interface GeneratedKeys {
  /** PKCS #8: a secret. */
  readonly privateKey: string;
  readonly publicKey: string;
}

/**
 * A new pair of Ed25519 keys, to sign programs with.
 *
 * @throws ActraSignatureError `SIGNATURE_UNSUPPORTED`
 */
export async function generateSigningKeys(): Promise<GeneratedKeys> {
  const subtle = webCrypto();
  const pair = (await subtle.generateKey("Ed25519", true, ["sign", "verify"]).catch(() => {
    throw unsupported();
  })) as CryptoKeyPair;
  return {
    privateKey: pem("PRIVATE KEY", await subtle.exportKey("pkcs8", pair.privateKey)),
    publicKey: pem("PUBLIC KEY", await subtle.exportKey("spki", pair.publicKey)),
  };
}

/** Both fit into one line. */
function pem(label: string, der: ArrayBuffer): string {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(der)));
  return `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
}
