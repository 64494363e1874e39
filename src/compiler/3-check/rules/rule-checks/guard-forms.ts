import type {
  ConditionNode,
  ExpressionNode,
  LiteralNode,
  LiteralScalar,
  SubjectNode,
  ValueNode,
} from "../../../2-parse/ast.ts";
import { printCondition } from "../../../2-parse/expression/print.ts";
import { termText } from "../../../2-parse/expression/print-term.ts";
import { isExpression } from "../../../2-parse/subjects.ts";

// The two things that a rule may say about an absent field, to be pasted in place of the condition: as YAML, or as an
// expression where the condition is one.

const WIDEST = 120;
/** Beyond this many characters of source no condition is as narrow as that. */
const LONGEST = 8 * WIDEST;

/** For `actor.role` and a condition that reads it: how absence stops, and how absence passes. */
export function bothForms(subject: SubjectNode, condition: ConditionNode): string {
  const path = `${subject.domain.value}.${subject.field.value}`;
  return subject.isPath ? expressionForms(path, condition) : yamlForms(path, subject, condition);
}

function expressionForms(path: string, condition: ConditionNode): string {
  const isJoined = condition.kind === "all" || condition.kind === "any";
  const text = isShort(condition) ? (printCondition(condition) ?? "") : "";
  const whole =
    text === "" || text.length > WIDEST ? "(the condition as it stands)" : isJoined ? `(${text})` : text;
  return [
    `absence stops, the rule holds when \`${path}\` is absent:`,
    `  !has(${path}) || ${whole}`,
    `absence passes, the rule does not hold when \`${path}\` is absent:`,
    `  has(${path}) && ${whole}`,
  ].join("\n");
}

function yamlForms(path: string, subject: SubjectNode, condition: ConditionNode): string {
  const subjectYaml = subjectText(subject);
  const whole = oneLine(condition);
  return [
    `absence stops, the rule holds when \`${path}\` is absent:`,
    "  any:",
    `    - { subject: ${subjectYaml}, operator: exists, value: { literal: false } }`,
    `    - ${whole}`,
    `absence passes, the rule does not hold when \`${path}\` is absent:`,
    "  all:",
    `    - { subject: ${subjectYaml}, operator: exists }`,
    `    - ${whole}`,
  ].join("\n");
}

function oneLine(condition: ConditionNode): string {
  const text = isShort(condition) ? conditionText(condition) : undefined;
  return text !== undefined && text.length <= WIDEST ? text : "… # the condition as it stands";
}

function isShort({ span }: ConditionNode): boolean {
  return span.end - span.start <= LONGEST;
}

function conditionText(node: ConditionNode): string {
  switch (node.kind) {
    case "always":
      return "true";
    case "not":
      return `{ not: ${conditionText(node.condition)} }`;
    case "all":
    case "any":
      return `{ ${node.kind}: [${node.conditions.map(conditionText).join(", ")}] }`;
    case "named":
      return `{ condition: ${node.name.value} }`;
    case "any_item":
    case "all_items":
      return `{ ${node.kind}: { in: ${subjectText(node.list)}, where: ${conditionText(node.where)} } }`;
    case "atom":
      return `{ subject: ${subjectText(node.subject)}, operator: ${node.operator.value}${valueText(node.value)} }`;
  }
}

function subjectText(side: SubjectNode | ExpressionNode): string {
  if (isExpression(side)) return `{ expression: ${JSON.stringify(termText(side.term))} }`;
  const { domain, field } = side;
  return field.value === ""
    ? `{ domain: ${domain.value} }`
    : `{ domain: ${domain.value}, field: ${field.value} }`;
}

function valueText(value: ValueNode | undefined): string {
  if (value === undefined) return "";
  if (value.kind === "subject") return `, value: { subject: ${subjectText(value.subject)} }`;
  if (value.kind === "list") return `, value: { list: ${value.name.value} }`;
  if (value.kind === "expression") return `, value: ${subjectText(value)}`;
  return `, value: { literal: ${literalText(value.literal)} }`;
}

function literalText(literal: LiteralNode): string {
  return literal.kind === "list" ? `[${literal.items.map(scalarText).join(", ")}]` : scalarText(literal);
}

/** Words stay bare, as people write them; all other text is quoted. */
function scalarText({ value }: LiteralScalar): string {
  const isWord =
    typeof value === "string" &&
    /^[A-Za-z_][A-Za-z0-9_-]*$/.test(value) &&
    !/^(true|false|null)$/i.test(value);
  return isWord ? value : JSON.stringify(value);
}
