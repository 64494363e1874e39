import { type Atom, type Scalar, sideText } from "../../../../language/model.ts";
import { OPERATORS } from "../../../../language/operators.ts";
import type { LiteralScalar } from "../../../2-parse/ast.ts";
import { namesHelp } from "../../names-help.ts";
import type { Declaration } from "../../resolved-field.ts";
import { literalItems } from "../literal-items.ts";
import type { RuleContext } from "../rule-context.ts";
import type { TypedAtom } from "../typed-atom.ts";

type Values = ReadonlySet<Scalar>;

/** A literal that a whole value is compared with is one of the values that the field may have, in each action. */
export function literalsAreInTheEnum({ node, atom, field }: TypedAtom, rule: RuleContext): void {
  const isMember = membership(atom);
  if (isMember === undefined) return;
  const items = literalItems(node);
  for (const [index, value] of literalValues(atom).entries()) {
    const refusing = field.declarations.find(({ allowed }) => allowed && !isMember(value, allowed));
    if (refusing !== undefined) report(items[index]!, atom, refusing, rule);
  }
}

/** How the operator compares whole values; `undefined` when it looks at order or at parts of text. */
function membership(atom: Atom): ((value: Scalar, allowed: Values) => boolean) | undefined {
  const operator = OPERATORS[atom.operator].negates ?? atom.operator;
  switch (operator) {
    case "equals_ignoring_case":
    case "in_ignoring_case":
      return (value, allowed) => allowed.has(value) || folded(allowed).has(fold(value));
    case "contains":
      if (atom.left.type.kind !== "list") return undefined;
      break;
    case "equals":
    case "in":
    case "contains_any":
    case "contains_all":
      break;
    default:
      return undefined;
  }
  return (value, allowed) => allowed.has(value);
}

function literalValues({ right }: Atom): readonly Scalar[] {
  if (right.kind === "literals") return right.values;
  return right.kind === "literal" ? [right.value] : [];
}

const foldedSets = new WeakMap<Values, Values>();

function folded(allowed: Values): Values {
  const known = foldedSets.get(allowed) ?? new Set([...allowed].map(fold));
  foldedSets.set(allowed, known);
  return known;
}

/** A to Z only, as the operators that ignore case do. */
function fold(value: Scalar): string {
  return `${value}`.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function report(
  { value, span }: LiteralScalar,
  atom: Atom,
  declaration: Declaration,
  rule: RuleContext,
): void {
  const allowed = declaration.allowed ?? [];
  const help = namesHelp(`${value}`, allowed, rule.check.reporter);
  const isActionType = declaration.span === undefined;
  rule.report({
    code: isActionType ? "unknown-action" : "literal-not-in-enum",
    message: isActionType
      ? `the schema declares no action \`${value}\``
      : `\`${value}\` is not in the enum of \`${sideText(atom.left)}\` of ${declaration.owner}`,
    span,
    ...help,
    ...(declaration.span && { related: [{ message: "declared here", span: declaration.span }] }),
  });
}
