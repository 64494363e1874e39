// Where in a file each character of a scalar's value stands. Receives the text of a file, the range of a scalar in it
// (without anchor, without white space after it) and the value that `yaml` read there; needs nothing of `yaml`'s nodes,
// since the first character tells the style. What the value has beyond its range (the line ends that a block keeps)
// stands at the end of it. One pass over the scalar, and none when its value is written as it is.

interface Range {
  readonly start: number;
  readonly end: number;
}

/** From offsets in the value to offsets in the file. */
export function scalarPlaces(text: string, range: Range, value: string): (offset: number) => number {
  const style = text[range.start]!;
  const isQuoted = style === '"' || style === "'";
  const inside = isQuoted ? { start: range.start + 1, end: range.end - 1 } : range;
  if (text.startsWith(value, inside.start) && value.length === inside.end - inside.start)
    return (offset) => inside.start + offset;
  const isBlock = style === "|" || style === ">";
  const places = isBlock ? blockPlaces(text, range, value) : flowPlaces(text, inside, isQuoted ? style : "");
  return (offset) => places[offset] ?? inside.end;
}

const IS_WHITE = /[ \t\r\n]/;

/** Plain and in quotes: line breaks with the white space around them are a space, or one line break fewer than there are. */
function flowPlaces(text: string, { start, end }: Range, quote: string): number[] {
  const places: number[] = [];
  let at = start;
  while (at < end) {
    if (IS_WHITE.test(text[at]!)) at = addWhite(text, at, end, places);
    else if (quote !== "" && text[at] === (quote === '"' ? "\\" : "'")) at = addEscape(text, at, places);
    else places.push(at++);
  }
  return places;
}

/** Spaces and line breaks up to what follows them, which is where it goes on. */
function addWhite(text: string, from: number, end: number, places: number[]): number {
  const breaks: number[] = [];
  let at = from;
  for (; at < end && IS_WHITE.test(text[at]!); at++) if (text[at] === "\n") breaks.push(at);
  if (breaks.length === 0) for (let each = from; each < at; each++) places.push(each);
  else places.push(...(breaks.length === 1 ? breaks : breaks.slice(1)));
  return at;
}

const ESCAPED_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** `''`, or what follows a backslash. An escaped line break stands for nothing, and the indentation after it neither. */
function addEscape(text: string, at: number, places: number[]): number {
  const escaped = text[at + 1]!;
  if (text[at] === "\\" && (escaped === "\n" || escaped === "\r")) {
    let next = text.indexOf("\n", at) + 1;
    while (text[next] === " " || text[next] === "\t") next++;
    return next;
  }
  const digits = (text[at] === "\\" && ESCAPED_DIGITS[escaped]) || 0;
  const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
  places.push(at);
  if (code > 0xffff) places.push(at);
  return at + 2 + digits;
}

/** A line of a block: where its indentation ends, and where its text does. */
interface Line {
  readonly start: number;
  readonly ink: number;
  readonly end: number;
}

function blockPlaces(text: string, { start, end }: Range, value: string): number[] {
  const lines = linesOf(text, text.indexOf("\n", start) + 1, end);
  const first = lines.findIndex(({ ink, end }) => ink < end);
  if (first < 0 || text.indexOf("\n", start) < 0) return [];
  const indentation = indentationOf(lines, first, value);
  const folding = new Folding(text[start] === ">");
  for (const [index, line] of lines.entries()) {
    if (index < first) folding.addBlankStart(line, indentation);
    else folding.add(line, indentation, text);
  }
  return folding.places;
}

function linesOf(text: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  for (let at = start; at <= end; ) {
    const found = text.indexOf("\n", at);
    const next = found < 0 || found > end ? end : found;
    const lineEnd = text[next - 1] === "\r" && next > at ? next - 1 : next;
    let ink = at;
    while (ink < lineEnd && text[ink] === " ") ink++;
    lines.push({ start: at, ink, end: lineEnd });
    at = next + 1;
  }
  return lines;
}

/** What was taken from each line, told by what is left of the first one: it may have been said in the block's header. */
function indentationOf(lines: readonly Line[], first: number, value: string): number {
  let at = 0;
  for (let index = 0; index < first; index++) at = value.indexOf("\n", at) + 1;
  let left = 0;
  while (value[at + left] === " ") left++;
  return lines[first]!.ink - lines[first]!.start - left;
}

/**
 * The lines of a block put together: with `|` as they are; with `>` a single break between lines of text is a space, and of
 * several one is folded away, unless a line beside them is indented further.
 */
class Folding {
  readonly places: number[] = [];
  readonly #folds: boolean;
  /** What comes between the last line and the next one, and where it stands. */
  #separator: "" | " " | "\n" | "\n\n" = "";
  #end = 0;
  #wasIndented = false;

  constructor(folds: boolean) {
    this.#folds = folds;
  }

  addBlankStart(line: Line, indentation: number): void {
    this.#addText(Math.min(line.start + indentation, line.end), line.end);
    this.places.push(line.end);
  }

  add(line: Line, indentation: number, text: string): void {
    const from = Math.min(line.start + indentation, line.ink);
    const isIndented = from < line.ink || text[line.ink] === "\t";
    if (this.#folds && isIndented) this.#addIndented(from, line);
    else if (this.#folds && line.ink === line.end) this.#addBlank();
    else this.#addLine(from, line, this.#folds ? " " : "\n");
    this.#end = line.end;
  }

  #addIndented(from: number, line: Line): void {
    if (this.#separator === " ") this.#separator = "\n";
    else if (this.#separator === "\n" && !this.#wasIndented) this.#separator = "\n\n";
    this.#addLine(from, line, "\n");
    this.#wasIndented = true;
  }

  #addBlank(): void {
    if (this.#separator === "\n") this.places.push(this.#end);
    else this.#separator = "\n";
  }

  #addLine(from: number, { end }: Line, separator: " " | "\n"): void {
    for (const _ of this.#separator) this.places.push(this.#end);
    this.#addText(from, end);
    this.#separator = separator;
    this.#wasIndented = false;
  }

  #addText(from: number, to: number): void {
    for (let at = from; at < to; at++) this.places.push(at);
  }
}
