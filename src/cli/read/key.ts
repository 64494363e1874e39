import { basename } from "node:path";
import type { JsonKey } from "../../signing/keys.ts";
import { KEY_ID } from "../../signing/signature.ts";
import type { PublicKeys } from "../../signing/verify-program.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUse } from "../wrong-use.ts";
import { quoted, readText } from "./bytes.ts";

const KEY_BYTES = 16 * 1024;

/** A key with its id: that of `id=file`, or the name of its file up to the first dot. */
export interface NamedKey {
  readonly keyId: string;
  readonly key: string | JsonKey;
}

type Half = "private" | "public";

const PURPOSES: Readonly<Record<Half, string>> = {
  private: "programs are signed with the private key, `NAME.private.pem` of `actra keygen`",
  public:
    "programs are verified with the public key, `NAME.public.pem` of `actra keygen`; keep this one secret",
};

/**
 * A key's file: PEM, or a JSON Web Key.
 *
 * @throws WrongUse, also for the other half of a pair
 */
export async function readKey(words: string, half: Half, terminal: Terminal): Promise<NamedKey> {
  const [, given, path = ""] = /^(?:([^/=]*)=)?(.*)$/s.exec(words)!;
  const keyId = given ?? keyIdOf(path);
  if (!KEY_ID.test(keyId))
    throw new WrongUse(
      `\`${keyId}\` is no key id`,
      "1 to 128 letters, digits and `_.:@/+=-`; name it by `id=file`",
    );
  const text = await readText(path, KEY_BYTES, terminal);
  const key = /^\s*\{/.test(text) ? jsonKey(text, path) : text;
  const found = halfOf(key);
  if (found !== undefined && found !== half)
    throw new WrongUse(`${quoted(path)} is a ${found} key`, PURPOSES[half]);
  return { keyId, key };
}

/** Which half of a pair it says that it is. */
function halfOf(key: string | JsonKey): Half | undefined {
  if (typeof key !== "string") return "d" in key ? "private" : "public";
  const [, half] = /-----BEGIN (PRIVATE|PUBLIC) KEY-----/.exec(key) ?? [];
  return half === undefined ? undefined : (half.toLowerCase() as Half);
}

/** @throws WrongUse, also for two keys of one id */
export async function readKeys(words: readonly string[], terminal: Terminal): Promise<PublicKeys> {
  const keys: Record<string, NamedKey["key"]> = Object.create(null);
  for (const each of words) {
    const { keyId, key } = await readKey(each, "public", terminal);
    if (keyId in keys) throw new WrongUse(`two keys have the id \`${keyId}\``, "name them by `id=file`");
    keys[keyId] = key;
  }
  return keys;
}

/** `keys/release.public.pem` → `release` */
export function keyIdOf(path: string): string {
  return basename(path).replace(/(?<=.)\..*$/s, "");
}

function jsonKey(text: string, path: string): JsonKey {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongUse(`${quoted(path)} is no key`, "a key is a PEM, or a JSON Web Key");
  }
}
