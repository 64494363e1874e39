import { type AST, RegExpParser, RegExpSyntaxError } from "@eslint-community/regexpp";
import { choiceOf } from "../../src/automaton/branches.ts";
import { type CodePointSet, complement, range, union } from "../../src/automaton/code-point-set.ts";
import { DIGIT, DOT, property, SPACE, WORD } from "../../src/automaton/escapes.ts";
import { assertion, characters, type Expression, repeat } from "../../src/automaton/expression.ts";
import { offendingPart } from "../../src/automaton/offending-part.ts";
import { type Construct, Refusal, type Stretch } from "../../src/automaton/refusal.ts";

// What src/automaton/parse-matches.ts has to give, by a parser that is not ours.

const parser = /* @__PURE__ */ new RegExpParser();

const ESCAPES = { digit: DIGIT, space: SPACE, word: WORD };

/** Throws `Refusal`. */
export function parseByRegexpp(pattern: string): Expression {
  const tree = syntaxTree(pattern);
  return alternatives(tree.alternatives, tree);
}

function syntaxTree(pattern: string): AST.Pattern {
  try {
    return parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error;
    const message = error.message.slice(error.message.lastIndexOf("/u: ") + "/u: ".length);
    throw new Refusal({ kind: "syntax", message, ...offendingPart(pattern, error.index, message) });
  }
}

function alternatives(branches: readonly AST.Alternative[], at: Stretch): Expression {
  return choiceOf(
    branches.map((branch) => branch.elements.map(element)),
    stretchOf(at),
  );
}

function element(node: AST.Element): Expression {
  switch (node.type) {
    case "Character":
    case "CharacterSet":
    case "CharacterClass":
      return characters(setOf(node), stretchOf(node));
    case "Group":
      if (node.modifiers) return refuse("modifiers", node.modifiers);
      return alternatives(node.alternatives, node);
    case "CapturingGroup":
      return alternatives(node.alternatives, node);
    case "Quantifier":
      return repeat(element(node.element), node.min, node.max, stretchOf(node));
    case "Assertion":
      return asserted(node);
    case "Backreference":
      return refuse("back_reference", node);
    default:
      return beyondTheFlag(node);
  }
}

function asserted(node: AST.Assertion): Expression {
  switch (node.kind) {
    case "start":
    case "end":
      return assertion(node.kind, stretchOf(node));
    case "word":
      return assertion(node.negate ? "no_boundary" : "boundary", stretchOf(node));
    case "lookahead":
      return refuse("look_ahead", node);
    case "lookbehind":
      return refuse("look_behind", node);
  }
}

function setOf(node: AST.Element | AST.CharacterClassElement): CodePointSet {
  switch (node.type) {
    case "Character":
      return range(node.value, node.value);
    case "CharacterClassRange":
      return range(node.min.value, node.max.value);
    case "CharacterClass":
      return negated(union(node.elements.map(setOf)), node.negate);
    case "CharacterSet":
      return characterSet(node);
    default:
      return beyondTheFlag(node);
  }
}

function characterSet(node: AST.CharacterSet): CodePointSet {
  if (node.kind === "any") return DOT;
  if (node.kind === "property") return property(node.raw) ?? refuse("unicode_property", node);
  return negated(ESCAPES[node.kind], node.negate);
}

function negated(set: CodePointSet, negate: boolean): CodePointSet {
  return negate ? complement(set) : set;
}

function stretchOf({ start, end }: Stretch): Stretch {
  return { start, end };
}

function refuse(construct: Construct, at: Stretch): never {
  throw new Refusal({ kind: "unsupported", construct, ...stretchOf(at) });
}

/** The parser was told the flag `u`; these nodes come with `v` alone. */
function beyondTheFlag(node: AST.Node): never {
  throw new Error(`unexpected ${node.type}`);
}
