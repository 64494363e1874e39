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
  for (const { index } of text.matchAll(UNUSUAL)) {
    const unit = text.charCodeAt(index);
    if (isHalfOfPair(text, index) || isAllowed(unit, text, index)) continue;
    report(reading, index, unit);
    if (++found >= limits.diagnostics) break;
  }
  return found === 0;
}

/** All but what nearly every character of every document is. */
const UNUSUAL = /[^\t\n\x20-\x7e]/g;

function isAllowed(unit: number, text: string, at: number): boolean {
  if (unit < 0xa0) {
    if (unit === CARRIAGE_RETURN) return text.charCodeAt(at + 1) === LINE_FEED;
    return unit === TAB || unit === NEXT_LINE;
  }
  if (unit === BYTE_ORDER_MARK) return at === 0;
  return unit < 0xd800 || (unit >= 0xe000 && unit < 0xfffe);
}

function isHalfOfPair(text: string, at: number): boolean {
  return text.codePointAt(at)! > 0xffff || (at > 0 && text.codePointAt(at - 1)! > 0xffff);
}

function report(reading: Reading, at: number, unit: number): void {
  const span = reading.span(at, at + 1);
  const digits = unit.toString(16).padStart(4, "0");
  const message = `the character U+${digits.toUpperCase()} is not allowed in YAML`;
  if (unit === CARRIAGE_RETURN)
    reading.report("forbidden-character", span, "carriage return without a line feed", LINE_ENDS);
  else if (isSurrogate(unit))
    reading.report("forbidden-character", span, message, "it is half of a surrogate pair");
  else
    reading.report(
      "forbidden-character",
      span,
      message,
      `delete it, or write \`\\u${digits}\` in double quotes`,
    );
}

const LINE_ENDS = "end lines with a line feed, or with a carriage return and a line feed";

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}
