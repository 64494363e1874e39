import { QUANTIFIER_NAMES, type QuantifierName } from "../../language/types.ts";
import type { Entry, Node, ScalarNode } from "../1-read/node.ts";
import type { ConditionNode, QuantifierNode } from "./ast.ts";
import { parseAtom } from "./atom.ts";
import { besides, Entries, type Shape } from "./entries.ts";
import { booleanHelp, expectFilledList, expectText, wrongKind } from "./expect.ts";
import { parseExpressionCondition } from "./expression/parse-expression-condition.ts";
import { frozen } from "./frozen.ts";
import type { Parsing } from "./parsing.ts";
import { parseSubject } from "./subject.ts";

const ATOM_KEYS = ["subject", "operator", "value"];
const JOINING_KEYS = ["all", "any", "not", "condition", ...QUANTIFIER_NAMES];
export const CONDITION: Shape = {
  what: "a condition",
  required: [],
  optional: [...JOINING_KEYS, ...ATOM_KEYS],
};

export const QUANTIFIER: Shape = { what: "a quantifier", required: ["in", "where"], optional: [] };

/** The value of `when`: a condition, or `true` for always. */
export function parseWhen(node: Node, parsing: Parsing): ConditionNode | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "boolean")
    return parseCondition(node, "`when`", parsing);
  if (node.value) return Object.freeze({ kind: "always", span: node.span });
  const help = "delete the rule, or make a comment of it";
  return parsing.report("never-applies", node.span, "with `when: false` the rule never applies", help);
}

/** One kind of condition a map, or an expression; conditions nest as deep as documents do. */
export function parseCondition(node: Node, what: string, parsing: Parsing): ConditionNode | undefined {
  if (node.kind === "scalar" && typeof node.value === "string") return parseText(node, node.value, parsing);
  if (node.kind !== "map") return wrongKind(node, what, "a condition", parsing, listHelp(node));
  const entries = Entries.of(node, CONDITION, parsing)!;
  if (isMixed(entries, parsing)) return undefined;
  const [joining] = entries.present(JOINING_KEYS);
  if (joining !== undefined) return parseJoined(joining, node, parsing);
  if (entries.present(ATOM_KEYS).length > 0) return parseAtom(entries, parsing);
  if (entries.size > 0) return undefined;
  return parsing.report(
    "missing-key",
    node.span,
    "the condition is empty",
    "write `when: true`, or leave `when` out, for always",
  );
}

function parseText(node: ScalarNode, text: string, parsing: Parsing): ConditionNode | undefined {
  const meant = booleanHelp(node);
  if (meant === undefined) return parseExpressionCondition(node, text, parsing);
  return parsing.report("wrong-kind", node.span, `\`${text}\` is text, and no condition`, meant);
}

function listHelp(node: Node): string | undefined {
  return node.kind === "list" ? "put `all:` above the list, or `any:`" : undefined;
}

function isMixed(entries: Entries, parsing: Parsing): boolean {
  const [first, ...rest] = entries.present(CONDITION.optional);
  const other = rest.find(({ key }) => JOINING_KEYS.includes(key) || JOINING_KEYS.includes(first!.key));
  if (first === undefined || other === undefined) return false;
  const message = `\`${other.key}\` cannot stand beside \`${first.key}\``;
  parsing.report(
    "mixed-condition",
    other.keySpan,
    message,
    "put both into the list of an `all` or `any`",
    besides(first),
  );
  return true;
}

function parseJoined({ key, value }: Entry, { span }: Node, parsing: Parsing): ConditionNode | undefined {
  if (key === "condition") {
    const name = expectText(value, "`condition`", parsing);
    return name && Object.freeze({ kind: "named", name, span });
  }
  if (key === "not") {
    const condition = parseCondition(value, "`not`", parsing);
    return condition && Object.freeze({ kind: "not", condition, span });
  }
  const quantifier = QUANTIFIER_NAMES.find((name) => name === key);
  if (quantifier !== undefined) return parseQuantifier(quantifier, value, span, parsing);
  const items = expectFilledList(value, `\`${key}\``, parsing);
  const conditions = items
    ?.map((item) => parseCondition(item, `an item of \`${key}\``, parsing))
    .filter((condition) => condition !== undefined);
  return (
    conditions && Object.freeze({ kind: key as "all" | "any", conditions: Object.freeze(conditions), span })
  );
}

/** `{ in: { domain: action, field: lines }, where: … }` */
function parseQuantifier(
  kind: QuantifierName,
  node: Node,
  span: Node["span"],
  parsing: Parsing,
): QuantifierNode | undefined {
  const entries = Entries.of(node, { ...QUANTIFIER, what: `\`${kind}\`` }, parsing);
  const list = entries?.get("in", (value, what) => parseSubject(value, what, parsing));
  const where = entries?.get("where", (value, what) => parseCondition(value, what, parsing));
  return list && where && frozen<QuantifierNode>({ kind, list, where, span });
}
