import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Reading } from "./reading.ts";

// What YAML has and documents may not have. Reported where it stands, and passed over.

export function refuseDirective(lexeme: string, offset: number, reading: Reading): void {
  refuse(
    "yaml-directive",
    lexeme,
    offset,
    "a YAML directive has no meaning here",
    "delete the line",
    reading,
  );
}

export function refuseTag(lexeme: string, offset: number, reading: Reading): void {
  const message = `the tag \`${lexeme}\` has no meaning here`;
  refuse("explicit-tag", lexeme, offset, message, tagHelp(lexeme), reading);
}

function tagHelp(lexeme: string): string {
  if (lexeme === "!=") return "write `not_equals`";
  if (/^!+\w*[.(]/.test(lexeme)) return "an expression that begins with `!` stands in quotes as a whole";
  return "delete it; to make text of a number, put it in quotes";
}

/** `yaml` drops text after such a key in silence: of `? a b: 1` with `a` in quotes, it keeps only `a`. */
export function refuseExplicitKey(lexeme: string, offset: number, reading: Reading): void {
  const help = "write `key: value`, with the key in quotes where it has unusual characters";
  refuse("explicit-key", lexeme, offset, "keys with a question mark before them are not used", help, reading);
}

export function refuseSecondDocument(offset: number, reading: Reading): void {
  const span = reading.span(offset, reading.places.endOfLine(offset));
  const help = "put it into a file of its own";
  reading.report("second-document", span, "a second document begins here", help);
}

function refuse(
  code: DiagnosticCode,
  lexeme: string,
  offset: number,
  message: string,
  help: string,
  reading: Reading,
): void {
  reading.report(code, reading.span(offset, offset + lexeme.length), message, help);
}
