import { rm } from "node:fs/promises";
import { visible } from "../../diagnostics/visible.ts";
import { generateSigningKeys } from "../../signing/generate-keys.ts";
import { KEY_ID } from "../../signing/signature.ts";
import type { Format } from "../formats.ts";
import { keyIdOf } from "../read/key.ts";
import type { Reply } from "../reply.ts";
import { writeNewFile } from "../write/file.ts";
import { json } from "../write/json.ts";
import { WrongUse } from "../wrong-use.ts";

export interface KeygenOptions {
  readonly format: Format;
}

const OWNER_ALONE = 0o600;

/** A new pair of keys, in two files that are not there yet. */
export async function keygen(name: string, { format }: KeygenOptions): Promise<Reply> {
  const keyId = keyIdOf(name);
  if (!KEY_ID.test(keyId) || !name.endsWith(keyId))
    throw new WrongUse(`\`${name}\` names no key`, "a name is 1 to 128 letters, digits and `_:@+=-`");
  const [secret, open] = [`${name}.private.pem`, `${name}.public.pem`];
  const { privateKey, publicKey } = await generateSigningKeys();
  await writeNewFile(secret, privateKey, OWNER_ALONE);
  try {
    await writeNewFile(open, publicKey);
  } catch (error) {
    await rm(secret);
    throw error;
  }
  if (format === "json")
    return { code: 0, out: json({ key_id: keyId, private_key: secret, public_key: open }) };
  const lines = [`wrote ${secret}: keep it secret`, `wrote ${open}: give it to whoever loads programs`];
  return { code: 0, out: `${lines.map(visible).join("\n")}\n` };
}
