import type { Atom, Computed, FieldReference } from "../../../language/model.ts";
import type { AtomNode, ExpressionNode, SubjectNode, ValueNode } from "../../2-parse/ast.ts";
import { isExpression } from "../../2-parse/subjects.ts";
import type { ResolvedField } from "../resolved-field.ts";
import { ATOM_CHECKS } from "./atom-checks.ts";
import { operatorForm } from "./operator-form.ts";
import { reference } from "./reference.ts";
import { resolveSubject } from "./resolve-subject.ts";
import type { Right } from "./right.ts";
import type { RuleContext } from "./rule-context.ts";
import { spelledOut } from "./spelled-out.ts";
import { typeOperand } from "./type-operand.ts";
import { typePattern, writtenIn } from "./type-pattern.ts";
import { typeTerm } from "./type-term.ts";

/** Names resolved, types paired, literals converted. `undefined` when one of these fails, which is reported. */
export function typeAtom(written: AtomNode, context: RuleContext): Atom | undefined {
  const spelled = spelledOut(written, context);
  if (spelled === undefined) return undefined;
  const { node, rule } = spelled;
  const leftSide = resolveLeft(node.subject, rule);
  const right = resolveRight(node.value, rule);
  if (leftSide === undefined || right === undefined) return undefined;
  const { left, field } = leftSide;
  const form = operatorForm(node, left, right, rule);
  if (form === undefined) return undefined;
  const operand =
    form.right === "pattern" && right.kind === "scalar"
      ? typePattern(node.operator.value, writtenIn(right.literal), rule)
      : typeOperand(form.right, left.type.scalar ?? "boolean", right, rule.report);
  if (operand === undefined) return undefined;
  const atom: Atom = { kind: "atom", operator: node.operator.value, left, right: operand, span: node.span };
  for (const check of ATOM_CHECKS) check({ node, atom, field }, rule);
  return atom;
}

interface LeftSide {
  readonly left: FieldReference | Computed;
  /** Nothing is declared of what is computed. */
  readonly field: Pick<ResolvedField, "guardLength" | "declarations">;
}

const UNDECLARED = { guardLength: 0, declarations: [] };

function resolveLeft(subject: SubjectNode | ExpressionNode, rule: RuleContext): LeftSide | undefined {
  if (isExpression(subject)) {
    const left = computed(subject, rule);
    return left && { left, field: UNDECLARED };
  }
  const field = resolveSubject(subject, rule);
  return field && { left: reference(subject, field, rule), field };
}

function computed({ term: node, span }: ExpressionNode, rule: RuleContext): Computed | undefined {
  const term = typeTerm(node, rule);
  return term && { kind: "expression", term, type: { kind: "scalar", scalar: term.type }, span };
}

function resolveRight(value: ValueNode | undefined, rule: RuleContext): Right | undefined {
  if (value === undefined) return { kind: "none" };
  if (value.kind === "list") return undefined;
  if (value.kind === "literal") {
    const { literal } = value;
    return literal.kind === "list" ? { kind: "list", literal } : { kind: "scalar", literal };
  }
  if (value.kind === "expression") {
    const right = computed(value, rule);
    return right && { kind: "expression", computed: right };
  }
  const field = resolveSubject(value.subject, rule);
  return field && { kind: "field", field, reference: reference(value.subject, field, rule) };
}
