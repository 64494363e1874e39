import { visible } from "../../diagnostics/visible.ts";
import { generateTypes } from "../../typescript/generate-types.ts";
import type { Format } from "../formats.ts";
import { PIPED } from "../read/bytes.ts";
import { policyOf } from "../read/policy-of.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { replaceFile } from "../write/file.ts";
import { json } from "../write/json.ts";
import { WrongUse } from "../wrong-use.ts";

export interface TypesOptions {
  readonly format: Format;
  /** A file; `-`, or nothing, for standard output. */
  readonly output?: string;
  /** Of the interface. */
  readonly name?: string;
}

/** The TypeScript types of a policy's inputs, to a file or to standard output. */
export async function types(where: string, options: TypesOptions, terminal: Terminal): Promise<Reply> {
  const { format, output = PIPED, name } = options;
  const { policy } = await policyOf(where, terminal);
  const text = typesOf(policy.getSchema(), name);
  const isPiped = output === PIPED;
  if (!isPiped) await replaceFile(output, text);
  if (format === "json") return { code: 0, out: json(isPiped ? { types: text } : { path: output }) };
  return { code: 0, out: isPiped ? text : `wrote ${visible(output)}\n` };
}

function typesOf(schema: Parameters<typeof generateTypes>[0], name?: string): string {
  try {
    return generateTypes(schema, name === undefined ? {} : { name });
  } catch (error) {
    if (error instanceof TypeError) throw new WrongUse(error.message, "such as `RefundTypes`");
    throw error;
  }
}
