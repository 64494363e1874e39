import { DOMAINS, ITEM } from "../../language/types.ts";
import type { Node } from "../1-read/node.ts";
import type { SubjectNode, Text } from "./ast.ts";
import { Entries, type Shape } from "./entries.ts";
import { expectText, expectWord, wrongKind } from "./expect.ts";
import { FIELD_NAMING, isName } from "./names.ts";
import type { Parsing } from "./parsing.ts";

export const SUBJECT: Shape = {
  what: "a subject",
  required: ["domain", "field"],
  optional: [],
};

export const ITEM_SUBJECT: Shape = { ...SUBJECT, required: ["domain"], optional: ["field"] };

/** `{ domain: action, field: customer.country }` */
export function parseSubject(node: Node, what: string, parsing: Parsing): SubjectNode | undefined {
  if (node.kind !== "map")
    return wrongKind(node, what, "a map with `domain` and `field`", parsing, written(node));
  const entries = Entries.of(node, shapeFor(node), parsing)!;
  if (isItemAlone(node)) return itemSubject(node, parsing);
  const domain = entries.get("domain", (value) => parseDomainName(value, parsing));
  const field = entries.get("field", (value, name) => parsePath(value, name, parsing));
  return domain && field && Object.freeze({ domain, field, span: node.span });
}

function parseDomainName(node: Node, parsing: Parsing): SubjectNode["domain"] | undefined {
  return expectWord(node, "domain", isItem(node) ? [ITEM] : DOMAINS, parsing);
}

function isItem(node: Node | undefined): boolean {
  return node?.kind === "scalar" && node.value === ITEM;
}

/** `{ domain: item }`: an item of a list of scalars has no field. */
function isItemAlone({ entries }: Node & { kind: "map" }): boolean {
  return isItem(entries.get("domain")?.value) && !entries.has("field");
}

function itemSubject({ entries, span }: Node & { kind: "map" }, parsing: Parsing): SubjectNode | undefined {
  const domain = parseDomainName(entries.get("domain")!.value, parsing);
  const field = domain && Object.freeze({ value: "", span: domain.span });
  return domain && field && Object.freeze({ domain, field, span });
}

/** A path with dots, of well-formed names. */
export function parsePath(node: Node, what: string, parsing: Parsing): Text | undefined {
  const text = expectText(node, what, parsing);
  const parts = text?.value.split(".") ?? [];
  return parts.every((part) => isName(part, node.span, FIELD_NAMING, parsing)) ? text : undefined;
}

/** For whoever wrote `subject: action.amount`. */
function written(node: Node | undefined): string | undefined {
  const subject = node && subjectMeant(node);
  return subject && `write \`${subject}\``;
}

/** … or `subject: { field: action.amount }`. */
function shapeFor({ entries }: Node & { kind: "map" }): Shape {
  if (isItem(entries.get("domain")?.value)) return ITEM_SUBJECT;
  if (entries.has("domain")) return SUBJECT;
  return { ...SUBJECT, absent: { domain: written(entries.get("field")?.value) } };
}

/** A subject for `action.amount`. */
export function subjectMeant(node: Node): string | undefined {
  const path = node.kind === "scalar" ? /^(action|actor|snapshot)\.([\w.]+)$/.exec(`${node.value}`) : null;
  return path ? `{ domain: ${path[1]}, field: ${path[2]} }` : undefined;
}
