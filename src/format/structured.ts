import type {
  AtomNode,
  ConditionNode,
  ExpressionNode,
  LiteralNode,
  LiteralScalar,
  SubjectNode,
  ValueNode,
} from "../compiler/2-parse/ast.ts";
import { printCondition } from "../compiler/2-parse/expression/print.ts";
import { scalarText, termText } from "../compiler/2-parse/expression/print-term.ts";
import { isExpression } from "../compiler/2-parse/subjects.ts";

// A condition as the structured form has it, whichever way it was written, as plain data; parsed, it is the same condition.
// A kind of condition, or of value, that is new to the tree does not compile here until it has its line.

export type Structured =
  | LiteralScalar["value"]
  | readonly Structured[]
  | { readonly [key: string]: Structured };

export function structured(condition: ConditionNode): Structured {
  switch (condition.kind) {
    case "always":
      return true;
    case "all":
    case "any":
      return { [condition.kind]: condition.conditions.map(structured) };
    case "not":
      return { not: structured(condition.condition) };
    case "any_item":
    case "all_items":
      return { [condition.kind]: { in: path(condition.list), where: structured(condition.where) } };
    case "named":
      return { condition: condition.name.value };
    case "atom":
      return atom(condition);
  }
}

function atom(condition: AtomNode): Structured {
  const { subject, operator, value } = condition;
  // A list of durations has no other form.
  if (value?.kind === "literal" && value.literal.kind === "list" && value.literal.items.some(isDuration))
    return printCondition(condition)!;
  const said = { subject: side(subject), operator: operator.value };
  return value === undefined ? said : { ...said, value: right(value) };
}

function right(value: ValueNode): Structured {
  switch (value.kind) {
    case "literal":
      return isDuration(value.literal)
        ? { expression: scalarText(value.literal) }
        : { literal: literal(value.literal) };
    case "subject":
      return { subject: path(value.subject) };
    case "expression":
      return side(value);
    case "list":
      return { list: value.name.value };
  }
}

function side(written: SubjectNode | ExpressionNode): Structured {
  return isExpression(written) ? { expression: termText(written.term) } : path(written);
}

function path({ domain, field }: SubjectNode): Structured {
  const { value } = field;
  return value === "" ? { domain: domain.value } : { domain: domain.value, field: value };
}

function isDuration(node: LiteralNode): node is LiteralScalar {
  return node.kind !== "list" && node.type === "duration";
}

function literal(node: LiteralNode): Structured {
  return node.kind === "list" ? node.items.map(({ value }) => value) : node.value;
}
