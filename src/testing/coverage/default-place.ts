import { read } from "../../compiler/1-read/read.ts";
import { Reporter } from "../../diagnostics/reporter.ts";
import type { Source } from "../../diagnostics/span.ts";
import { DOCUMENT_LIMITS } from "../../language/limits.ts";
import type { ExplainedPlace } from "../../policy/explanation.ts";

/** Where `default:` is written, in one policy file at most. A program does not say. */
export function placeOfDefault(sources: readonly Source[]): ExplainedPlace | undefined {
  for (const source of sources.filter(({ text }) => text.includes("default"))) {
    const root = read(source, DOCUMENT_LIMITS, new Reporter());
    const entry = root?.kind === "map" ? root.entries.get("default") : undefined;
    if (entry === undefined) continue;
    const { line, column } = entry.keySpan;
    return { path: source.path, line, column };
  }
  return undefined;
}
