import type { Span } from "../../diagnostics/span.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import { type Reading, ReadingStopped } from "./reading.ts";

/** Reports what is over a limit, and ends the reading of the source. */
function stopOver(limit: keyof DocumentLimits, span: Span, message: string, reading: Reading): never {
  reading.report("over-limit", span, message, `the limit is the option \`limits.${limit}\``);
  throw new ReadingStopped();
}

export function stopTooDeep(span: Span, reading: Reading): never {
  return stopOver("depth", span, `lists and maps are nested more than ${reading.limits.depth} deep`, reading);
}

export function stopTooManyNodes(span: Span, reading: Reading): never {
  const { limits, nodesLeft, count } = reading;
  if (nodesLeft === limits.nodes)
    return stopOver("nodes", span, `the document has more than ${limits.nodes} nodes`, reading);
  count.isOver = true;
  const message = `the documents together have more than ${limits.totalNodes} nodes`;
  return stopOver("totalNodes", span, message, reading);
}

export function stopTooManyAliases(span: Span, reading: Reading): never {
  return stopOver(
    "aliases",
    span,
    `the document expands more than ${reading.limits.aliases} aliases`,
    reading,
  );
}
