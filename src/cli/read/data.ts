import type { Node } from "../../compiler/1-read/node.ts";
import { read } from "../../compiler/1-read/read.ts";
import { Reporter } from "../../diagnostics/reporter.ts";
import { DOCUMENT_LIMITS } from "../../language/limits.ts";
import { dataOf } from "../../testing/written.ts";
import type { Terminal } from "../terminal.ts";
import { BadDocuments, WrongUse } from "../wrong-use.ts";
import { nameOf, PIPED, quoted, readText } from "./bytes.ts";

// JSON or YAML that is no policy document. It is read as strictly as these are: no key twice, no number that would lose digits.

const INPUT_HELP = "name its file by `--input`, or pipe it in";

/** @throws BadDocuments, WrongUse */
export async function readNode(where: string, terminal: Terminal): Promise<Node> {
  if (where === PIPED && terminal.inputIsTyped) throw new WrongUse("there is no input", INPUT_HELP);
  const text = await readText(where, DOCUMENT_LIMITS.fileBytes, terminal);
  if (text.trim() === "")
    throw new WrongUse(`${quoted(where)} is empty`, where === PIPED ? INPUT_HELP : undefined);
  const reporter = new Reporter();
  const root = read({ path: nameOf(where), text }, DOCUMENT_LIMITS, reporter);
  if (root === undefined || reporter.hasErrors) throw new BadDocuments(reporter.diagnostics, reporter.more);
  return root;
}

/**
 * A map, as a plain object.
 *
 * @throws BadDocuments, WrongUse
 */
export async function readMap(where: string, terminal: Terminal): Promise<Record<string, unknown>> {
  const data: unknown = dataOf(await readNode(where, terminal));
  if (typeof data === "object" && data !== null && !Array.isArray(data))
    return data as Record<string, unknown>;
  throw new WrongUse(`${quoted(where)} has to be a map`);
}
