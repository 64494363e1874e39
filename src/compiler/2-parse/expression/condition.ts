import type { Span } from "../../../diagnostics/span.ts";
import type { Call, Comparison, Literal, Not, Syntax } from "../../expression/syntax.ts";
import type { ConditionNode } from "../ast.ts";
import { unbroken } from "../frozen.ts";
import type { Parsing } from "../parsing.ts";
import { atomOfCall, atomOfComparison, atomOfPath, negatedAtom } from "./atom.ts";
import { quantifierName, quantifierOf } from "./quantifier.ts";

// From the syntax of an expression to conditions. What stands side by side is one `all` or `any`; parentheses around
// some of it are one of their own, as nesting is in the structured form. docs/semantics.md has what `!` becomes.

export function toCondition(syntax: Syntax, parsing: Parsing): ConditionNode | undefined {
  switch (syntax.kind) {
    case "group":
      return toCondition(syntax.inner, parsing);
    case "all":
    case "any":
      return joined(syntax.kind, syntax.parts, syntax.span, parsing);
    case "not":
      return negation(syntax, parsing);
    case "literal":
    case "list":
    case "chain":
    case "negative":
      return refuseValue(syntax, parsing);
    case "comparison":
      return atomOfComparison(syntax, parsing);
    case "call": {
      const quantifier = quantifierName(syntax);
      if (quantifier !== undefined) return quantifierOf(quantifier, syntax, parsing, toCondition);
      return atomOfCall(syntax, parsing);
    }
    case "path":
      return atomOfPath(syntax, parsing);
  }
}

/** `x && true` is an `all` of one condition, `x || false` an `any` of one: what changes nothing is no condition. */
function joined(
  kind: "all" | "any",
  parts: readonly Syntax[],
  span: Span,
  parsing: Parsing,
): ConditionNode | undefined {
  const isOfOne = parts.length === 2 && isLiteral(parts[1]!, kind === "all") && !isLiteral(parts[0]!);
  const conditions = unbroken(
    (isOfOne ? parts.slice(0, 1) : parts).map((part) => toCondition(part, parsing)),
  );
  return conditions && Object.freeze({ kind, conditions, span });
}

function isLiteral(syntax: Syntax, value?: boolean): syntax is Literal {
  return syntax.kind === "literal" && (value === undefined || syntax.value === value);
}

/**
 * Directly before an atom, `!` is part of it where there is such an operator: `!a.contains(b)` is `not_contains`, `!(a in b)`
 * `not_in`, `!has(a)` is `exists` with `false`. Anywhere else, also before an atom in parentheses of its own, it is `not`.
 */
function negation({ operand, span }: Not, parsing: Parsing): ConditionNode | undefined {
  const direct = atomUnder(operand);
  const condition = toCondition(direct ?? operand, parsing);
  const negated = direct && condition?.kind === "atom" ? negatedAtom(condition, span) : undefined;
  return negated ?? (condition && Object.freeze({ kind: "not", condition, span }));
}

/** What `!` stands directly before: `a in b` cannot do without one pair of parentheses. */
function atomUnder(operand: Syntax): Comparison | Call | undefined {
  if (operand.kind === "call") return operand;
  if (operand.kind !== "group" || operand.inner.kind !== "comparison") return undefined;
  return operand.inner.operator.value === "in" ? operand.inner : undefined;
}

function refuseValue(syntax: Syntax, parsing: Parsing): undefined {
  const value = syntax.kind === "literal" ? syntax.value : undefined;
  if (typeof value === "boolean") return refuseConstant(value, syntax.span, parsing);
  const what = syntax.kind === "list" ? "a list" : typeof value === "string" ? "text" : "a number";
  const help = "compare it with a field, as in `action.amount > 1000`";
  return parsing.report("expression-mismatch", syntax.span, `${what} is no condition`, help);
}

function refuseConstant(value: boolean, span: Span, parsing: Parsing): undefined {
  const always = "; a rule that always holds has `when: true`, without quotes";
  const help = `leave it out${value ? always : ""}`;
  return parsing.report("expression-mismatch", span, `\`${value}\` decides nothing here`, help);
}
