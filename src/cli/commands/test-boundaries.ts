import { join } from "node:path";
import { boundaryTables } from "../../boundaries/boundary-table.ts";
import { compareSnapshot } from "../../boundaries/compare-snapshot.ts";
import { renderBoundaryDifference } from "../../boundaries/render-boundaries.ts";
import { parseSnapshot, snapshotText } from "../../boundaries/snapshot.ts";
import type { Policy } from "../../policy/policy.ts";
import type { TestFormat } from "../formats.ts";
import { quoted, readText } from "../read/bytes.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { replaceFile } from "../write/file.ts";
import { json } from "../write/json.ts";
import { WrongUse } from "../wrong-use.ts";

export interface BoundariesOptions {
  readonly format: TestFormat;
  /** Whether to write the snapshot. */
  readonly update?: boolean;
}

/** Beside the tests. */
const SNAPSHOT = "boundaries.snapshot.md";
const LARGEST = 64 * 1024 * 1024;

/** Decides around every limit, and holds it against the snapshot. Another decision, and no snapshot, is 1. */
export async function boundaries(
  directory: string,
  policy: Policy,
  { format, update }: BoundariesOptions,
  terminal: Terminal,
): Promise<Reply> {
  if (format !== "pretty" && format !== "json")
    throw new WrongUse("`--boundaries` has the formats `pretty` and `json`");
  const path = join(directory, SNAPSHOT);
  const tables = boundaryTables(policy);
  const text = snapshotText(tables);
  if (update) await replaceFile(path, text);
  const known = await readText(path, LARGEST, terminal).catch(() => undefined);
  const snapshot = known === undefined ? undefined : parseSnapshot(known);
  if (known !== undefined && snapshot === undefined)
    throw new WrongUse(`${quoted(path)} is no snapshot`, "write it anew by `--update`");
  const difference = snapshot && compareSnapshot(snapshot, tables, policy);
  const isSame =
    difference !== undefined && difference.changes.length + difference.added + difference.removed === 0;
  if (format === "json") return { code: isSame ? 0 : 1, out: json({ same: isSame, tables, ...difference }) };
  if (difference === undefined)
    return { code: 1, out: `${text}\nthere is no snapshot ${quoted(path)}: write it by \`--update\`\n` };
  if (isSame) return { code: 0, out: `${text}\nas in ${quoted(path)}\n` };
  return {
    code: 1,
    out: `${renderBoundaryDifference(difference)}\n\nnot as in ${quoted(path)}; \`--update\` writes it anew\n`,
  };
}
