import type { Reporter } from "../../diagnostics/reporter.ts";
import type { Source } from "../../diagnostics/span.ts";
import type { DocumentLimits } from "../../language/limits.ts";
import { Places } from "./places.ts";

/** The sources that are not too large, alone or together; of the others the first is reported where it begins. */
export function withinSizes(
  sources: readonly Source[],
  limits: DocumentLimits,
  reporter: Reporter,
): ReadonlySet<Source> {
  const fitting = new Set<Source>();
  let total = 0;
  for (const source of sources) {
    const bytes = utf8Length(source.text);
    total += bytes;
    if (total > limits.totalBytes) {
      reportSize(
        source,
        `the documents together have more than ${limits.totalBytes} bytes`,
        "totalBytes",
        reporter,
      );
      return fitting;
    }
    if (bytes <= limits.fileBytes) fitting.add(source);
    else
      reportSize(
        source,
        `the document has ${bytes} bytes, the limit is ${limits.fileBytes}`,
        "fileBytes",
        reporter,
      );
  }
  return fitting;
}

function reportSize(source: Source, message: string, limit: keyof DocumentLimits, reporter: Reporter): void {
  const help = `split it into several files; the limit is the option \`limits.${limit}\``;
  reporter.report({ code: "over-limit", message, span: Places.of(source).span(0, 0), help });
}

/** Bytes of the text in UTF-8; half a surrogate pair counts three, as the character it is replaced by. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    if (unit >= 0xd800 && unit < 0xdc00 && text.codePointAt(at)! > 0xffff) at++;
  }
  return bytes;
}
