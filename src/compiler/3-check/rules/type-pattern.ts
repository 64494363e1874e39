import type { PatternLimits } from "../../../automaton/limits.ts";
import type { Construct, PatternError, Stretch } from "../../../automaton/refusal.ts";
import type { Finding } from "../../../diagnostics/diagnostic.ts";
import type { Span } from "../../../diagnostics/span.ts";
import type { Operand } from "../../../language/model.ts";
import type { OperatorName } from "../../../language/operators.ts";
import { scalarPlaces, spanInside } from "../../1-read/scalar-places.ts";
import type { LiteralScalar } from "../../2-parse/ast.ts";
import type { PatternOperator } from "../patterns.ts";
import type { RuleContext } from "./rule-context.ts";

/** A pattern, and where in a document its parts stand. */
export interface WrittenPattern {
  readonly text: string;
  readonly span: Span;
  part(stretch: Stretch): Span;
}

/** A literal that is text. */
export function writtenIn({ value, span, isExpression }: LiteralScalar): WrittenPattern {
  const text = `${value}`;
  const part = isExpression ? partOfExpression : partOf;
  return { text, span, part: ({ start, end }) => part(start, end, text, span) };
}

/** Where nothing in it is escaped, and else the whole. */
function partOfExpression(start: number, end: number, text: string, span: Span): Span {
  const written = span.source.text.slice(span.start, span.end);
  const quote = /^r?["']/.exec(written)?.[0].length ?? 0;
  if (written.slice(quote, -1) !== text) return span;
  return spanInside(span, span.start + quote + start, span.start + quote + end);
}

function partOf(start: number, end: number, text: string, span: Span): Span {
  const place = scalarPlaces(span, text);
  return spanInside(span, place(start), place(end));
}

/** `undefined` when it is no pattern that the machine can run, which is reported. */
export function typePattern(
  operator: OperatorName,
  pattern: WrittenPattern,
  rule: RuleContext,
): Operand | undefined {
  const { text, span } = pattern;
  const outcome = rule.check.patterns.get(operator as PatternOperator, text);
  if (outcome?.kind === "compiled") return { kind: "pattern", text, automaton: outcome.automaton, span };
  rule.report(outcome === undefined ? starved(operator, pattern, rule) : refused(operator, outcome, pattern));
  return undefined;
}

function starved(operator: OperatorName, { span }: WrittenPattern, { check }: RuleContext): Finding {
  return {
    code: "pattern-too-large",
    message: `with this pattern of \`${operator}\`, those of the policy take more than ${check.limits.patternSteps} steps to build`,
    span,
    help: "write fewer or smaller patterns; the limit is the option `limits.patternSteps`",
  };
}

function refused(operator: OperatorName, error: PatternError, pattern: WrittenPattern): Finding {
  const span = pattern.part(error);
  switch (error.kind) {
    case "syntax": {
      const what = error.message.charAt(0).toLowerCase() + error.message.slice(1);
      const message = `the pattern of \`${operator}\` is not well-formed: ${what}`;
      return { code: "invalid-pattern", message, span, help: SYNTAX[operator as PatternOperator] };
    }
    case "unsupported": {
      const { name, help } = CONSTRUCTS[error.construct];
      return { code: "unsupported-pattern", message: `\`${operator}\` takes no ${name}`, span, help };
    }
    case "too_large": {
      const { what, help } = SIZES[error.limit];
      const size = `${what.replace("#", String(error.reached))}, the limit is ${error.allowed}`;
      const message = `the pattern of \`${operator}\` is too large: ${size}`;
      return { code: "pattern-too-large", message, span, help };
    }
  }
}

const SYNTAX: Readonly<Record<PatternOperator, string>> = {
  like: "write `\\\\` for a backslash, or after it the character that is meant as it is",
  matches:
    "it is read as ECMAScript reads a regular expression with the flag `u`, which takes no needless escapes",
};

const ELSEWHERE =
  "write a condition of its own beside this one, under `all`, and under `not` what must not be there";

const CONSTRUCTS: Readonly<Record<Construct, { readonly name: string; readonly help: string }>> = {
  back_reference: { name: "back-references", help: "write out what may stand there" },
  look_ahead: { name: "look-ahead", help: ELSEWHERE },
  look_behind: { name: "look-behind", help: ELSEWHERE },
  modifiers: { name: "modifiers", help: "write out both cases, such as `[Aa]`" },
  unicode_property: {
    name: "Unicode property that is none, or that the JavaScript engine at hand does not know",
    help: "is it spelt as in `\\p{Script=Greek}` or `\\p{Lu}`? compile with a newer engine, or write out the characters",
  },
};

const FEWER = "the underlined part makes most of it: repeat it less often, or without an upper bound";

/** With `#` for how far it got. */
const SIZES: Readonly<Record<keyof PatternLimits, { readonly what: string; readonly help: string }>> = {
  length: { what: "it is # long", help: "write several conditions under `any`" },
  depth: { what: "groups are nested # deep", help: "write fewer groups inside one another" },
  nfaStates: { what: "with its repeats written out it has # parts", help: FEWER },
  states: { what: "its automaton got to # states", help: FEWER },
  steps: { what: "building its automaton got to # steps", help: FEWER },
};
