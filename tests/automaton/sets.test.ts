import { describe, expect, it } from "vitest";
import { accepts, isEmpty, isUniversal } from "../../src/automaton/automaton.ts";
import { compileMatches } from "../../src/automaton/compile.ts";
import { PATTERN_LIMITS } from "../../src/automaton/limits.ts";
import { complement, intersection, union } from "../../src/automaton/operations.ts";
import type { Table } from "../../src/automaton/table.ts";
import { witness } from "../../src/automaton/witness.ts";
import { Random } from "../generate/random.ts";
import { like, matching } from "./compiled.ts";
import { regularExpression, textFor } from "./patterns.ts";

/** Small patterns of which random texts tell something. */
function* samples(count: number) {
  for (let seed = 0; seed < count; seed++) {
    const random = new Random(seed);
    const pieces = random.times(2, () => regularExpression(random));
    const [one, other] = pieces.map(({ source }) =>
      compileMatches(source, { ...PATTERN_LIMITS, states: 500 }),
    );
    if (one?.kind !== "compiled" || other?.kind !== "compiled") continue;
    yield { one, other, texts: random.times(20, () => textFor(random.pick(pieces), random)) };
  }
}

/** Moore's algorithm: how many states no text tells apart, and how many columns. Reachable ones, and the two that are always there. */
function smallest({ width, next, accepting }: Table): number {
  let blocks = Array.from(accepting);
  for (let count = 0; new Set(blocks).size > count; ) {
    count = new Set(blocks).size;
    const keys = blocks.map((block, state) =>
      [block, ...Array.from({ length: width }, (_, column) => blocks[next[state * width + column]!])].join(),
    );
    const numbers = new Map([...new Set(keys)].map((key, number) => [key, number]));
    blocks = keys.map((key) => numbers.get(key)!);
  }
  return new Set(blocks).size;
}

function columnsOf({ width, next, accepting }: Table): number {
  const columns = Array.from({ length: width }, (_, column) =>
    Array.from(accepting)
      .map((_, state) => next[state * width + column])
      .join(),
  );
  return new Set(columns).size;
}

describe("the automaton of a set of texts", () => {
  it.each([
    ["a|b", "[ab]", "[a-b]", "(?:b|a|b)"],
    ["^(?:a|b)*$", "^(?:a*b*)*$", "^(?:(?:a|b)(?:a|b))*(?:a|b)?$"],
    ["", "(?:)", "a*", "b?", "^|x", "[^]*", "(?:$|[^]*)"],
    ["[]", "a^b", "a$b", "\\b\\B", "\\ud83d", "x[]y"],
    ["^[^]$", "^(?:.|[\\n\\r\\u2028\\u2029])$", "^\\p{Any}$", "^[\\0-\\ud800\\ud900-\\u{10ffff}]$"],
    ["^\\w+\\b[^]*$", "^\\w+(?:\\W[^]*)?$", "^\\w+(?:\\b[^]*)$"],
    ["^a{2,4}$", "^aa(?:a(?:a)?)?$", "^(?:aa|aaa|aaaa)$"],
    ["(a+)+$", "a$", "(a|aa)+$"],
  ])("/%s/ is the same however it is written", (pattern, ...others) => {
    const { automaton } = matching(pattern);
    for (const other of others) expect(matching(other).automaton, other).toEqual(automaton);
  });

  it("is the same for a glob and the regular expression that means it", () => {
    expect(like("a*?.\\*").automaton).toEqual(matching("^a[^]*[^]\\.\\*$").automaton);
    expect(like("*needle*").automaton).toEqual(matching("needle").automaton);
  });

  it("has no state and no column too many", () => {
    let states = 0;
    for (const { one } of samples(400)) {
      expect(smallest(one.automaton)).toBe(one.automaton.accepting.length);
      expect(columnsOf(one.automaton)).toBe(one.automaton.width);
      states += one.automaton.accepting.length;
    }
    expect(states).toBeGreaterThan(2_000);
  });

  it("is arranged in breadth, after the two that are always there", () => {
    for (const { one } of samples(200)) {
      const { start, next, width } = one.automaton;
      const found = [...new Set([0, 1, start, ...next.slice(2 * width)])];
      expect(found).toEqual([...found.keys()]);
    }
  });
});

describe("sets put together", () => {
  it("say what the parts say", () => {
    const seen = { both: 0, one: 0, none: 0 };
    for (const { one, other, texts } of samples(400)) {
      const both = intersection(one.automaton, other.automaton)!;
      const either = union(one.automaton, other.automaton)!;
      for (const text of texts) {
        const [a, b] = [accepts(one.automaton, text), accepts(other.automaton, text)];
        expect(accepts(both, text)).toBe(a && b);
        expect(accepts(either, text)).toBe(a || b);
        expect(accepts(complement(one.automaton), text)).toBe(!a);
        seen[a && b ? "both" : a || b ? "one" : "none"]++;
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(300);
  });

  it("are canonical too", () => {
    for (const { one, other } of samples(200)) {
      const [a, b] = [one.automaton, other.automaton];
      expect(complement(complement(a))).toEqual(a);
      expect(intersection(a, a)).toEqual(a);
      expect(isEmpty(intersection(a, complement(a))!)).toBe(true);
      expect(isUniversal(union(a, complement(a))!)).toBe(true);
      expect(complement(union(a, b)!)).toEqual(intersection(complement(a), complement(b)));
    }
    expect(intersection(matching("^a").automaton, matching("b$").automaton)).toEqual(like("a*b").automaton);
    expect(complement(like("*a*").automaton)).toEqual(matching("^[^a]*$").automaton);
  });

  it("are nothing past a limit", () => {
    const [one, other] = [matching("^(?:a{50})*$").automaton, matching("^(?:a{51})*$").automaton];
    expect(intersection(one, other)!.accepting.length).toBe(50 * 51 + 2);
    expect(intersection(one, other, { ...PATTERN_LIMITS, states: 1_000 })).toBeUndefined();
  });

  it("are empty, or everything", () => {
    expect(isEmpty(matching("a^b").automaton)).toBe(true);
    expect(isEmpty(matching("ab").automaton)).toBe(false);
    expect(isUniversal(like("**").automaton)).toBe(true);
    expect(isUniversal(like("?*").automaton)).toBe(false);
  });
});

describe("a witness", () => {
  it.each([
    ["^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$", /^.{6}$/],
    ["^\\p{Lu}\\d$", /^\p{Lu}\d$/u],
    ["^[^\\w]$", /^!$/],
    ["x\\bx|\\n", /^\n$/],
    ["", /^$/],
  ])("of /%s/", (pattern, shown) => {
    const text = witness(matching(pattern).automaton)!;
    expect(text).toMatch(shown);
    expect(new RegExp(pattern, "u").test(text)).toBe(true);
  });

  it("is in the set, and there is none of the empty set", () => {
    for (const { one } of samples(400)) {
      const text = witness(one.automaton);
      expect(text === undefined).toBe(isEmpty(one.automaton));
      if (text !== undefined) expect(accepts(one.automaton, text)).toBe(true);
    }
  });
});
