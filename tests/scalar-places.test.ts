import { describe, expect, it } from "vitest";
import type { Node, ScalarNode } from "../src/compiler/1-read/node.ts";
import { read } from "../src/compiler/1-read/read.ts";
import { scalarPlaces, spanInside } from "../src/compiler/1-read/scalar-places.ts";
import { Reporter } from "../src/diagnostics/reporter.ts";
import { DOCUMENT_LIMITS } from "../src/language/limits.ts";
import { Random } from "./generate/random.ts";

// Where a piece of a scalar's value stands in the YAML, in every way of writing scalars.

function scalarOf(text: string): ScalarNode {
  const reporter = new Reporter();
  const node = read({ path: "policy", text }, DOCUMENT_LIMITS, reporter);
  expect(reporter.diagnostics, text).toEqual([]);
  return innermost(node!) as ScalarNode;
}

function innermost(node: Node): Node {
  if (node.kind === "map") return innermost([...node.entries.values()].at(-1)!.value);
  return node.kind === "list" ? innermost(node.items.at(-1)!) : node;
}

/** The piece of the source that says what `piece` says in the value, with its line and column. */
function placeOf(text: string, piece: string): string {
  const { value, span } = scalarOf(text);
  const offset = (value as string).indexOf(piece);
  expect(offset, `${JSON.stringify(value)} has ${piece}`).toBeGreaterThanOrEqual(0);
  const place = scalarPlaces(span, value as string);
  const inside = spanInside(span, place(offset), place(offset + piece.length));
  return `${inside.line}:${inside.column} ${text.slice(inside.start, inside.end)}`;
}

describe("a piece of a scalar", () => {
  it.each([
    ["plain", "a: x(y)z", "(y)", "1:5 (y)"],
    ["plain, at its end", "a: x(y)", "(y)", "1:5 (y)"],
    ["plain, after text in quotes", "a: x\"(y)'z", "(y)", "1:6 (y)"],
    ["plain, in a flow map", "{ a: x(y)z }", "(y)", "1:7 (y)"],
    ["plain, over lines", "a: x\n  y  \n\n  (z) w\n", "(z)", "4:3 (z)"],
    ["plain, over lines that end in CR LF", "a: x\r\n  y\r\n\r\n  (z) w\r\n", "(z)", "4:3 (z)"],
    ["plain, across a line", "a: x\n  (y\n  z)\n", "(y z)", "2:3 (y\n  z)"],
    ["an item of a list", "- a\n- x(y)\n", "(y)", "2:4 (y)"],
    ["a whole document", "x(y)", "(y)", "1:2 (y)"],
    ["after a byte order mark", "\ufeffx(y)", "(y)", "1:2 (y)"],
    ["after an anchor", "a: &b x(y)", "(y)", "1:8 (y)"],
    ["in single quotes", "a: 'x''(y)'''", "(y)", "1:8 (y)"],
    ["a quote in single quotes", "a: 'x''y'", "'", "1:6 ''"],
    ["in single quotes, over lines", "a: 'x\n\n\n  it''s (y)'\n", "(y)", "4:9 (y)"],
    ["in double quotes", 'a: "\\"(y)\\\\"', "(y)", "1:7 (y)"],
    ["an escape", 'a: "x\\\\y"', "\\", "1:6 \\\\"],
    [
      "after short escapes",
      'a: "\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\"\\/\\\\\\N\\_\\L\\P(y)"',
      "(y)",
      "1:39 (y)",
    ],
    ["after hexadecimal escapes", 'a: "\\x41\\u00e9\\U0001F600(y)"', "(y)", "1:25 (y)"],
    ["an escape of two units", 'a: "x\\U0001F600y"', "😀", "1:6 \\U0001F600"],
    ["after a pair of escapes", 'a: "\\ud83d\\ude00(y)"', "(y)", "1:17 (y)"],
    ["after what takes two units", 'a: "😀(y)"', "(y)", "1:7 (y)"],
    ["in double quotes, over lines", 'a: "x\n\n  y \n  (z)"\n', "(z)", "4:3 (z)"],
    ["in double quotes, after an escaped line break", 'a: "x \\\n    \\  (y)"\n', "(y)", "2:8 (y)"],
    ["in double quotes, after a blank behind one", 'a: "x\\\n\n   (y)"\n', "(y)", "3:4 (y)"],
    ["a literal block", "a: |\n  x\n\n    (y)\n  z\n", "(y)", "4:5 (y)"],
    ["a literal block's first line", "a: |\n  (y)\n  z\n", "(y)", "2:3 (y)"],
    ["a literal block with its header", "a: |2- # why\n    x\n   (y)\n", "(y)", "3:4 (y)"],
    ["a literal block in a list of maps", "- - a: |2\n       x\n      (y)\n", "(y)", "3:7 (y)"],
    ["a literal block that begins blank", "a: |\n\n\n  (y)\n", "(y)", "4:3 (y)"],
    ["a literal block of lines with CR LF", "a: |\r\n  x\r\n  (y)\r\n", "(y)", "3:3 (y)"],
    ["a literal block without its last line break", "a: |\n  x\n  (y)", "(y)\n", "3:3 (y)"],
    ["a literal block that keeps all", "a: |+\n  (y)\n\n\n", "(y)\n\n\n", "2:3 (y)\n\n\n"],
    ["the indentation that is part of a block", "a: |\n  x\n     y\n", "   y", "3:3    y"],
    ["a folded block", "a: >-\n  x\n  y\n\n\n  (z)\n", "(z)", "6:3 (z)"],
    ["a folded block, across a line", "a: >\n  (x\n  y)\n", "(x y)", "2:3 (x\n  y)"],
    ["a folded block with more indentation", "a: >\n  x\n\n    y\n\n  w\n  (z)\n", "(z)", "7:3 (z)"],
    ["a folded block that begins with more", "a: >1\n   x\n y\n (z)\n", "(z)", "4:2 (z)"],
  ])("%s", (_name, text, piece, place) => {
    expect(placeOf(text, piece)).toBe(place);
  });

  it("is found wherever aliases stand for it", () => {
    expect(placeOf("a: &b x(y)\nc: *b\n", "(y)")).toBe("1:8 (y)");
  });
});

