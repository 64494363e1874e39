import { isEmpty, isUniversal } from "../../../../automaton/automaton.ts";
import { type Atom, type Operand, pathText, sideText } from "../../../../language/model.ts";
import { OPERATORS, type OperatorName } from "../../../../language/operators.ts";
import { literalItems } from "../literal-items.ts";
import type { RuleContext } from "../rule-context.ts";
import type { TypedAtom } from "../typed-atom.ts";

/** What an operator says of every value when there is nothing on its right. */
const WITH_NOTHING: Partial<Record<OperatorName, "true" | "false">> = {
  in: "false",
  not_in: "true",
  in_ignoring_case: "false",
  contains_any: "false",
  contains_all: "true",
  in_cidr: "false",
  not_in_cidr: "true",
  starts_with: "true",
  ends_with: "true",
  contains: "true",
  not_contains: "false",
};

/** An atom that is true, or false, of every value decides nothing: something else was meant. */
export function conditionsCanGoEitherWay(typed: TypedAtom, rule: RuleContext): void {
  if (hasNothingOnTheRight(typed.atom)) reportConstant(typed, rule);
  else if (comparesWithItself(typed.atom)) reportItself(typed, rule);
  else if (typed.atom.right.kind === "pattern") reportPattern(typed, typed.atom.right, rule);
  else if (typed.atom.left.type.scalar === "integer") reportFractions(typed, rule);
}

function hasNothingOnTheRight({ left, right }: Atom): boolean {
  if (right.kind === "literals" || right.kind === "cidrs") return right.values.length === 0;
  return right.kind === "literal" && right.value === "" && left.type.kind === "scalar";
}

function reportConstant({ atom }: TypedAtom, rule: RuleContext): void {
  const truth = WITH_NOTHING[atom.operator];
  if (truth === undefined || atom.right.kind === "field" || atom.right.kind === "flag") return;
  const what = atom.right.kind === "literal" ? "empty text" : "an empty list";
  rule.report({
    code: "vacuous-condition",
    message: `\`${atom.operator}\` with ${what} is ${truth} of every \`${sideText(atom.left)}\` in ${rule.where}`,
    span: atom.right.span,
  });
}

function reportPattern(
  { atom }: TypedAtom,
  { automaton, span }: Extract<Operand, { kind: "pattern" }>,
  rule: RuleContext,
): void {
  if (!isEmpty(automaton) && !isUniversal(automaton)) return;
  rule.report({
    code: "vacuous-condition",
    message: `\`${atom.operator}\` with this pattern is ${isUniversal(automaton)} of every \`${sideText(atom.left)}\` in rule \`${rule.node.id.value}\``,
    span,
  });
}

function comparesWithItself({ left, right }: Atom): boolean {
  return right.kind === "field" && sideText(left) === pathText(right.field);
}

function reportItself({ node, atom }: TypedAtom, rule: RuleContext): void {
  rule.report({
    code: "vacuous-condition",
    message: `\`${atom.operator}\` compares \`${sideText(atom.left)}\` with itself in ${rule.where}`,
    span: node.span,
  });
}

/** Order may be asked against `1.5`; equality with it is never found. */
function reportFractions({ node, atom }: TypedAtom, rule: RuleContext): void {
  const operator = OPERATORS[atom.operator].negates ?? atom.operator;
  if (!["equals", "in", "contains", "contains_any", "contains_all"].includes(operator)) return;
  for (const { value, span } of literalItems(node)) {
    if (Number.isInteger(value)) continue;
    rule.report({
      code: "vacuous-condition",
      message: `no integer equals \`${value}\`, so \`${sideText(atom.left)}\` never does in ${rule.where}`,
      span,
    });
  }
}
