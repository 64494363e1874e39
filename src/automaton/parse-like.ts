import { ANY, range } from "./code-point-set.ts";
import { assertion, characters, type Expression, repeat, sequence } from "./expression.ts";
import { Refusal, type Stretch } from "./refusal.ts";

/**
 * The pattern of `like`, which is about the whole text: `*` any run, `?` one code point, `\` takes the next character as
 * it is. Throws `Refusal`.
 */
export function parseLike(pattern: string): Expression {
  const whole = { start: 0, end: pattern.length };
  const items = [...pattern.matchAll(/\\?.|\\/gsu)].map((token) => item(token[0], token.index));
  return sequence([assertion("start", whole), ...items, assertion("end", whole)], whole);
}

function item(token: string, start: number): Expression {
  const at = { start, end: start + token.length };
  if (token === "*") return repeat(characters(ANY, at), 0, Infinity, at);
  if (token === "?") return characters(ANY, at);
  if (token === "\\") return nothingToEscape(at);
  const character = token.codePointAt(token.startsWith("\\") ? 1 : 0)!;
  return characters(range(character, character), at);
}

function nothingToEscape(at: Stretch): never {
  throw new Refusal({ kind: "syntax", message: "nothing follows the `\\`", ...at });
}