/** Pieces of YAML text whose meaning is for the `yaml` package to say. */
const BITS = {
  plain: ["a", "b'", 'c"', "é", "😀", "\\n", " d", "  e", "\n  f", " \t\n  \n  g"],
  single: ["a", "''", '"', "é", "😀", "\\n", " ", "  ", "\n  ", " \n  \n \t "],
  double: [
    "a",
    "'",
    '\\"',
    "é",
    "😀",
    "\\n",
    "\\\\",
    " ",
    "\\ ",
    "\\U0001F600",
    "\\x41",
    "\n  ",
    "  \n\n \n  ",
    "\\\n  ",
    "\\\n\n  ",
  ],
  literal: ["a", "'", '"', "é", "😀", "\\n", " ", "\t", "\n  ", "\n\n  ", "\n    ", "  \n  "],
};
/** What is folded away belongs to what it comes after. */
const FOLDED = /(?:\\\n\s*|\s)+$/;

const SPELLINGS: Record<string, string> = {
  "''": "'",
  '\\"': '"',
  "\\\\": "\\",
  "\\U0001F600": "😀",
  "\\x41": "A",
};
const STYLES = {
  plain: (inner: string) => `a: x${inner}z`,
  single: (inner: string) => `a: '${inner}'`,
  double: (inner: string) => `a: "${inner}"`,
  literal: (inner: string, random: Random) => `a: ${random.pick(["|", ">", "|-", ">+"])}\n  x${inner}z\n`,
};

describe.each(Object.keys(STYLES) as (keyof typeof STYLES)[])("a %s scalar", (style) => {
  it("has its characters in order, each that is no white space where it is said to be", () => {
    for (let seed = 0; seed < 2_000; seed++) {
      const random = new Random(seed);
      const inner = random.times(random.below(12), () => random.pick(BITS[style])).join("");
      const text = STYLES[style](inner, random);
      const { value, span } = scalarOf(text) as { value: string; span: ScalarNode["span"] };
      const place = scalarPlaces(span, value);
      const places = Array.from({ length: value.length + 1 }, (_, offset) => place(offset));
      expect(places, JSON.stringify(text)).toEqual([...places].sort((a, b) => a - b));
      expect(places.at(-1)).toBeLessThanOrEqual(text.length);
      for (const { 0: character, index } of value.matchAll(/\S/gu)) {
        const written = text.slice(place(index), place(index + character.length)).replace(FOLDED, "");
        expect(SPELLINGS[written] ?? written, JSON.stringify(text)).toBe(character);
      }
    }
  });
});
