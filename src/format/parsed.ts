import { read } from "../compiler/1-read/read.ts";
import { NodeCount } from "../compiler/1-read/reading.ts";
import { withinSizes } from "../compiler/1-read/sizes.ts";
import type { PolicyDocument } from "../compiler/2-parse/ast.ts";
import { parsePolicy } from "../compiler/2-parse/parse-policy.ts";
import { Parsing } from "../compiler/2-parse/parsing.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/span.ts";
import type { DocumentLimits } from "../language/limits.ts";

/** Policy files as trees, with names that nobody has looked up. What is wrong with them is reported. */
export function parsed(
  sources: readonly Source[],
  limits: DocumentLimits,
  reporter: Reporter,
): PolicyDocument[] {
  const fitting = withinSizes(sources, limits, reporter);
  const count = new NodeCount();
  const parsing = new Parsing(limits, reporter);
  return sources.flatMap((source) => {
    const root = fitting.has(source) ? read(source, limits, reporter, count) : undefined;
    return (root && parsePolicy(root, source, parsing)) ?? [];
  });
}
