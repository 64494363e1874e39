import type { Call, Syntax, Word } from "../../expression/syntax.ts";
import type { LiteralScalar, ValueNode } from "../ast.ts";
import { unbroken } from "../frozen.ts";
import type { Parsing } from "../parsing.ts";
import { refuseCall } from "./refuse-call.ts";
import { subjectOf } from "./subject.ts";

const TIMESTAMP = "timestamp";

/** One side of an operator, or an argument of it: a field, a literal, a list of literals. */
export function operandOf(syntax: Syntax, operator: Word, parsing: Parsing): ValueNode | undefined {
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
  if (syntax.kind === "call" && isValueCall(syntax)) return calledValue(syntax, parsing);
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
  if (syntax.kind === "call" && isValueCall(syntax)) return calledValue(syntax, parsing);
  const help = "write text, numbers, `true`, `false` or `timestamp(…)`";
  return parsing.report("expression-mismatch", syntax.span, "lists hold literals alone", help);
}

function literalOf({ value, span }: Extract<Syntax, { kind: "literal" }>): LiteralScalar {
  return Object.freeze({ kind: "scalar", value, isExpression: true, span });
}

/** A function that gives a value; methods, and `has`, give conditions. */
function isValueCall({ receiver, name }: Call): boolean {
  return receiver === undefined ? name.value !== "has" : VALUE_METHODS.test(name.value);
}

/** Of CEL, which refusing a call knows by name. */
const VALUE_METHODS = /^(get[A-Z]\w*|size|map|filter)$/;

/** `timestamp("2030-01-31T09:00:00Z")`: whether the text is one is for the check. */
function calledValue(call: Call, parsing: Parsing): LiteralScalar | undefined {
  if (call.receiver !== undefined || call.name.value !== TIMESTAMP) return refuseCall(call, parsing);
  const [text, ...rest] = call.arguments;
  if (text?.kind === "literal" && typeof text.value === "string" && rest.length === 0)
    return Object.freeze({ kind: "scalar", value: text.value, type: "datetime", span: text.span });
  const help = 'write `timestamp("2030-01-31T09:00:00Z")`';
  return parsing.report("expression-mismatch", call.span, "`timestamp` takes one literal text", help);
}
