import { describe, expect, it } from "vitest";
import { accepts } from "../../src/automaton/automaton.ts";
import { PATTERN_LIMITS } from "../../src/automaton/limits.ts";
import { like, matching } from "./compiled.ts";
import { run } from "./run.ts";

// Corners, each against RegExp itself.

const TEXTS = [
  "",
  "a",
  "b",
  "ab",
  "a b",
  " a",
  "a\nb",
  "\n",
  "aa",
  "aaab",
  "_",
  "é",
  "aé",
  "ſ",
  "K",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "\u{10000}",
  "\u{10ffff}",
  "😀",
  "😀a",
  "👩‍👩‍👧",
  "\u2028",
  "\u180e",
  "\x7f",
  "\x80",
  "\u07ff",
  "\u0800",
];

const PATTERNS = [
  "",
  "$^",
  "^$",
  "^",
  "a|",
  "|a",
  "^(?:|a|)$",
  "()",
  "(?:a||b)b",
  "[]",
  "a[]|b",
  "[]*",
  "[^]",
  "^[^]$",
  "^[^][^]$",
  "^.$",
  "^..$",
  "\\ud83d",
  "\\ude00",
  "^\\ud83d\\ude00",
  "[\\ud83d\\ude00]",
  "^[^\\ud83d]$",
  "^[\\ud800-\\udfff]*$",
  "^[\\ud7ff-\\ue000]$",
  "^[\\ud900-\\u{10ffff}]$",
  "\\u{1f600}",
  "^[\\0-\\u{10ffff}]$",
  "^[\\x80-\\u07ff]$",
  "^[\\u0800-\\uffff]$",
  "\\b",
  "\\B",
  "^\\B$",
  "^\\b",
  "a\\b",
  "\\ba\\b",
  "a\\Bb",
  "\\b\\B",
  "(?:\\b|a)*b",
  "(?:^a|b$)",
  "a$|^b",
  "(?:^|a)+b",
  "(?:$|a)+$",
  "a^b",
  "a$b",
  "(a*)*$",
  "(?:a*?)+?b",
  "^\\w+$",
  "^\\W$",
  "^\\s$",
  "^[^\\S]$",
  "^[\\s\\S]$",
  "^[\\w-]$",
  "\\u212a",
  "K",
  "^\\p{ASCII}$",
  "^\\P{ASCII}$",
  "^\\p{Any}$",
  "^\\p{Script=Latin}+$",
  "^\\p{sc=Latn}+$",
  "^\\p{gc=Lowercase_Letter}$",
  "^[\\p{Lu}\\p{Ll}]+$",
  "^[^\\p{L}]$",
  "^\\p{Emoji}\\p{Emoji_Modifier}?$",
];

describe("corners", () => {
  it.each(PATTERNS)("/%s/u", (pattern) => {
    const expected = new RegExp(pattern, "u");
    const compiled = matching(pattern);
    for (const text of TEXTS) {
      expect(accepts(compiled.automaton, text), JSON.stringify(text)).toBe(expected.test(text));
      expect(run(compiled, text).accepted, JSON.stringify(text)).toBe(expected.test(text));
    }
  });

  it.each(["\\d", "\\w", "\\s", ".", "\\p{L}", "[^\\P{Nd}_]", "\\p{scx=Grek}"])(
    "^%s$ on every code point",
    (source) => {
      const expected = new RegExp(`^${source}$`, "u");
      const { automaton } = matching(`^${source}$`);
      const wrong: number[] = [];
      for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
        if (codePoint === 0xd800) codePoint = 0xe000;
        const text = String.fromCodePoint(codePoint);
        if (accepts(automaton, text) !== expected.test(text)) wrong.push(codePoint);
      }
      expect(wrong).toEqual([]);
    },
  );

  it("a glob takes a newline, a pair of surrogates as one, and what is escaped as it is", () => {
    const taken = (pattern: string, text: string): boolean => run(like(pattern), text).accepted;
    expect(taken("a?b", "a\nb")).toBe(true);
    expect(taken("a*b", "a\n\nb")).toBe(true);
    expect(taken("?", "😀")).toBe(true);
    expect(taken("??", "😀")).toBe(false);
    expect(taken("\\*\\?\\\\\\a\\😀", "*?\\a😀")).toBe(true);
    expect(taken("[a-c].+", "[a-c].+")).toBe(true);
    expect(taken("a", "ba")).toBe(false);
    expect(taken("", "")).toBe(true);
  });
});

describe("cost", () => {
  const WORST = [
    "(a+)+$",
    "(a|a)*b",
    "(a|aa)+$",
    "^(a?){50}a{50}$",
    "(x+x+)+y",
    "^((a{0,9}){0,9}){0,9}$",
    "(.*a){12}$",
  ];

  it.each(WORST)("/%s/ takes at most one step for a byte", (pattern) => {
    const compiled = matching(pattern);
    for (const text of [
      "a".repeat(100_000),
      `${"a".repeat(100_000)}!`,
      "x".repeat(100_000),
      "😀".repeat(1_000),
    ])
      expect(run(compiled, text).steps).toBeLessThanOrEqual(new TextEncoder().encode(text).length);
  });

  it.each(WORST)("/%s/ takes few states", (pattern) => {
    expect(matching(pattern).automaton.accepting.length).toBeLessThan(1_000);
  });

  it("nothing is read once the answer is known", () => {
    expect(run(matching("^ab"), "abcdefgh")).toEqual({ accepted: true, steps: 2 });
    expect(run(matching("^ab"), "xbcdefgh")).toEqual({ accepted: false, steps: 1 });
    expect(run(matching("[]"), "abcdefgh")).toEqual({ accepted: false, steps: 0 });
    expect(run(matching(""), "abcdefgh")).toEqual({ accepted: true, steps: 0 });
  });

  it("a class of many code points is one symbol, however often it is repeated", () => {
    const { automaton } = matching("^\\p{L}{1,40}$");
    expect(automaton).toMatchObject({ width: 2, accepting: { length: 43 } });
  });

  it("construction takes few steps for what people write", () => {
    const limits = { ...PATTERN_LIMITS, steps: 2_000 };
    const email = "^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$";
    expect(matching(email, limits).automaton).toMatchObject({ width: 6, accepting: { length: 9 } });
  });
});
