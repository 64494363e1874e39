import type { Reading } from "./reading.ts";

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NEXT_LINE = 0x85;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reports the characters that YAML does not allow (its production `c-printable`, less a byte order mark inside), and
 * carriage returns on their own, which it takes for line ends and most tools do not. True when there is none.
 */
export function charactersAreAllowed(reading: Reading): boolean {
  const { text, limits } = reading;
  let found = 0;
  for (let at = 0; at < text.length && found < limits.diagnostics; at++) {
    const unit = text.charCodeAt(at);
    if ((unit >= 0x20 && unit < 0x7f) || unit === LINE_FEED) continue;
    if (isPair(text, at)) at++;
    else if (!isAllowed(unit, text, at)) {
      report(reading, at, unit);
      found++;
    }
  }
  return found === 0;
}

function isAllowed(unit: number, text: string, at: number): boolean {
  if (unit < 0xa0) {
    if (unit === CARRIAGE_RETURN) return text.charCodeAt(at + 1) === LINE_FEED;
    return unit === TAB || unit === NEXT_LINE;
  }
  if (unit === BYTE_ORDER_MARK) return at === 0;
  return unit < 0xd800 || (unit >= 0xe000 && unit < 0xfffe);
}

function isPair(text: string, at: number): boolean {
  return text.codePointAt(at)! > 0xffff;
}

function report(reading: Reading, at: number, unit: number): void {
  const name = `U+${unit.toString(16).toUpperCase().padStart(4, "0")}`;
  const help =
    unit === CARRIAGE_RETURN
      ? "end lines with a line feed, or with a carriage return and a line feed"
      : `write it as \`\\u${unit.toString(16).padStart(4, "0")}\` in double quotes, or delete it`;
  const message =
    unit === CARRIAGE_RETURN
      ? `carriage return without a line feed`
      : `character ${name} is not allowed in YAML`;
  reading.report("forbidden-character", reading.span(at, at + 1), message, help);
}
