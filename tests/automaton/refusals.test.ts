import { afterEach, describe, expect, it, vi } from "vitest";
import { compileLike, compileMatches } from "../../src/automaton/compile.ts";
import { PATTERN_LIMITS } from "../../src/automaton/limits.ts";
import { Random } from "../generate/random.ts";

type Row = [pattern: string, underlined: string, what: string];

/** So many different characters, each in its pattern. */
function ideographs(count: number, pattern: (ideograph: string) => string): string {
  return Array.from({ length: count }, (_, i) => pattern(String.fromCodePoint(0x4e00 + i))).join("");
}

function underlined(pattern: string, error: { start: number; end: number }): string {
  return pattern.slice(error.start, error.end);
}

describe("what is no regular expression", () => {
  it.each<Row>([
    ["a**", "*", "Nothing to repeat"],
    ["a{1}{2,}?b", "{2,}?", "Nothing to repeat"],
    ["(?=a)*b", "*", "Nothing to repeat"],
    ["x(?:a[)]\\(b", "(", "Unterminated group"],
    ["(a)[(\\]", "[", "Unterminated character class"],
    ["(?<a", "a", "Invalid capture group name"],
    ["a{b", "{", "Incomplete quantifier"],
    ["\\d[\\w-😀]b", "\\w-😀", "Invalid character class"],
    ["\\d\\u{110000}", "\\u{", "Invalid unicode escape"],
    ["é\\xg", "\\xg", "Invalid escape"],
    ["a\\", "\\", "Invalid escape"],
    ["😀(", "(", "Unterminated group"],
    ["a/u: b)", ")", "Unmatched ')'"],
    ["(?<😀>a)", "😀", "Invalid capture group name"],
    ["x[b-a]", "b-a", "Range out of order in character class"],
    ["a\\k<x>b", "\\k<x>", "Invalid named capture referenced"],
    ["\\p{L}\\p{=L}b", "\\p", "Invalid property name"],
    ["\\pL", "\\p", "Invalid property name"],
    ["a\\-b", "\\-", "Invalid escape"],
    ["a{2,1}b", "{2,1}", "numbers out of order in {} quantifier"],
    ["]", "]", "Lone quantifier brackets"],
  ])("%s", (pattern, part, message) => {
    const error = compileMatches(pattern);
    expect(() => new RegExp(pattern, "u")).toThrow();
    expect(error).toMatchObject({ kind: "syntax", message });
    if (error.kind === "syntax") expect(underlined(pattern, error)).toBe(part);
  });

  it("a glob that ends in `\\`", () => {
    const message = "nothing follows the `\\`";
    expect(compileLike("*a\\")).toEqual({ kind: "syntax", message, start: 2, end: 3 });
    expect(compileLike("*a\\\\")).toMatchObject({ kind: "compiled" });
  });
});

describe("what is left out", () => {
  it.each<Row>([
    ["(a)b\\1c", "\\1", "back_reference"],
    ["(?<n>a)\\k<n>", "\\k<n>", "back_reference"],
    ["é(?=a)b", "(?=a)", "look_ahead"],
    ["😀(?!a)b", "(?!a)", "look_ahead"],
    ["(?:x|(?<=a)b)", "(?<=a)", "look_behind"],
    ["((?<!a)b)*", "(?<!a)", "look_behind"],
    ["a(?i:b)", "i", "modifiers"],
    ["a(?-s:.)", "-s", "modifiers"],
    ["a(?is-i:b)", "is-i", "modifiers"],
    ["\\p{Nothing}b", "\\p{Nothing}", "unicode_property"],
    ["[a\\P{RGI_Emoji}]", "\\P{RGI_Emoji}", "unicode_property"],
  ])("%s", (pattern, part, construct) => {
    const error = compileMatches(pattern);
    expect(error).toMatchObject({ kind: "unsupported", construct });
    if (error.kind === "unsupported") expect(underlined(pattern, error)).toBe(part);
  });
});

describe("a property that the JavaScript engine does not know", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is left out", () => {
    const ignorant = (): never => {
      throw new SyntaxError("Invalid property name");
    };
    vi.stubGlobal("RegExp", ignorant);
    const error = compileMatches("a[\\d\\p{Script=Cherokee}]");
    expect(error).toEqual({ kind: "unsupported", construct: "unicode_property", start: 4, end: 23 });
  });
});

describe("what is too large", () => {
  it.each<[...Row, reached: number]>([
    ["x(a{1,1000}){1,1000}y", "(a{1,1000}){1,1000}", "nfaStates", 2_000_001],
    ["(?:(?:a{9999}){9999}){9999}", "(?:(?:a{9999}){9999}){9999}", "nfaStates", 9999 ** 3],
    ["a{1000000000000}", "a{1000000000000}", "nfaStates", 1e12],
    ["^foo(a|b)*a(a|b){14}$", "(a|b){14}", "states", 10_002],
    ["a{5000}b", "a{5000}", "steps", 5_000_001],
    [`${"(".repeat(300)}${")".repeat(300)}`, `${"(".repeat(300)}${")".repeat(300)}`, "depth", 300],
    ["x".repeat(70_000), "x".repeat(70_000), "length", 70_000],
  ])("%#", (pattern, part, limit, reached) => {
    const error = compileMatches(pattern);
    const allowed = PATTERN_LIMITS[limit as keyof typeof PATTERN_LIMITS];
    expect(error).toMatchObject({ kind: "too_large", limit, allowed, reached });
    if (error.kind === "too_large") expect(underlined(pattern, error)).toBe(part);
  });

  // What each takes long at: splitting classes, writing rows, closures that wake nothing, sets of many classes.
  it.each([
    [ideographs(12_000, (ideograph) => `[^${ideograph}]`), 5_004_417],
    [`^${ideographs(3_000, String)}$`, 5_001_131],
    [`${"$a|".repeat(8_000)}^b{3000}$`, 5_000_001],
    [`${ideographs(300, (ideograph) => `${ideograph}a|`)}.{300}$`, 5_000_001],
  ])("work, %#", (pattern, reached) => {
    expect(compileMatches(pattern)).toMatchObject({ kind: "too_large", limit: "steps", reached });
  });

  it("a glob whose end could begin anywhere", () => {
    expect(compileLike(`*a${"?".repeat(20)}`)).toMatchObject({ kind: "too_large", limit: "states" });
  });

  it("a limit may be another", () => {
    expect(compileMatches("^abc$", { ...PATTERN_LIMITS, states: 5 })).toMatchObject({
      kind: "too_large",
      allowed: 5,
    });
    expect(compileMatches("^abc$", { ...PATTERN_LIMITS, states: 8 })).toMatchObject({ kind: "compiled" });
  });

  it("but not a long list of words, nor of beginnings of one word", () => {
    const random = new Random(1);
    const word = (): string =>
      random.times(random.between(4, 8), () => random.pick([..."abcdefghijklmnop"])).join("");
    const words = random.times(1_500, word);
    expect(compileMatches(`\\b(?:${words.join("|")})\\b`)).toMatchObject({ kind: "compiled" });
    const beginnings = random.times(350, (length) => "a".repeat(length));
    expect(compileMatches(`^(?:${beginnings.join("|")})$`)).toMatchObject({ kind: "compiled" });
  });

  it.each([
    "(?:){1000000000}",
    "(?:a{0}){1000000000}",
    `${"(".repeat(200)}a${")".repeat(200)}`,
    "[(]".repeat(300),
  ])("but not %#", (pattern) => {
    expect(compileMatches(pattern)).toMatchObject({ kind: "compiled" });
  });
});
