import type { Entry, MapNode, Node } from "../1-read/node.ts";
import type { FieldNode, LiteralScalar, Text } from "./ast.ts";
import { Entries, type Shape } from "./entries.ts";
import { expectCount, expectFlag, expectList, expectText, wrongKind } from "./expect.ts";
import { type FieldType, parseFieldType } from "./field-type.ts";
import { frozen, unbroken } from "./frozen.ts";
import { parseLiteralScalar } from "./literal.ts";
import { FIELD_NAMING, nameOf } from "./names.ts";
import type { Parsing } from "./parsing.ts";

export const VALUE_FIELD: Shape = {
  what: "a field",
  required: ["type"],
  optional: ["optional", "enum", "minimum", "maximum", "max_length", "description", "sensitive"],
  others: "a field has to be there unless it says `optional: true`",
};

export const ITEMS_FIELD: Shape = {
  what: "a field that is a list of objects",
  required: ["items"],
  optional: ["optional", "description"],
};

export const ITEM: Shape = { what: "`items`", required: ["fields"], optional: [] };

export const OBJECT_FIELD: Shape = {
  what: "a field with fields of its own",
  required: ["fields"],
  optional: ["optional", "description"],
};

/** The value of a key `fields`. Nothing when any of them is broken: rules that read it would be told of twice. */
export function parseFields(
  node: Node,
  what: string,
  parsing: Parsing,
  depth = 0,
): readonly FieldNode[] | undefined {
  if (node.kind !== "map") return wrongKind(node, what, "a map of names and types", parsing);
  return unbroken([...node.entries.values()].map((entry) => parseField(entry, depth, parsing)));
}

function parseField(entry: Entry, depth: number, parsing: Parsing): FieldNode | undefined {
  const name = nameOf(entry, FIELD_NAMING, parsing);
  const { value } = entry;
  if (value.kind !== "map") return parseShort(name, value, parsing);
  const isDeep = value.entries.has("items") || value.entries.has("fields");
  return isDeep ? parseObject(name, entry, depth + 1, parsing) : parseLong(name, value, parsing);
}

/** `note: string?` */
function parseShort(name: Text | undefined, node: Node, parsing: Parsing): FieldNode | undefined {
  if (node.kind === "list")
    return wrongKind(node, "a field", "a type or a map", parsing, "a list of text is `string[]`");
  const type = parseFieldType(node, "the type of a field", parsing);
  if (name === undefined || type === undefined) return undefined;
  return frozen<FieldNode>({ ...ABSENT, ...type, name, span: node.span });
}

/** `amount: { type: number, minimum: 0 }` */
function parseLong(name: Text | undefined, node: MapNode, parsing: Parsing): FieldNode | undefined {
  const entries = Entries.of(node, VALUE_FIELD, parsing)!;
  const type = entries.get("type", (value, what) => parseFieldType(value, what, parsing));
  const optional = isOptional(entries, type, parsing);
  const sensitive =
    entries.get("sensitive", (value, what) => expectFlag(value, what, parsing))?.value ?? false;
  const parsed = {
    enum: entries.get("enum", (value, what) => parseEnum(value, what, parsing)),
    minimum: entries.get("minimum", (value, what) => parseLiteralScalar(value, what, parsing)),
    maximum: entries.get("maximum", (value, what) => parseLiteralScalar(value, what, parsing)),
    maxLength: entries.get("max_length", (value, what) => expectCount(value, what, 0, parsing)),
    description: entries.get("description", (value, what) => expectText(value, what, parsing)),
  };
  if (name === undefined || type === undefined) return undefined;
  return frozen<FieldNode>({
    ...parsed,
    fields: undefined,
    isList: undefined,
    name,
    type: type.type,
    optional,
    sensitive,
    span: node.span,
  });
}

function isOptional(entries: Entries, type: FieldType | undefined, parsing: Parsing): boolean {
  const said = entries.get("optional", (value, what) => expectFlag(value, what, parsing));
  if (said?.value === false && type?.optional === true) {
    const related = [{ message: "said to be optional here", span: type.type.span }];
    parsing.report(
      "contradiction",
      said.span,
      "`optional: false` contradicts the `?` of the type",
      undefined,
      related,
    );
  }
  return said?.value ?? type?.optional ?? false;
}

function parseEnum(node: Node, what: string, parsing: Parsing): FieldNode["enum"] {
  const items = expectList(node, what, parsing)?.map((item) =>
    parseLiteralScalar(item, `an item of ${what}`, parsing),
  );
  const values = items && unbroken<LiteralScalar>(items);
  return values && Object.freeze({ values, span: node.span });
}

/** `customer: { fields: { … } }`, `lines: { items: { fields: { … } } }` */
function parseObject(
  name: Text | undefined,
  { keySpan, value }: Entry,
  depth: number,
  parsing: Parsing,
): FieldNode | undefined {
  const { schemaDepth } = parsing.limits;
  if (depth > schemaDepth) {
    const message = `objects are nested more than ${schemaDepth} deep`;
    return parsing.report("over-limit", keySpan, message, "the limit is the option `limits.schemaDepth`");
  }
  const isList = value.kind === "map" && value.entries.has("items");
  const entries = Entries.of(value, isList ? ITEMS_FIELD : OBJECT_FIELD, parsing)!;
  const fields = isList
    ? entries.get("items", (node) => parseItemFields(node, depth, parsing))
    : entries.get("fields", (node, what) => parseFields(node, what, parsing, depth));
  const optional = isOptional(entries, undefined, parsing);
  const description = entries.get("description", (node, what) => expectText(node, what, parsing));
  if (name === undefined || fields === undefined) return undefined;
  const list = isList ? ({ isList: true } as const) : {};
  return frozen<FieldNode>({ ...ABSENT, ...list, fields, name, optional, description, span: value.span });
}

/** `{ fields: { … } }` */
function parseItemFields(node: Node, depth: number, parsing: Parsing): readonly FieldNode[] | undefined {
  const entries = Entries.of(node, ITEM, parsing);
  return entries?.get("fields", (fields, what) => parseFields(fields, what, parsing, depth));
}

/** What only the long form can say. */
const ABSENT = {
  type: undefined,
  fields: undefined,
  isList: undefined,
  enum: undefined,
  minimum: undefined,
  maximum: undefined,
  maxLength: undefined,
  description: undefined,
  sensitive: false,
};
