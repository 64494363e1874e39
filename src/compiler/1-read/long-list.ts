/** A list in block style whose items can be read one after the other. */
export interface LongList {
  /** Spaces before its dashes. */
  readonly indentation: number;
  /** Where the line of each item begins. */
  readonly starts: readonly number[];
}

const SPACE = 0x20;
const DASH = 0x2d;

/** A character that ends a line, or a comment that fills it: of such lines nothing is known but that they are no items. */
const NOTHING = new Set([0x0a, 0x0d, 0x23]);

/**
 * The longest of the lists that stand in no other list, as far as lines and dashes tell: it may be part of a text in quotes.
 * Whoever cuts it has to ask YAML whether it is a list.
 */
export function longListOf(text: string): LongList {
  let longest: LongList = { indentation: 0, starts: [] };
  // What `yaml` does with one depends on what comes after it.
  if (text.includes("\t")) return longest;
  let indentation = Number.POSITIVE_INFINITY;
  let starts: number[] = [];
  for (let line = 0; line < text.length; line = nextLine(line, text)) {
    const depth = depthAt(line, text);
    const first = text.charCodeAt(line + depth);
    if (depth > indentation || NOTHING.has(first)) continue;
    const isItem = first === DASH && isWhite(text.charCodeAt(line + depth + 1));
    if (isItem && depth === indentation) starts.push(line);
    else {
      indentation = isItem ? depth : Number.POSITIVE_INFINITY;
      starts = isItem ? [line] : [];
    }
    if (starts.length > longest.starts.length) longest = { indentation, starts };
  }
  return longest;
}

function nextLine(from: number, text: string): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

function depthAt(line: number, text: string): number {
  let at = line;
  while (text.charCodeAt(at) === SPACE) at++;
  return at - line;
}

function isWhite(unit: number): boolean {
  return unit === SPACE || unit === 0x0a || unit === 0x0d;
}
