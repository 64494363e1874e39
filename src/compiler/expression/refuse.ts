import type { ExpressionText } from "./expression-text.ts";
import type { Token } from "./lexer.ts";

// What CEL has, or people write, and expressions here do not have: each is named.

/** By the symbol that begins it. */
const CONSTRUCTS: Readonly<Record<string, readonly [what: string, help: string]>> = {
  "?": ["the conditional `? :`", "write two rules, or `&&` and `||`"],
  ":": ["`:`", "there are no maps and no conditional `? :`"],
  "{": ["a map or message in `{ }`", "compare the fields one by one"],
  "[": ["an index in `[ ]`", "ask for members with `in` and `.contains(…)`"],
  ".": ["a path that begins with a dot", "begin it with `action`, `actor` or `snapshot`"],
};

/** What begins at a token that nothing here can begin or go on with. */
export function refuseConstruct({ kind, text, start, end }: Token, source: ExpressionText): void {
  const [what, help] = (kind === "symbol" && CONSTRUCTS[text]) || [];
  if (what === undefined) return;
  const message = `${what} is no part of expressions here`;
  source.refuse("expression-unsupported", source.span(start, end), message, help);
}

const WORDS: Readonly<Record<string, string>> = {
  and: "write `&&`",
  or: "write `||`",
  not: "write `!`",
  is: "write `==`",
  eq: "write `==`",
  like: "write `path.like(…)`",
  matches: "write `path.matches(…)`",
  contains: "write `path.contains(…)`",
  in: "before `in` stands what is looked for",
};

/** A word that is an operator elsewhere, or has no meaning of its own. */
export function refuseOperatorWord({ kind, text, start, end }: Token, source: ExpressionText): void {
  if (kind !== "word") return;
  const span = source.span(start, end);
  if (text === "null")
    source.refuse(
      "expression-unsupported",
      span,
      "`null` is no value here",
      "ask with `has(path)` whether something is there",
    );
  const help = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  const isCall = source.text[end] === "(" && text !== "in";
  if (help === undefined || isCall) return;
  source.refuse("expression-syntax", span, `\`${text}\` cannot stand here`, help);
}
