import { describe, expect, it } from "vitest";
import { type Pair, parseDocument, type Scalar, stringify, type YAMLMap } from "yaml";
import { scalarPlaces } from "../src/compiler/1-read/scalar-places.ts";
import type { Span } from "../src/diagnostics/span.ts";
import { Random } from "./generate/random.ts";

// Each character of a scalar's value has its place in the file: in every style of YAML, as `yaml` reads it.

function spanOf(text: string, range: { readonly start: number; readonly end: number }): Span {
  return { source: { path: "a.yaml", text }, line: 1, column: 1, ...range };
}

/** What stands in the file for each character of the value of `key`. */
function shown(text: string): [value: string, places: readonly number[]] {
  const { contents, errors } = parseDocument(text, { schema: "failsafe" });
  expect(errors, text).toEqual([]);
  const { value } = (contents as YAMLMap).items.at(-1) as Pair<unknown, Scalar<string>>;
  const [start, end] = value!.range!;
  const range = { start, end: start + text.slice(start, end).trimEnd().length };
  const place = scalarPlaces(spanOf(text, range), value!.value);
  return [value!.value, Array.from({ length: value!.value.length + 1 }, (_, offset) => place(offset))];
}

describe("a character stands where it is written", () => {
  it.each([
    ["plain", "key: a > 1"],
    ["plain, over several lines", "key: a >\n  1 &&\n\n  b\n\n\n  c"],
    ["plain, with an anchor", "key: &x a > 1"],
    ["plain, with a comment", "key: a > 1 # so"],
    ["plain, CRLF", "key: a >\r\n  1\r\n  b\r\n"],
    ["single quotes", "key: 'a > 1'"],
    ["single quotes with quotes", "key: 'a == ''b'' && ''''  c'"],
    ["single quotes over lines", "key: 'a  \n\n    b  ''\n    c  '"],
    ["double quotes", 'key: "a > 1"'],
    ["double quotes over lines", 'key: "a  \n   b \\\n    c\\n  \n\n    d  "'],
    ["double quotes with CRLF", 'key: "a \\\r\n   b\r\n\r\n  c"'],
    ["literal", "key: |\n  a\n    b\n\n  c\n"],
    ["literal, stripped", "key: |-\n  a\n  b"],
    ["literal, kept", "key: |+\n  a\n\n\n"],
    ["literal, with an indicator", "key: |2\n    a\n  b\n"],
    ["literal, blank lines first", "key: |\n\n   \n   a\n   b\n"],
    ["literal, a comment beside the header", "key: | # so\n  a\n  b\n"],
    ["literal, CRLF", "key: |\r\n  a\r\n    b\r\n\r\n  c\r\n"],
    ["folded", "key: >\n  a\n  b\n\n  c\n\n\n  d\n"],
    ["folded, with lines indented further", "key: >-\n  a\n    b\n    c\n  d\n\n    e\n\n  f\n  \tg\n"],
    ["folded, with an indicator", "key: >1-\n  a\n b\n c"],
    ["folded, CRLF", "key: >\r\n  a\r\n  b\r\n\r\n  c\r\n"],
    ["in a list", "x: 1\nkey: 'a'\n"],
  ])("%s", (_name, text) => {
    const [value, places] = shown(text);
    for (const [offset, character] of [...value].entries())
      if (/\S/.test(character)) expect(text[places[offset]!], `${offset} of ${value}`).toBe(character);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    // White space stands between what it stands between.
    expect(new Set(places.filter((_, offset) => /\S/.test(value[offset] ?? " "))).size).toBe(
      value.replace(/\s/g, "").length,
    );
  });

  it("an escape stands at its backslash, both halves of a pair as well", () => {
    const text = 'key: "\\x41\\u00e9\\U0001f600\\t\\"\\\\/b"';
    const [value, places] = shown(text);
    expect(value).toBe('Aé😀\t"\\/b');
    const written = places.map((place) => text.slice(place, place + 2));
    expect(written).toEqual(["\\x", "\\u", "\\U", "\\U", "\\t", '\\"', "\\\\", "/b", 'b"', '"']);
  });

  it("white space in a literal block stands where it is, indentation not counted", () => {
    const text = "key: |-\n    a b\n      c\n    d";
    const [value, places] = shown(text);
    expect(value).toBe("a b\n  c\nd");
    expect(places).toEqual([12, 13, 14, 15, 20, 21, 22, 23, 28, 29]);
  });
});

it("has a place for every character of random scalars in every style", () => {
  const random = new Random(7);
  const styles = ["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const;
  const pieces = ["a", "bc", "'", '"', "\\", " ", "  ", "\n", "\n\n", "\t", "é", "😀", "z&&y", "{", "#"];
  const seen = new Map<string, number>();
  for (let run = 0; run < 2000; run++) {
    const value = `x${random.times(random.between(1, 12), () => random.pick(pieces)).join("")}`;
    const lineWidth = random.pick([0, 5, 20]);
    const options = { defaultStringType: random.pick(styles), lineWidth, minContentWidth: 0 };
    const text = stringify({ key: value }, options as never);
    // Of what it breaks at a narrow width, `yaml` cannot read all itself.
    if (parseDocument(text).errors.length > 0) continue;
    const [read, places] = shown(text);
    const style = /^(?:key|['"]key['"]):\s*(.)/.exec(text)?.[1] ?? "?";
    seen.set(style, (seen.get(style) ?? 0) + 1);
    for (let offset = 0; offset < read.length; offset++) {
      const at = places[offset]!;
      if (/[\w{#é&]/.test(read[offset]!) && text[at] !== "\\") expect(text[at], text).toBe(read[offset]);
      expect(places[offset + 1]!, text).toBeGreaterThanOrEqual(at);
    }
  }
  expect([...seen.keys()].sort()).toEqual(['"', "'", ">", "x", "|"].sort());
});

it("takes time in proportion to the scalar", () => {
  const value = "a''\n    ".repeat(200_000);
  const text = `key: '${value}'`;
  const place = scalarPlaces(spanOf(text, { start: 5, end: text.length }), "a' ".repeat(200_000));
  expect(text[place(3 * 199_999)]).toBe("a");
});
