import type { PolicyDocument } from "../compiler/2-parse/ast.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { DocumentLimits } from "../language/limits.ts";
import { Aliases } from "./aliases.ts";
import { demandAllComments } from "./all-comments.ts";
import { clearFirstLines } from "./comments.ts";
import { documentOf, textOf } from "./document.ts";
import { isJson, jsonOf } from "./json.ts";
import { orderKeys } from "./key-order.ts";
import { breakLongLines } from "./long-lines.ts";
import { meaningOf } from "./meaning.ts";
import type { Notation } from "./notations.ts";
import { parsed } from "./parsed.ts";
import { rewriteConditions } from "./rewrite.ts";

const BYTE_ORDER_MARK = "\ufeff";

/**
 * The whole story of one file: conditions → order of keys → lines → text, with the line ends and the byte order mark that it had.
 * The text is read again before anybody gets it: it says the same, or there is none.
 */
export function writtenAnew(
  policy: PolicyDocument,
  notation: Notation | undefined,
  limits: DocumentLimits,
  reporter: Reporter,
): string {
  const { text, path } = policy.source;
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const lines = text.slice(mark.length).replaceAll("\r\n", "\n");
  const yaml = rewritten(lines, policy, notation);
  const written = isJson(lines) ? jsonOf({ path, text: yaml }, limits, reporter) : yaml;
  demandSame(policy, written, limits, reporter);
  demandAllComments(lines, written);
  return mark + (text.includes("\r\n") ? written.replaceAll("\n", "\r\n") : written);
}

function rewritten(text: string, policy: PolicyDocument, notation: Notation | undefined): string {
  const document = documentOf(text);
  const aliases = new Aliases(document);
  if (notation !== undefined) rewriteConditions(document, policy, notation, aliases);
  orderKeys(document);
  aliases.restore(document);
  breakLongLines(document);
  clearFirstLines(document);
  return textOf(document);
}

/** What is over a limit in the other notation alone is reported, in the text that it would be. */
function demandSame(policy: PolicyDocument, text: string, limits: DocumentLimits, reporter: Reporter): void {
  const [again] = parsed([{ path: policy.source.path, text }], limits, reporter);
  if (reporter.hasErrors || (again !== undefined && meaningOf(again) === meaningOf(policy))) return;
  throw new Error(`\`${policy.source.path}\` cannot be formatted: it would say something else`);
}
