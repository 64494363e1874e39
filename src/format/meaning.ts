import { Places } from "../compiler/1-read/places.ts";
import type { AtomNode, ConditionNode, LiteralScalar, PolicyDocument } from "../compiler/2-parse/ast.ts";
import { isFlag } from "../compiler/2-parse/expression/forms.ts";
import { parseExpressionCondition } from "../compiler/2-parse/expression/parse-expression-condition.ts";
import { Parsing } from "../compiler/2-parse/parsing.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import type { DocumentLimits } from "../language/limits.ts";

/** Where and how something is written. */
const MANNER = ["source", "span", "isPath", "isMembership", "isExpression", "type"];

/** The same text for two trees exactly when they say the same, wherever they stand and in whichever notation. */
export function meaningOf(tree: PolicyDocument | ConditionNode): string {
  return JSON.stringify(tree, (key, value) => {
    if (MANNER.includes(key)) return undefined;
    return isAtom(value) && isTrueOfItself(value) ? { ...value, value: undefined } : value;
  });
}

function isAtom(value: unknown): value is AtomNode {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "atom";
}

/** `exists` is `exists` with `true`. */
function isTrueOfItself({ operator, value }: AtomNode): boolean {
  const literal = value?.kind === "literal" ? (value.literal as LiteralScalar).value : undefined;
  return isFlag(operator.value) && literal === true;
}

/**
 * Whether an expression says what a condition does. What has no meaning under any schema may have no expression, as `exists`
 * with a number; and an expression may be nested deeper than its condition.
 */
export function isExpressionOf(text: string, condition: ConditionNode, limits: DocumentLimits): boolean {
  const span = Places.of({ path: "expression", text }).span(0, text.length);
  const parsing = new Parsing(limits, new Reporter());
  const parsed = parseExpressionCondition({ kind: "scalar", value: text, span }, text, parsing);
  return parsed !== undefined && meaningOf(parsed) === meaningOf(condition);
}
