import type { Reporter } from "../../diagnostics/reporter.ts";
import type { Source } from "../../diagnostics/span.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import { TreeBuilder } from "./build.ts";
import { charactersAreAllowed } from "./characters.ts";
import { compose } from "./compose.ts";
import type { KeptItems } from "./kept-items.ts";
import type { Node } from "./node.ts";
import { parseText } from "./parse-text.ts";
import { readInPieces } from "./read-in-pieces.ts";
import { NodeCount, Reading, unlessStopped } from "./reading.ts";
import { isBlank } from "./scalar.ts";
import { SyntaxErrors } from "./syntax-errors.ts";

/**
 * Text → tree. Receives any text within the size limits, and reports everything that is wrong with it as YAML;
 * `undefined` when that left no tree worth looking at. What the tree means is not asked here.
 *
 * @param count of the sources before this one
 * @param kept what was read before, for the next time
 */
export function read(
  source: Source,
  limits: DocumentLimits,
  reporter: Reporter,
  count = new NodeCount(),
  kept?: KeptItems,
): Node | undefined {
  if (count.isOver) return undefined;
  const reading = new Reading(source, limits, reporter, count);
  if (!charactersAreAllowed(reading)) return undefined;
  return readInPieces(source, limits, count, kept) ?? unlessStopped(() => readWhole(reading));
}

/** The tree of any text, as `yaml` reads it in one go. */
export function readWhole(reading: Reading): Node | undefined {
  const errors = new SyntaxErrors(reading);
  const document = parseText(reading, errors);
  const contents = document && compose(document, errors);
  if (errors.count > 0) return undefined;
  if (contents && !isBlank(contents)) return new TreeBuilder(reading).buildTree(contents);
  const help = "a file that is there has to have something in it";
  reading.report("empty-document", reading.span(0, 0), "the document is empty", help);
  return undefined;
}
