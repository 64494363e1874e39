import { OPERATOR_NAMES, type OperatorName } from "../../language/operators.ts";
import type { Node } from "../1-read/node.ts";
import type { AtomNode, ExpressionNode, SubjectNode, Text, ValueNode } from "./ast.ts";
import { besides, Entries, type Shape } from "./entries.ts";
import { expectText, expectWord, writtenShort, wrongKind } from "./expect.ts";
import { parseExpressionSubject, parseExpressionValue } from "./expression/parse-expression-value.ts";
import { frozen } from "./frozen.ts";
import { parseLiteral } from "./literal.ts";
import type { Parsing } from "./parsing.ts";
import { parseSubject, subjectMeant } from "./subject.ts";

const SIDES = ["literal", "subject", "list", "expression"];
export const VALUE: Shape = { what: "`value`", required: [], optional: SIDES };

export const COMPUTED: Shape = { what: "a subject", required: [], optional: ["expression"] };

/** `subject`, `operator`, `value` of a map that has been seen to have no other keys. */
export function parseAtom(entries: Entries, parsing: Parsing): AtomNode | undefined {
  const subject = entries.get("subject", (node, what) => parseSide(node, what, parsing));
  const operator = entries.get("operator", (node) => parseOperator(node, parsing));
  const value = entries.get("value", (node) => parseValue(node, parsing));
  for (const key of ["subject", "operator"]) {
    if (!entries.has(key))
      parsing.report("missing-key", entries.place, `\`${key}\` is missing in a condition`);
  }
  if (subject === undefined || operator === undefined || entries.areBroken({ value })) return undefined;
  return frozen<AtomNode>({
    kind: "atom",
    subject,
    operator,
    value,
    isMembership: undefined,
    span: entries.span,
  });
}

export function parseOperator(node: Node, parsing: Parsing): Text<OperatorName> | undefined {
  return expectWord(node, "operator", OPERATOR_NAMES, parsing);
}

function parseValue(node: Node, parsing: Parsing): ValueNode | undefined {
  if (node.kind === "scalar" || node.kind === "list")
    return wrongKind(node, "`value`", "a map with `literal` or `subject`", parsing, valueHelp(node));
  const entries = Entries.of(node, VALUE, parsing);
  const [first, second] = entries?.present(SIDES) ?? [];
  if (entries === undefined || first === undefined) return entries && reportNeither(entries, parsing);
  if (second !== undefined)
    return parsing.report(
      "value-takes-one",
      second.keySpan,
      "`value` is one of a literal, a subject, a list and an expression",
      undefined,
      besides(first),
    );
  return VALUES[first.key]!(first.value, parsing);
}

/** A field, or what an expression computes. */
function parseSide(node: Node, what: string, parsing: Parsing): SubjectNode | ExpressionNode | undefined {
  if (node.kind !== "map" || !node.entries.has("expression")) return parseSubject(node, what, parsing);
  const entries = Entries.of(node, COMPUTED, parsing);
  return entries?.get("expression", (text) => parseExpressionSubject(text, parsing));
}

function valueHelp(node: Node): string {
  const subject = subjectMeant(node);
  return `write \`value: { ${subject ? `subject: ${subject}` : `literal: ${writtenShort(node) ?? "…"}`} }\``;
}

/** Of a key that is not known something has been said already. */
function reportNeither(entries: Entries, parsing: Parsing): undefined {
  if (entries.size > 0) return undefined;
  return parsing.report(
    "value-takes-one",
    entries.span,
    "`value` has none of `literal`, `subject`, `list`, `expression`",
  );
}

function literalValue(node: Node, parsing: Parsing): ValueNode | undefined {
  const literal = parseLiteral(node, "`literal`", parsing);
  return literal && Object.freeze({ kind: "literal", literal, span: node.span });
}

/** Which list is meant; a list that is written out is a literal. */
function listValue(node: Node, parsing: Parsing): ValueNode | undefined {
  if (node.kind === "list")
    return wrongKind(node, "`list`", "the name of a list", parsing, "write a list out as `literal: […]`");
  const name = expectText(node, "`list`", parsing);
  return name && Object.freeze({ kind: "list", name, span: node.span });
}

function subjectValue(node: Node, parsing: Parsing): ValueNode | undefined {
  const subject = parseSubject(node, "`subject`", parsing);
  return subject && Object.freeze({ kind: "subject", subject, span: node.span });
}

const VALUES: Readonly<Record<string, (node: Node, parsing: Parsing) => ValueNode | undefined>> = {
  literal: literalValue,
  subject: subjectValue,
  list: listValue,
  expression: parseExpressionValue,
};
