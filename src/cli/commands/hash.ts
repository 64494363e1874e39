import type { Format } from "../formats.ts";
import { policyOf } from "../read/policy-of.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { json } from "../write/json.ts";

export interface HashOptions {
  readonly format: Format;
}

/** How far the hash of a program can be trusted. */
export const CLAIM = "stated by the file itself, verified by no signature";

/** The policy hash; of a program, the one that it claims. */
export async function hash(where: string, { format }: HashOptions, terminal: Terminal): Promise<Reply> {
  const { policy, program } = await policyOf(where, terminal);
  const isClaim = program !== undefined;
  const policyHash = policy.policyHash();
  if (format === "json") return { code: 0, out: json({ policy_hash: policyHash, claimed: isClaim }) };
  return { code: 0, out: `${policyHash}\n`, ...(isClaim && { err: `note: ${CLAIM}\n` }) };
}
