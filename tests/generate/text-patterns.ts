/** Patterns for `like` and `matches`, made of a text that they are about: so that texts near it match, or just do not. */
import type { Random } from "./random.ts";

export function globFor(random: Random, text: string): string {
  const tokens = [...text].map((character) =>
    random.weighted([
      [6, /[*?\\]/.test(character) || random.chance(0.1) ? `\\${character}` : character],
      [1, "?"],
      [1, "*"],
    ]),
  );
  const at = random.below(tokens.length + 1);
  return random.chance(0.6)
    ? tokens.toSpliced(at, random.below(tokens.length + 1), "*").join("")
    : tokens.join("");
}

/** A pattern of many runs of anything can take too large an automaton. */
const MOST = 10;

/** Anchored at both ends, at one, or nowhere. */
export function regularExpressionFor(random: Random, text: string): string {
  const from = random.below(3);
  const items = [...text].slice(from, from + MOST).map((character) => itemFor(random, character));
  const source = random.chance(0.2) ? `(?:${items.join("")}|${itemFor(random, "b")})` : items.join("");
  return random.pick([source, `^${source}`, `${source}$`, `^${source}$`, `\\b${source}`]);
}

function itemFor(random: Random, character: string): string {
  const itself = /[a-z0-9]/i.test(character) ? character : `\\u{${character.codePointAt(0)!.toString(16)}}`;
  const one = random.weighted([
    [6, itself],
    [1, "."],
    [1, `[${itself}x-z]`],
    [0.5, `[^${itself}]`],
    [0.5, "\\w"],
    [0.3, "\\p{L}"],
    [0.3, "[^]"],
  ]);
  return `${one}${random.weighted([
    [6, ""],
    [1, "*"],
    [1, "+"],
    [0.5, "?"],
    [0.5, "{1,3}"],
  ])}`;
}
