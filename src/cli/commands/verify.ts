import { Actra } from "../../actra.ts";
import { ActraSignatureError } from "../../errors.ts";
import { verifyProgram } from "../../signing/verify-program.ts";
import type { Format } from "../formats.ts";
import { readKeys } from "../read/key.ts";
import { readProgram } from "../read/policy-of.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { json } from "../write/json.ts";

export interface VerifyOptions {
  readonly format: Format;
  /** Public keys: for each its file, or `id=file`. */
  readonly key: readonly string[];
}

/** Whether a program is what the owner of one of the keys signed. */
export async function verify(
  where: string,
  { format, key }: VerifyOptions,
  terminal: Terminal,
): Promise<Reply> {
  const keys = await readKeys(key, terminal);
  const bytes = await readProgram(where, terminal);
  try {
    const verified = await verifyProgram(bytes, keys);
    const facts = { key_id: verified.keyId, policy_hash: Actra.load(verified).policyHash() };
    if (format === "json") return { code: 0, out: json({ verified: true, ...facts }) };
    const { green } = terminal.colors;
    return { code: 0, out: `${green("✓")} signed by ${facts.key_id}, policy ${facts.policy_hash}\n` };
  } catch (error) {
    if (error instanceof ActraSignatureError && !OF_KEYS.has(error.code))
      return refused(error, format, terminal);
    throw error;
  }
}

/** What is wrong with the keys, or with the platform, says nothing about the program. */
const OF_KEYS: ReadonlySet<string> = new Set(["SIGNATURE_KEY_INVALID", "SIGNATURE_UNSUPPORTED"]);

function refused(
  { code, message, keyId }: ActraSignatureError,
  format: Format,
  { errorColors }: Terminal,
): Reply {
  if (format === "json")
    return {
      code: 1,
      out: json({ verified: false, code, message, ...(keyId !== undefined && { key_id: keyId }) }),
    };
  return { code: 1, err: `${errorColors.red("✗")} ${code}: ${message}\n` };
}
