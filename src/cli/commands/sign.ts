import { visible } from "../../diagnostics/visible.ts";
import { signProgram } from "../../signing/sign-program.ts";
import type { Format } from "../formats.ts";
import { PIPED } from "../read/bytes.ts";
import { readKey } from "../read/key.ts";
import { policyOf } from "../read/policy-of.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { replaceFile } from "../write/file.ts";
import { json } from "../write/json.ts";
import { requireReader } from "../write/program.ts";

export interface SignOptions {
  readonly format: Format;
  /** A private key: its file, or `id=file`. */
  readonly key: string;
  /** A file; `-`, or nothing, for standard output. */
  readonly output?: string;
}

/** A program, or a policy directory, → a signed program, to a file or to standard output. */
export async function sign(where: string, options: SignOptions, terminal: Terminal): Promise<Reply> {
  const { format, output = PIPED } = options;
  requireReader(output, format, terminal);
  const { keyId, key } = await readKey(options.key, "private", terminal);
  const { policy, program } = await policyOf(where, terminal);
  const bytes = await signProgram(program ?? policy.toBytes(), { keyId, privateKey: key });
  if (output === PIPED) return { code: 0, out: bytes };
  await replaceFile(output, bytes);
  const policyHash = policy.policyHash();
  if (format === "json")
    return {
      code: 0,
      out: json({ path: output, bytes: bytes.length, policy_hash: policyHash, key_id: keyId }),
    };
  return { code: 0, out: `wrote ${visible(output)}, signed by ${keyId}, policy ${policyHash}\n` };
}
