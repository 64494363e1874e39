import type { Syntax, Word } from "../../expression/syntax.ts";
import type { ExpressionNode, LiteralScalar, SubjectNode, ValueNode } from "../ast.ts";
import { unbroken } from "../frozen.ts";
import type { Parsing } from "../parsing.ts";
import { subjectsIn } from "../subjects.ts";
import { isLiteralCall, literalCall, literalOf } from "./literal.ts";
import { refuseCall } from "./refuse-call.ts";
import { subjectOf } from "./subject.ts";
import { expressionOf, isComputed } from "./term.ts";

/** One side of an operator, or an argument of it: a field, a literal, a list of literals, or what is computed. */
export function operandOf(
  syntax: Syntax,
  operator: Word,
  parsing: Parsing,
): Exclude<ValueNode, { kind: "list" }> | undefined {
  if (isComputed(syntax)) return expressionOf(syntax, parsing);
  switch (syntax.kind) {
    case "group":
      return operandOf(syntax.inner, operator, parsing);
    case "path": {
      const subject = subjectOf(syntax, parsing);
      return subject && Object.freeze({ kind: "subject", subject, span: syntax.span });
    }
    case "list": {
      const { span } = syntax;
      const items = unbroken(syntax.items.map((item) => itemOf(item, parsing)));
      const literal = items && Object.freeze({ kind: "list" as const, items, span });
      return literal && Object.freeze({ kind: "literal", literal, span });
    }
    default: {
      const literal = scalarOf(syntax, operator, parsing);
      return literal && Object.freeze({ kind: "literal", literal, span: syntax.span });
    }
  }
}

/** Undefined also for conditions, which are nothing to compare. */
function scalarOf(syntax: Syntax, operator: Word, parsing: Parsing): LiteralScalar | undefined {
  if (syntax.kind === "literal") return literalOf(syntax);
  if (syntax.kind === "call" && isValueCall(syntax))
    return isLiteralCall(syntax) ? literalCall(syntax, parsing) : refuseCall(syntax, parsing);
  return parsing.report(
    "expression-mismatch",
    syntax.span,
    `\`${operator.value}\` compares values, and this is a condition`,
    syntax.kind === "not"
      ? "to negate the comparison, put it in parentheses: `!(a == b)`"
      : "join conditions with `&&` or `||`",
  );
}

function itemOf(syntax: Syntax, parsing: Parsing): LiteralScalar | undefined {
  if (syntax.kind === "group") return itemOf(syntax.inner, parsing);
  if (syntax.kind === "literal") return literalOf(syntax);
  if (syntax.kind === "call" && isValueCall(syntax) && !isComputed(syntax))
    return isLiteralCall(syntax) ? literalCall(syntax, parsing) : refuseCall(syntax, parsing);
  const help = "write text, numbers, `true`, `false`, `timestamp(…)` or `duration(…)`";
  return parsing.report("expression-mismatch", syntax.span, "lists hold literals alone", help);
}

/** A function that gives a value; methods, and `has`, give conditions. */
function isValueCall({ receiver, name }: Extract<Syntax, { kind: "call" }>): boolean {
  return receiver === undefined ? name.value !== "has" : VALUE_METHODS.test(name.value);
}

/** Of CEL, which refusing a call knows by name. */
const VALUE_METHODS = /^(get[A-Z]\w*|size|map|filter)$/;

/** What a value reads, as the left side of an operator; nothing when it is always the same. */
export function leftOf(value: ValueNode): SubjectNode | ExpressionNode | undefined {
  if (value.kind === "subject") return value.subject;
  return value.kind === "expression" && subjectsIn(value.term).length > 0 ? value : undefined;
}
