import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { visible } from "../../diagnostics/visible.ts";
import type { CiSystem, Format } from "../formats.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { makeFolder, writeNewFile } from "../write/file.ts";
import { json } from "../write/json.ts";
import { type SchemaName, schemaHeader } from "../write/schema-header.ts";
import { WrongUse } from "../wrong-use.ts";
import { CI_RECIPES } from "./ci-recipe.ts";
import { FIRST_POLICY } from "./first-policy.ts";

export interface InitOptions {
  readonly format: Format;
  readonly ci?: CiSystem;
}

const SCHEMA_OF: Readonly<Record<string, SchemaName>> = {
  "schema.yaml": "schema",
  "policy.yaml": "policy",
  "governance.yaml": "governance",
  "policy.test.yaml": "tests",
};

/** Writes a first policy with its tests. Nothing that is there is overwritten, and then nothing is written at all. */
export async function init(
  where: string | undefined,
  options: InitOptions,
  terminal: Terminal,
): Promise<Reply> {
  const { directory, ci } = await answersOf(where, options, terminal);
  const recipe = ci && CI_RECIPES[ci];
  const ciFile = recipe && ([recipe.path, recipe.text(asWord(directory))] as const);
  if (ciFile) await requireAbsent(ciFile[0]);
  await makeFolder(directory);
  await requireNoPolicy(directory);
  const texts: (readonly [path: string, text: string])[] = [];
  for (const [name, text] of Object.entries(FIRST_POLICY))
    texts.push([join(directory, name), (await schemaHeader(SCHEMA_OF[name]!, directory)) + text]);
  if (ciFile) {
    await makeFolder(dirname(ciFile[0]));
    texts.push(ciFile);
  }
  for (const [path, text] of texts) await writeNewFile(path, text);
  const files = texts.map(([path]) => path);
  if (options.format === "json") return { code: 0, out: json({ files }) };
  const lines = files.map((path) => `${terminal.colors.green("wrote")} ${visible(path)}`);
  const next = `next: actra test${directory === "." ? "" : ` ${visible(shellWord(directory))}`}`;
  return { code: 0, out: `${[...lines, next].join("\n")}\n` };
}

/** Whoever says nothing, and sits at a terminal, is asked. */
async function answersOf(
  where: string | undefined,
  { format, ci }: InitOptions,
  { dialogue }: Terminal,
): Promise<{ readonly directory: string; readonly ci?: CiSystem }> {
  const isSilent = where !== undefined || ci !== undefined || format !== "pretty";
  if (isSilent || dialogue === undefined) return { directory: where ?? ".", ...(ci && { ci }) };
  const { askInit } = await import("../ask-init.ts");
  return askInit(dialogue);
}

async function requireNoPolicy(directory: string): Promise<void> {
  const taken = (await readdir(directory)).filter(isTaken).sort();
  if (taken.length === 0) return;
  throw new WrongUse(`there is a policy already: \`${taken.join("`, `")}\``, "name another directory");
}

async function requireAbsent(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new WrongUse(`\`${path}\` is there already`, "add what docs/ci.md says to it by hand");
}

/** In either spelling, a folder of policies too. */
function isTaken(name: string): boolean {
  return ["policies", ...Object.keys(FIRST_POLICY).map(withoutEnding)].includes(withoutEnding(name));
}

function withoutEnding(name: string): string {
  return name.replace(/\.ya?ml$/, "");
}

/** As one word of a shell. */
function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * As a word of a command inside of YAML.
 *
 * @throws WrongUse for what would mean something else to either
 */
function asWord(directory: string): string {
  if (/^[\w./][\w./-]*$/.test(directory)) return directory;
  if (/^[\w./][\w./ -]*$/.test(directory)) return `'${directory}'`;
  throw new WrongUse(
    `\`${directory}\` cannot stand in a CI recipe`,
    "name a directory of letters, digits, `_`, `-`, `.`",
  );
}
