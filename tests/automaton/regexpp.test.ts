/** The parser of patterns, held to another one: trees, messages and places. */
import { describe, expect, it } from "vitest";
import { Budget } from "../../src/automaton/budget.ts";
import { PATTERN_LIMITS } from "../../src/automaton/limits.ts";
import { parseMatches } from "../../src/automaton/parse-matches.ts";
import { Refusal } from "../../src/automaton/refusal.ts";
import { Random } from "../generate/random.ts";
import { parseByRegexpp } from "./by-regexpp.ts";

const TOKENS = [
  ..."ab09,-=!:<>/é😀\n\u2028$^|*+?.ikuxcpPn_{}",
  ..."()[]()[]\\",
  ...[
    "(?:",
    "(?=",
    "(?!",
    "(?<=",
    "(?<!",
    "(?<a>",
    "(?<b>",
    "(?<a",
    "(?<$_9>",
    "(?<\\u0061>",
    "(?<\\u{1d49c}>",
    "(?<\\ud835\\udc9c>",
  ],
  ...["(?i:", "(?-s:", "(?ims-:", "(?i-m:", "(?q:", "(?"],
  ...[
    "\\d",
    "\\D",
    "\\s",
    "\\S",
    "\\w",
    "\\W",
    "\\b",
    "\\B",
    "\\1",
    "\\2",
    "\\12",
    "\\0",
    "\\00",
    "\\k<a>",
    "\\k<b>",
    "\\k",
    "\\k<",
  ],
  ...[
    "\\n",
    "\\t",
    "\\v",
    "\\f",
    "\\r",
    "\\cA",
    "\\cz",
    "\\c1",
    "\\x41",
    "\\x4",
    "\\u0041",
    "\\u004",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\ud83d\\u0041",
  ],
  ...[
    "\\u{1F600}",
    "\\u{110000}",
    "\\u{0000000041}",
    "\\u{}",
    "\\u{00110000}",
    "\\u{10ffff}",
    "\\-",
    "\\/",
    "\\.",
    "\\]",
    "\\a",
    "\\😀",
  ],
  ...[
    "\\p{L}",
    "\\P{Lu}",
    "\\p{Script=Greek}",
    "\\p{Lu=}",
    "\\p{",
    "\\p{L",
    "\\pL",
    "\\p{}",
    "\\p{=L}",
    "\\p{Any}",
    "\\p{ASCII}",
  ],
  ...[
    "{2}",
    "{2,}",
    "{2,3}",
    "{3,2}",
    "{0}",
    "{,2}",
    "{2",
    "{2,",
    "{a}",
    "*?",
    "+?",
    "??",
    "{2}?",
    "[a-z]",
    "[^a",
    "[a-",
    "-z]",
    "[z-a]",
  ],
];

const ATOMS = [
  ...[
    "a",
    "b",
    "😀",
    ".",
    "\\d",
    "\\W",
    "\\.",
    "\\n",
    "\\cJ",
    "\\0",
    "\\x41",
    "\\u0041",
    "\\u{1F600}",
    "\\ud83d\\ude00",
    "\\p{Lu}",
  ],
  ...[
    "\\P{Script=Greek}",
    "[a-z]",
    "[^\\d-]",
    "[\\b\\-é-😀]",
    "[]",
    "[^]",
    "\\k<a>",
    "\\1",
    "\\p{Any}",
    "^",
    "$",
    "\\b",
    "\\B",
    "",
  ],
];
const OPENERS = ["(", "(?:", "(?<a>", "(?<b>", "(?=", "(?!", "(?<=", "(?<!", "(?i:"];
const QUANTIFIERS = ["", "", "", "*", "+?", "?", "{2}", "{2,}?", "{0,3}", "{0}"];

/** Most of them well-formed. */
function pattern(random: Random, depth = 3): string {
  const atom = () => (depth > 0 && random.chance(0.4) ? group(random, depth - 1) : random.pick(ATOMS));
  const term = () => atom() + random.pick(QUANTIFIERS);
  return Array.from({ length: random.below(4) }, term).join(random.chance(0.3) ? "|" : "");
}

function group(random: Random, depth: number): string {
  const opener = random.chance(0.7) ? random.pick(OPENERS.slice(0, 3)) : random.pick(OPENERS);
  return `${opener}${pattern(random, depth)})`;
}

function soup(random: Random): string {
  const length = 1 + random.below(random.chance(0.5) ? 4 : 12);
  return Array.from({ length }, () => random.pick(TOKENS)).join("");
}

interface Outcome {
  readonly tree?: unknown;
  readonly error?: { readonly kind: string; readonly message?: string };
}

function outcome(parse: () => unknown): Outcome {
  try {
    return { tree: parse() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: error.error as Outcome["error"] & object };
  }
}

const ours = (pattern: string) => outcome(() => parseMatches(pattern, new Budget(PATTERN_LIMITS)));
const theirs = (pattern: string) => outcome(() => parseByRegexpp(pattern));

/** We leave modifiers out whatever they are, and ask the JavaScript engine which properties there are. */
const ONLY_REFUSED = /flag|Invalid property name/i;

describe("a pattern means to us what it means to regexpp", () => {
  it.each([
    ["when it is well-formed", pattern, { accepted: 2_000, unsupported: 500 }],
    ["whatever is in it", soup, { accepted: 500, syntax: 5_000 }],
  ] as const)("%s", (_when, make, least) => {
    const random = new Random(11);
    const counts = { accepted: 0, syntax: 0, unsupported: 0 };
    for (let i = 0; i < 15_000; i++) {
      const text = make(random);
      const [found, expected] = [ours(text), theirs(text)];
      counts[(expected.error?.kind as keyof typeof counts | undefined) ?? "accepted"]++;
      if (ONLY_REFUSED.test(expected.error?.message ?? "")) expect(found.error, text).toBeDefined();
      else if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found, text).toEqual(expected);
    }
    for (const [kind, count] of Object.entries(least))
      expect(counts[kind as keyof typeof counts]).toBeGreaterThan(count);
  });
});
