import { OPERATORS } from "../../../language/operators.ts";
import { ITEM } from "../../../language/types.ts";
import type { AtomNode, ConditionNode, LiteralNode, LiteralScalar, ValueNode } from "../ast.ts";
import { isExpression } from "../subjects.ts";
import { formOf, isFlag, negationOf } from "./forms.ts";
import { pathText, receiverText, scalarText, termText } from "./print-term.ts";
import { macroOf } from "./quantifier.ts";

// A condition in CEL syntax, whichever way it was written; parsed again, it is the same condition. `always` alone has no
// expression: it is `when: true`.

/** `undefined` where a condition or a list stands by its name, for which there is no expression. */
export function printCondition(condition: ConditionNode): string | undefined {
  return isWrittenOut(condition) ? print(condition) : undefined;
}

function isWrittenOut(condition: ConditionNode): boolean {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.conditions.every(isWrittenOut);
    case "not":
      return isWrittenOut(condition.condition);
    case "any_item":
    case "all_items":
      return isWrittenOut(condition.where);
    case "atom":
      return condition.value?.kind !== "list";
    default:
      return condition.kind !== "named";
  }
}

function print(condition: ConditionNode): string {
  switch (condition.kind) {
    case "always":
    case "named":
      return "true";
    case "all":
      return joined(condition.conditions, "&&", "true");
    case "any":
      return joined(condition.conditions, "||", "false");
    case "not":
      return negation(condition.condition);
    case "any_item":
    case "all_items":
      return `${pathText(condition.list)}.${macroOf(condition.kind)}(${ITEM}, ${print(condition.where)})`;
    case "atom":
      return atom(condition);
  }
}

/** One condition has what changes nothing beside it. */
function joined(conditions: readonly ConditionNode[], symbol: string, neutral: string): string {
  const parts = conditions.map((part) =>
    part.kind === "all" || part.kind === "any" ? `(${print(part)})` : print(part),
  );
  return (parts.length === 1 ? [...parts, neutral] : parts).join(` ${symbol} `);
}

/** What `!` would become part of gets parentheses of its own. */
function negation(condition: ConditionNode): string {
  const text = print(condition);
  if (condition.kind !== "atom") return `!(${text})`;
  const { value: operator } = condition.operator;
  if (isFlagAtom(condition) || text.startsWith("!")) return `!(${text})`;
  if (formOf(operator)?.kind === "symbol")
    return operator === "in" ? `!((${text}))` : `!${isBare(condition) ? text : `(${text})`}`;
  return negationOf(operator) === undefined ? `!${text}` : `!(${text})`;
}

function isFlagAtom({ operator }: AtomNode): boolean {
  return isFlag(operator.value);
}

function atom(node: AtomNode): string {
  const { negates } = OPERATORS[node.operator.value];
  const form = formOf(node.operator.value);
  const path = sideText(node.subject);
  if (form === undefined) return negated({ ...node, operator: { ...node.operator, value: negates! } });
  if (isBare(node)) return path;
  if (form.kind === "symbol") return `${path} ${form.word} ${valueText(node.value)}`;
  const sign = isFlagAtom(node) && literalOf(node)?.value === false ? "!" : "";
  if (form.kind === "function") return `${sign}${form.word}(${path})`;
  const { subject } = node;
  const receiver = isExpression(subject) ? receiverText(subject.term) : path;
  return `${sign}${receiver}.${form.word}(${argumentsText(node)})`;
}

function negated(positive: AtomNode): string {
  const text = atom(positive);
  return formOf(positive.operator.value)?.kind === "symbol" ? `!(${text})` : `!${text}`;
}

/** `snapshot.fraud_flag` says that it is true. */
function isBare(node: AtomNode): boolean {
  return node.operator.value === "equals" && literalOf(node)?.value === true;
}

function literalOf({ value }: AtomNode): LiteralScalar | undefined {
  return value?.kind === "literal" && value.literal.kind === "scalar" ? value.literal : undefined;
}

function argumentsText(node: AtomNode): string {
  const { value } = node;
  if (value === undefined || isFlagAtom(node)) return "";
  const isPair = OPERATORS[node.operator.value].forms[0]!.right === "pair";
  if (isPair && value.kind === "literal" && value.literal.kind === "list")
    return value.literal.items.map(scalarText).join(", ");
  return valueText(value);
}

function valueText(value: ValueNode | undefined): string {
  if (value?.kind === "subject") return pathText(value.subject);
  if (value?.kind === "expression") return termText(value.term);
  return value?.kind === "literal" ? literalText(value.literal) : "";
}

function sideText(side: AtomNode["subject"]): string {
  return isExpression(side) ? termText(side.term) : pathText(side);
}

function literalText(literal: LiteralNode): string {
  return literal.kind === "list" ? `[${literal.items.map(scalarText).join(", ")}]` : scalarText(literal);
}
