import type { Node } from "../../compiler/1-read/node.ts";
import type { Span } from "../../diagnostics/span.ts";
import { ActraInputError } from "../../errors.ts";
import type { PolicyInput } from "../../language/policy-types.ts";
import type { Policy } from "../../policy/policy.ts";
import { dataOf } from "../../testing/written.ts";
import type { Terminal } from "../terminal.ts";
import { BadInput, WrongUse } from "../wrong-use.ts";
import { PIPED } from "./bytes.ts";
import { readNode } from "./data.ts";
import { policyOf } from "./policy-of.ts";

/**
 * The policy and what it is asked.
 *
 * @throws BadDocuments, BadInput, WrongUse
 */
export async function ask<Answer>(
  where: string,
  input: string,
  terminal: Terminal,
  question: (policy: Policy, input: PolicyInput) => Answer,
): Promise<{ readonly input: PolicyInput; readonly answer: Answer }> {
  if (where === PIPED && input === PIPED)
    throw new WrongUse(
      "policy and input cannot both be standard input",
      "name the input's file by `--input`",
    );
  const { policy } = await policyOf(where, terminal);
  const root = await readNode(input, terminal);
  const data = dataOf(root) as PolicyInput;
  try {
    return { input: data, answer: question(policy, data) };
  } catch (error) {
    if (error instanceof ActraInputError) throw new BadInput(error, spanOf(error.path, root));
    throw error;
  }
}

/** Of a path such as `action.tags[3]`, or of the last part of it that is there. Its text is not shown: it may be sensitive. */
function spanOf(path: string, root: Node): Span {
  let node = root;
  for (const [part] of path.matchAll(/[^.[\]]+/g)) {
    const next = node.kind === "map" ? node.entries.get(part)?.value : itemOf(node, part);
    if (next === undefined) break;
    node = next;
  }
  return node.span;
}

function itemOf(node: Node, part: string): Node | undefined {
  return node.kind === "list" ? node.items[Number(part)] : undefined;
}
