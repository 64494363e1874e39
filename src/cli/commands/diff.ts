import { diffPolicies } from "../../analysis/diff.ts";
import type { PolicyDifference } from "../../analysis/diff-result.ts";
import { renderDiff, renderDiffMarkdown } from "../../analysis/render-diff.ts";
import type { DiffFormat } from "../formats.ts";
import { compiled } from "../read/policy-of.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { json } from "../write/json.ts";
import { paintDiff } from "../write/paint-diff.ts";
import { WrongUse } from "../wrong-use.ts";

export interface DiffOptions {
  readonly format: DiffFormat;
}

/** Says what two policy directories decide differently. 0 means that they are proved to decide alike. */
export async function diff(
  where: readonly string[],
  options: DiffOptions,
  terminal: Terminal,
): Promise<Reply> {
  const [old, fresh, ...more] = where;
  if (old === undefined || fresh === undefined || more.length > 0)
    throw new WrongUse("`actra diff` takes two policy directories, the old one and the new one");
  const [before, after] = [await compiled(old), await compiled(fresh)];
  const difference = diffPolicies(before, after);
  return { code: difference.equivalent ? 0 : 1, out: WRITERS[options.format](difference, terminal) };
}

const WRITERS: Readonly<Record<DiffFormat, (difference: PolicyDifference, terminal: Terminal) => string>> = {
  pretty: (difference, { colors }) => `${paintDiff(renderDiff(difference), colors)}\n`,
  json: (difference) => json(difference),
  markdown: renderDiffMarkdown,
};
