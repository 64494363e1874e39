import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { visible } from "../../diagnostics/visible.ts";
import type { Format } from "../formats.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { makeFolder, writeNewFile } from "../write/file.ts";
import { json } from "../write/json.ts";
import { type SchemaName, schemaHeader } from "../write/schema-header.ts";
import { WrongUse } from "../wrong-use.ts";
import { FIRST_POLICY } from "./first-policy.ts";

export interface InitOptions {
  readonly format: Format;
}

const SCHEMA_OF: Readonly<Record<string, SchemaName>> = {
  "schema.yaml": "schema",
  "policy.yaml": "policy",
  "governance.yaml": "governance",
  "policy.test.yaml": "tests",
};

/** Writes a first policy with its tests. Nothing that is there is overwritten, and then nothing is written at all. */
export async function init(directory: string, { format }: InitOptions, { colors }: Terminal): Promise<Reply> {
  await makeFolder(directory);
  const taken = (await readdir(directory)).filter(isTaken);
  if (taken.length > 0)
    throw new WrongUse(
      `there is a policy already: \`${taken.sort().join("`, `")}\``,
      "name another directory",
    );
  const paths = Object.keys(FIRST_POLICY).map((name) => join(directory, name));
  for (const [name, text] of Object.entries(FIRST_POLICY))
    await writeNewFile(join(directory, name), (await schemaHeader(SCHEMA_OF[name]!, directory)) + text);
  if (format === "json") return { code: 0, out: json({ files: paths }) };
  const lines = paths.map((path) => `${colors.green("wrote")} ${visible(path)}`);
  const next = `next: actra test${directory === "." ? "" : ` ${visible(directory)}`}`;
  return { code: 0, out: `${[...lines, next].join("\n")}\n` };
}

/** In either spelling, a folder of policies too. */
function isTaken(name: string): boolean {
  return ["policies", ...Object.keys(FIRST_POLICY).map(withoutEnding)].includes(withoutEnding(name));
}

function withoutEnding(name: string): string {
  return name.replace(/\.ya?ml$/, "");
}
