import type { Stretch } from "./refusal.ts";

// The parser of regular expressions says where it noticed that something is wrong; people want to see what.

/** By the parser's message: what belongs to it of the pattern up to that place. */
const ENDING: readonly (readonly [message: RegExp, part: RegExp])[] = [
  [/repeat|quantifier$/, /(?:[*+?]|\{[\d,]*\}?)\??$/],
  [/character class$/, /(?:\\.|[^\\])-(?:\\.|[^\\])$/su],
];

/** … and what goes on behind it. */
const ESCAPED = /escape$|property name$|named reference$/;

/** @param noticed as the parser counts, in UTF-16 code units; at the end when something is missing */
export function offendingPart(pattern: string, noticed: number, message: string): Stretch {
  if (message.startsWith("Unterminated")) return characterAt(pattern, lastOpened(pattern));
  if (message === "Invalid named capture referenced") return found(/\\k<[^>]*>/.exec(pattern)!);
  const { end } = characterAt(pattern, noticed);
  if (ESCAPED.test(message)) return { start: pattern.lastIndexOf("\\", noticed), end };
  const before = ENDING.find(([which]) => which.test(message))?.[1].exec(pattern.slice(0, noticed));
  return before ? found(before) : characterAt(pattern, noticed);
}

function found({ 0: part, index }: RegExpExecArray): Stretch {
  return { start: index, end: index + part.length };
}

/** The one character there, or the last one. */
function characterAt(pattern: string, place: number): Stretch {
  const start = Math.min(place, pattern.length - 1);
  return { start, end: start + String.fromCodePoint(pattern.codePointAt(start)!).length };
}

const TOKENS = /\\.|\[(?:\\.|[^\]\\])*(?<closed>\])?|[()]/gsu;

/** Where the class or the innermost group begins that does not end. */
function lastOpened(pattern: string): number {
  const open: number[] = [];
  for (const { 0: token, index, groups } of pattern.matchAll(TOKENS)) {
    if (token === "(") open.push(index);
    else if (token === ")") open.pop();
    else if (token.startsWith("[") && groups!["closed"] === undefined) open.push(index);
  }
  return open.at(-1)!;
}
