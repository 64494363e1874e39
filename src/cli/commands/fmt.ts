import { stat } from "node:fs/promises";
import { ActraCompileError } from "../../compiler/compile-error.ts";
import { Reporter } from "../../diagnostics/reporter.ts";
import { visible } from "../../diagnostics/visible.ts";
import { readDirectory } from "../../files/directory.ts";
import { format, toExpression, toStructured } from "../../format/format.ts";
import { DOCUMENT_LIMITS } from "../../language/limits.ts";
import type { Format, Notation } from "../formats.ts";
import { nameOf, PIPED, readText } from "../read/bytes.ts";
import { located, pathIn } from "../read/located.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { replaceFile } from "../write/file.ts";
import { json } from "../write/json.ts";
import { BadDocuments, WrongUse } from "../wrong-use.ts";

const CONVERSIONS: Readonly<Record<Notation, typeof format>> = {
  expression: toExpression,
  structured: toStructured,
};

export interface FmtOptions {
  readonly format: Format;
  /** The notation of conditions; each stays in its own when left out. */
  readonly to?: Notation;
  /** Whether to say which files would change, and change none. */
  readonly check?: boolean;
  /** Whether to change them. */
  readonly write?: boolean;
}

interface Formatted {
  readonly path: string;
  readonly text: string;
  readonly changed: boolean;
}

/** Policies in canonical form: to standard output, or into their files. All are formatted before any is written. */
export async function fmt(
  places: readonly string[],
  options: FmtOptions,
  terminal: Terminal,
): Promise<Reply> {
  if (options.check && options.write) throw new WrongUse("`--check` changes nothing, and `--write` does");
  if (options.write && places.includes(PIPED)) throw new WrongUse("`--write` needs files");
  const files: Formatted[] = [];
  for (const place of places) files.push(...(await formatted(place, options, terminal)));
  const changed = files.filter((file) => file.changed);
  const out = outputOf(files, options);
  if (options.write) for (const { path, text } of changed) await replaceFile(path, text);
  return { code: options.check && changed.length > 0 ? 1 : 0, out };
}

/** @throws WrongUse for several files, of which nobody could tell where one ends */
function outputOf(files: readonly Formatted[], options: FmtOptions): string {
  if (options.format === "json") return json({ files: files.map(dataFor(options)) });
  if (options.check || options.write)
    return files
      .filter(({ changed }) => changed)
      .map(lineFor(options))
      .join("");
  const [only, ...more] = files;
  if (more.length > 0) throw new WrongUse("there are several files", "say `--write` or `--check`");
  return only?.text ?? "";
}

function dataFor({ check, write }: FmtOptions) {
  return ({ path, text, changed }: Formatted) => ({ path, changed, ...(!check && !write && { text }) });
}

function lineFor({ write }: FmtOptions) {
  return ({ path }: Formatted) => `${write ? "formatted" : "not formatted:"} ${visible(path)}\n`;
}

async function formatted(place: string, { to }: FmtOptions, terminal: Terminal): Promise<Formatted[]> {
  const convert = to === undefined ? format : CONVERSIONS[to];
  const isFolder = place !== PIPED && (await stat(place).catch(() => undefined))?.isDirectory();
  const files = isFolder ? await filesIn(place) : [await fileAt(place, terminal)];
  return files.map(({ path, text }) => {
    const anew = reporting(() => convert([{ path, text }]))[0]!.text;
    return { path, text: anew, changed: anew !== text };
  });
}

async function fileAt(place: string, terminal: Terminal) {
  return { path: nameOf(place), text: await readText(place, DOCUMENT_LIMITS.fileBytes, terminal) };
}

/** @throws BadDocuments when it is no policy directory: some of it would stay as it is unseen */
async function filesIn(directory: string) {
  const { sources, findings } = await readDirectory(directory);
  const reporter = new Reporter();
  for (const finding of findings) reporter.report(finding);
  if (reporter.hasErrors) throw new BadDocuments(located(reporter.diagnostics, directory), reporter.more);
  return sources.policies.map(({ path, text }) => ({ path: pathIn(directory, path), text }));
}

function reporting<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof ActraCompileError)) throw error;
    throw new BadDocuments(error.diagnostics, error.more, { cause: error });
  }
}
