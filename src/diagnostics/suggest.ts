import { meaningsOf } from "./synonyms.ts";

// "Did you mean": the valid name nearest to a misspelt one. Receives names of any number and length, and stays cheap:
// a name whose length alone is too far off is not compared, and a comparison ends as soon as it cannot win.

const LONGEST_WORD = 64;
const FEW = 8;

/**
 * What is meant by a word that is none of the names: the one that it is elsewhere a word for, or else the nearest, if any is
 * near enough; of equally near ones the first.
 */
export function suggest(word: string, names: Iterable<string>): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const written = folded(word);
  const meanings = meaningsOf(written);
  let limit = Math.floor(word.length * 0.4) + 1;
  let nearest: string | undefined;
  for (const name of names) {
    const known = folded(name);
    if (meanings.has(name)) return name;
    if (name === word || Math.abs(known.length - written.length) > limit) continue;
    const distance = editDistance(written, known, limit);
    if (distance > limit) continue;
    if (distance === 0) return name;
    nearest = name;
    limit = distance - 1;
  }
  return nearest;
}

/** As the help of a diagnostic. */
export function didYouMean(word: string, names: Iterable<string>): string | undefined {
  const nearest = suggest(word, names);
  return nearest === undefined ? undefined : `did you mean \`${nearest}\`?`;
}

/** The near one, or all when they are few. */
export function oneOf(word: string, words: readonly string[]): string | undefined {
  const all = words.map((known) => `\`${known}\``).join(", ");
  return didYouMean(word, words) ?? (words.length > FEW ? undefined : `there is ${all}`);
}

/** For text that stands where a boolean should. */
export function booleanMeant(text: string): string | undefined {
  if (text === "true" || text === "false") return `write \`${text}\` without quotes`;
  const meant = ["true", "false"].find((word) => meaningsOf(folded(text)).has(word));
  return meant && `write \`${meant}\`: in YAML 1.2 \`${text}\` is text`;
}

/** `greaterThan`, `greater-than` and `Greater_Than` are `greater_than` to whoever typed them. */
function folded(word: string): string {
  if (!/[A-Z -]/.test(word)) return word;
  return word
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replaceAll(/[- ]/g, "_")
    .toLowerCase();
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`; any number above `limit` when
 * it takes more than that.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = last[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current[column] = Math.min(replaced, last[column]! + 1, current[column - 1]! + 1);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped && row > 1) current[column] = Math.min(current[column]!, beforeLast[column - 2]! + 1);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
