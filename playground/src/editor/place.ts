// Where in a YAML text an offset is, told from the text before it alone: what is being typed seldom parses. Knows maps and
// lists, in blocks and in flow; what it cannot tell it leaves out. Completion and hover ask.

/** Keys from the outside in; `[]` for an item of a list. */
export type Path = readonly string[];

export interface Place {
  /** The map or list that the offset is in; with the key before it when a value stands there. */
  readonly path: Path;
  /** What begins there: a key (or an item), or the value of the last key of the path. */
  readonly kind: "key" | "value";
  /** Where the word begins that the offset is in or after. */
  readonly from: number;
}

interface Level {
  readonly indent: number;
  readonly key: string;
}

const KEY = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'[\]{},:&*!|>%@`-][^#:{}[\],]*?|-[^\s:][^:]*?)\s*:(?=\s|$)/;
const ITEM = "[]";

/** Of a longer line nothing is told: the time for it would grow with its square, and a link may hold such lines. */
const LONGEST_LINE = 2_000;

export function placeAt(text: string, offset: number): Place {
  const scanner = new Scanner();
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  for (const line of before.slice(0, lineStart).split("\n").slice(0, -1))
    if (line.length <= LONGEST_LINE) scanner.line(line);
  const last = before.slice(lineStart);
  if (last.length > LONGEST_LINE) return { path: [], kind: "key", from: offset };
  const rest = scanner.line(last);
  const word = /[^\s{}[\],:"']*$/.exec(last)![0];
  return { ...scanner.place(rest), from: offset - word.length };
}

class Scanner {
  #levels: Level[] = [];
  /** Collections in flow that are open, each with the key that has come last in it. */
  #flow: { readonly isList: boolean; key?: string }[] = [];
  #isValue = false;

  /** Takes in one line, or its beginning. Gives where its block content begins. */
  line(line: string): number {
    if (this.#flow.length > 0) {
      this.#scanFlow(line);
      return 0;
    }
    const indent = /^ */.exec(line)![0].length;
    return this.#block(line.slice(indent), indent);
  }

  #block(rest: string, indent: number): number {
    if (rest.startsWith("#")) return indent;
    if (rest.startsWith("- ") || rest === "-") {
      // A list may stand as far in as its key, so an item closes other items there, and not the key.
      this.#close((level) => level.indent > indent || (level.indent === indent && level.key === ITEM));
      this.#levels.push({ indent, key: ITEM });
      const inner = /^-\s*/.exec(rest)![0].length;
      return this.#block(rest.slice(inner), indent + inner);
    }
    if (rest.trim() === "") {
      this.#isValue = false;
      return indent;
    }
    const key = KEY.exec(rest);
    if (key === null) {
      // It may become a key, which is what people want to be shown.
      this.#isValue = false;
      this.#scanFlow(rest);
      return indent;
    }
    this.#close((level) => level.indent >= indent);
    this.#levels.push({ indent, key: unquoted(key[1]!) });
    this.#isValue = true;
    this.#scanFlow(rest.slice(key[0].length));
    return indent;
  }

  #close(isOver: (level: Level) => boolean): void {
    while (this.#levels.length > 0 && isOver(this.#levels.at(-1)!)) this.#levels.pop();
  }

  #scanFlow(text: string): void {
    const token =
      /"(?:[^"\\]|\\.)*"?|'[^']*'?|[{}[\],]|:(?=\s|$)|#.*|[^\s{}[\],:"'#]+(?::(?=\S)[^\s{}[\],"']*)*|\s+|./g;
    let last = "";
    for (const [part] of text.matchAll(token)) {
      if (part.startsWith("#") && (last === "" || last.trim() === "")) return;
      const open = this.#flow.at(-1);
      if (part === "{" || part === "[") this.#flow.push({ isList: part === "[" });
      else if (part === "}" || part === "]") this.#flow.pop();
      else if (part === "," && open) delete open.key;
      else if (part === ":" && open) open.key = unquoted(last.trim());
      if (part.trim() !== "") last = part;
    }
  }

  place(indent: number): Omit<Place, "from"> {
    if (this.#flow.length > 0) return this.#flowPlace();
    if (this.#isValue) return { path: this.#blockPath(), kind: "value" };
    const levels = this.#levels.filter((level) => level.indent < indent);
    return { path: levels.map(({ key }) => key), kind: "key" };
  }

  #blockPath(): string[] {
    return this.#levels.map(({ key }) => key);
  }

  #flowPlace(): Omit<Place, "from"> {
    const inner = this.#flow.flatMap(({ isList, key }) => (isList ? [ITEM] : key === undefined ? [] : [key]));
    const last = this.#flow.at(-1)!;
    const isValue = last.isList || last.key !== undefined;
    return { path: [...this.#blockPath(), ...inner], kind: isValue ? "value" : "key" };
  }
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, "$2");
}

/** The keys of a map at the top of the text, such as those of `lists`. */
export function keysUnder(text: string, key: string): string[] {
  const block =
    new RegExp(`^${key}:[^\\n]*\\n((?:[ \\t]+[^\\n]*\\n?|[ \\t]*#[^\\n]*\\n?|\\n)*)`, "m").exec(text)?.[1] ??
    "";
  const indent = /^( +)\S/m.exec(block)?.[1];
  return indent === undefined
    ? []
    : [...block.matchAll(new RegExp(`^${indent}([\\w-]+):`, "gm"))].map(([, name]) => name!);
}
