import type { Diagnostic, Fix } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../diagnostics/span.ts";
import { regionOf } from "./region.ts";

/** A diagnostic as wire data: its place in numbers, without the text of the file. */
export function diagnosticData(diagnostic: Diagnostic): object {
  const { code, severity, message, help, span, related, governanceRule, fix } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(help !== undefined && { help }),
    ...(governanceRule !== undefined && { governance_rule: governanceRule }),
    ...(span && placeData(span)),
    ...(related && { related: related.map((each) => ({ message: each.message, ...placeData(each.span) })) }),
    ...(fix && { fix: fixData(fix) }),
  };
}

/** Each edit is the text that takes a place; one that is empty is an insertion. */
function fixData({ title, keeps, edits }: Fix): object {
  return { title, keeps, edits: edits.map(({ span, text }) => ({ text, ...placeData(span) })) };
}

export function placeData(span: Span): object {
  const { line, column, endLine, endColumn } = regionOf(span);
  return { path: span.source.path, line, column, end_line: endLine, end_column: endColumn };
}
