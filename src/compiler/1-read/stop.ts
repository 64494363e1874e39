import type { Span } from "../../diagnostics/span.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import { type Reading, ReadingStopped } from "./reading.ts";

/** Reports what is over a limit, and ends the reading of the source. */
export function stopOver(limit: keyof DocumentLimits, span: Span, message: string, reading: Reading): never {
  reading.report("over-limit", span, message, `the limit is the option \`limits.${limit}\``);
  throw new ReadingStopped();
}

export function stopTooDeep(offset: number, reading: Reading): never {
  const message = `lists and maps are nested more than ${reading.limits.depth} deep`;
  return stopOver("depth", reading.span(offset, offset + 1), message, reading);
}

export function stopTooManyNodes(offset: number, reading: Reading): never {
  const message = `the document has more than ${reading.limits.nodes} nodes`;
  return stopOver("nodes", reading.span(offset, offset + 1), message, reading);
}

export function stopTooManyAliases(span: Span, reading: Reading): never {
  const message = `the document expands more than ${reading.limits.aliases} aliases`;
  return stopOver("aliases", span, message, reading);
}
