import { visible } from "../../diagnostics/visible.ts";
import type { Format } from "../formats.ts";
import { PIPED } from "../read/bytes.ts";
import { compiled } from "../read/policy-of.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { replaceFile } from "../write/file.ts";
import { json } from "../write/json.ts";
import { requireReader } from "../write/program.ts";

export interface CompileCommandOptions {
  readonly format: Format;
  /** A file; `-`, or nothing, for standard output. */
  readonly output?: string;
  /** Whether to leave out what explanations need to say where things stand. */
  readonly strip?: boolean;
}

/** A policy directory → a program, to a file or to standard output. */
export async function compile(
  directory: string,
  { format, output = PIPED, strip }: CompileCommandOptions,
  terminal: Terminal,
): Promise<Reply> {
  requireReader(output, format, terminal);
  const policy = await compiled(directory);
  const bytes = policy.toBytes({ debug: !strip });
  if (output === PIPED) return { code: 0, out: bytes };
  await replaceFile(output, bytes);
  const policyHash = policy.policyHash();
  if (format === "json")
    return { code: 0, out: json({ path: output, bytes: bytes.length, policy_hash: policyHash }) };
  return { code: 0, out: `wrote ${visible(output)}, ${bytes.length} bytes, policy ${policyHash}\n` };
}
