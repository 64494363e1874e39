import type { Source } from "../../diagnostics/span.ts";
import type { Node } from "../1-read/node.ts";
import type { GovernanceDocument, GovernanceRuleNode, WhereNode } from "./ast.ts";
import { Entries, type Shape } from "./entries.ts";
import { expectFilledText, expectList, expectText, expectWord } from "./expect.ts";
import { frozen } from "./frozen.ts";
import { parseMust } from "./must.ts";
import type { Parsing } from "./parsing.ts";
import { parseId } from "./rule.ts";
import { parseActionNames } from "./scope.ts";
import { checkVersion, WITHOUT_VERSION } from "./version.ts";
import { parseWhere } from "./where.ts";

export const DOCUMENT: Shape = {
  what: "a governance document",
  required: ["version", "governance"],
  optional: [],
  absent: WITHOUT_VERSION,
};
export const GOVERNANCE: Shape = { what: "`governance`", required: ["rules"], optional: [] };
export const RULE: Shape = {
  what: "a governance rule",
  required: ["id", "must", "error"],
  optional: ["description", "applies_to", "select", "severity", "unproved"],
};
export const APPLIES_TO: Shape = { what: "`applies_to`", required: ["actions"], optional: ["if"] };
export const SELECT: Shape = { what: "`select`", required: ["where"], optional: [] };

export const SEVERITIES = ["error", "warning"] as const;
export const TIMES = ["targeted", "declared"] as const;

/** The governance document, with the rules that are whole. */
export function parseGovernance(
  root: Node,
  source: Source,
  parsing: Parsing,
): GovernanceDocument | undefined {
  const entries = Entries.of(root, DOCUMENT, parsing);
  entries?.get("version", (node, what) => checkVersion(node, what, parsing));
  const governance = entries?.get("governance", (node) => Entries.of(node, GOVERNANCE, parsing));
  const items = governance?.get("rules", (node, what) => expectList(node, what, parsing));
  const rules = items?.map((item) => parseRule(item, parsing)).filter((rule) => rule !== undefined);
  return rules && Object.freeze({ source, rules: Object.freeze(rules) });
}

function parseRule(node: Node, parsing: Parsing): GovernanceRuleNode | undefined {
  const entries = Entries.of(node, RULE, parsing);
  if (entries === undefined) return undefined;
  const id = entries.get("id", (value, what) => parseId(value, what, parsing));
  const must = entries.get("must", (value) => parseMust(value, parsing));
  const error = entries.get("error", (value, what) => expectFilledText(value, what, parsing));
  const description = entries.get("description", (value, what) => expectText(value, what, parsing));
  const appliesTo = entries.get("applies_to", (value) => parseAppliesTo(value, parsing));
  const where = entries.has("select")
    ? entries.get("select", (value) => parseSelect(value, parsing))
    : all(node);
  const severity = entries.get("severity", (value) =>
    expectWord(value, "severity", SEVERITIES, parsing),
  )?.value;
  const unproved = entries.get("unproved", (value) =>
    expectWord(value, "severity", SEVERITIES, parsing),
  )?.value;
  if (must?.kind === "decide" && entries.has("select"))
    return parsing.report(
      "must-takes-one",
      must.span,
      "`decide` is about decisions, and `select` about rules",
      "write two governance rules",
    );
  if (id === undefined || must === undefined || error === undefined || where === undefined) return undefined;
  if (entries.areBroken({ applies_to: appliesTo, severity, unproved })) return undefined;
  return frozen<GovernanceRuleNode>({
    id,
    must,
    error,
    description,
    appliesTo,
    where,
    severity: severity ?? "error",
    unproved: unproved ?? "error",
    span: node.span,
  });
}

/** A selection that is left out selects every rule. */
function all({ span }: Node): WhereNode {
  return Object.freeze({ span });
}

function parseSelect(node: Node, parsing: Parsing): WhereNode | undefined {
  return Entries.of(node, SELECT, parsing)?.get("where", (value) => parseWhere(value, parsing));
}

function parseAppliesTo(node: Node, parsing: Parsing): GovernanceRuleNode["appliesTo"] {
  const entries = Entries.of(node, APPLIES_TO, parsing);
  if (entries === undefined) return undefined;
  const actions = entries.get("actions", (value, what) => parseActionNames(value, what, parsing));
  const when = entries.get("if", (value) => expectWord(value, "`if`", TIMES, parsing))?.value;
  if (actions === undefined || entries.areBroken({ if: when })) return undefined;
  return Object.freeze({ actions, if: when ?? "targeted", span: node.span });
}
