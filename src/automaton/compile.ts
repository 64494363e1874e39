import { alphabetOf } from "./alphabet.ts";
import { type Automaton, canonical } from "./automaton.ts";
import { Budget, Exhausted } from "./budget.ts";
import { ANY } from "./code-point-set.ts";
import { characters, type Expression, heaviest, repeat, sequence } from "./expression.ts";
import { PATTERN_LIMITS, type PatternLimits } from "./limits.ts";
import { parseLike } from "./parse-like.ts";
import { parseMatches } from "./parse-matches.ts";
import { type PatternError, Refusal, type Stretch } from "./refusal.ts";
import { determinise } from "./subset-construction.ts";
import { thompson } from "./thompson.ts";

export interface CompiledPattern {
  readonly kind: "compiled";
  readonly automaton: Automaton;
  /** What it took to build. */
  readonly steps: number;
}

/** A glob that the whole text has to fit. */
export function compileLike(pattern: string, limits?: PatternLimits): CompiledPattern | PatternError {
  return compile(pattern, parseLike, limits);
}

/** A regular expression that matches somewhere in the text. */
export function compileMatches(pattern: string, limits?: PatternLimits): CompiledPattern | PatternError {
  return compile(pattern, parseMatches, limits);
}

type Parse = (pattern: string, budget: Budget) => Expression;

function compile(pattern: string, parse: Parse, limits = PATTERN_LIMITS): CompiledPattern | PatternError {
  const budget = new Budget(limits);
  let at: Stretch = { start: 0, end: pattern.length };
  try {
    budget.hold("length", pattern.length);
    const expression = parse(pattern, budget);
    at = heaviest(expression).at;
    return build(expression, budget);
  } catch (error) {
    if (error instanceof Refusal) return error.error;
    if (!(error instanceof Exhausted)) throw error;
    const { limit, allowed, reached } = error;
    return { kind: "too_large", limit, allowed, reached, steps: budget.steps, ...at };
  }
}

function build(expression: Expression, budget: Budget): CompiledPattern {
  budget.hold("nfaStates", expression.size);
  const nfa = thompson(anywhere(expression));
  const alphabet = alphabetOf(nfa, budget);
  const automaton = canonical(determinise(nfa, alphabet, budget), alphabet.classes);
  return { kind: "compiled", automaton, steps: budget.steps };
}

/** After any run of code points. What comes after a match makes no difference (see the subset construction). */
function anywhere(expression: Expression): Expression {
  const { at } = expression;
  return sequence([repeat(characters(ANY, at), 0, Infinity, at), expression], at);
}
