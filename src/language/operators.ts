import type { ScalarType, ValueType } from "./types.ts";

// The one table of operators. Checker, lowering, docs and tests read these rows; there is no second list.

/**
 * What stands on the right:
 * `same` a scalar of the left's family, literal or field · `list` a literal list of the left's type, or a `T[]` field ·
 * `pair` a literal list of two · `item` one of the left list's items, literal or field · `items` a literal list or a
 * `T[]` field of the left's item type · `text` a string, literal or field · `texts` a literal list of strings ·
 * `cidr` one CIDR or a list of them, literal · `pattern` a literal text pattern · `flag` a literal boolean, `true` when
 * left out
 */
export type RightShape =
  | "same"
  | "list"
  | "pair"
  | "item"
  | "items"
  | "text"
  | "texts"
  | "cidr"
  | "pattern"
  | "flag";

export interface OperatorForm {
  readonly left: readonly ValueType[];
  readonly right: RightShape;
}

export interface OperatorRow {
  readonly forms: readonly OperatorForm[];
  /** For a negative operator: the operator of which it is the negation. */
  readonly negates?: OperatorName;
  readonly doc: string;
  readonly example: string;
}

const scalar = (...types: ScalarType[]): ValueType[] =>
  types.map((type) => ({ kind: "scalar", scalar: type }));
const list = (...types: ScalarType[]): ValueType[] => types.map((type) => ({ kind: "list", scalar: type }));

const ANY_SCALAR = scalar("string", "number", "integer", "boolean", "datetime", "ip");
const ANY_LIST = list("string", "number", "integer", "datetime", "ip");
const ORDERED = scalar("number", "integer", "datetime");
const TEXT = scalar("string");
const ADDRESS = scalar("ip");
const OBJECT: ValueType[] = [{ kind: "object" }];
const OBJECTS: ValueType[] = [{ kind: "items" }];

const CONTAINS: OperatorForm[] = [
  { left: ANY_LIST, right: "item" },
  { left: TEXT, right: "text" },
];

const rows = {
  equals: row(ANY_SCALAR, "same", "left and right are equal", "equals, value: { literal: USD }"),
  not_equals: row(
    ANY_SCALAR,
    "same",
    "left and right differ",
    "not_equals, value: { literal: USD }",
    "equals",
  ),
  equals_ignoring_case: row(
    TEXT,
    "text",
    "equal after folding A-Z to a-z",
    "equals_ignoring_case, value: { literal: admin }",
  ),
  in_ignoring_case: row(
    TEXT,
    "texts",
    "one of the list after folding A-Z to a-z",
    "in_ignoring_case, value: { literal: [admin, root] }",
  ),
  greater_than: row(ORDERED, "same", "left > right", "greater_than, value: { literal: 1000 }"),
  less_than: row(ORDERED, "same", "left < right", "less_than, value: { literal: 1000 }"),
  greater_than_or_equals: row(
    ORDERED,
    "same",
    "left ≥ right",
    "greater_than_or_equals, value: { literal: 1000 }",
  ),
  less_than_or_equals: row(ORDERED, "same", "left ≤ right", "less_than_or_equals, value: { literal: 1000 }"),
  between: row(ORDERED, "pair", "low ≤ left ≤ high", "between, value: { literal: [1, 10] }"),
  in: row(ANY_SCALAR, "list", "left is a member of the list", "in, value: { literal: [USD, EUR] }"),
  not_in: row(
    ANY_SCALAR,
    "list",
    "left is no member of the list",
    "not_in, value: { literal: [USD, EUR] }",
    "in",
  ),
  contains: {
    forms: CONTAINS,
    doc: "the list has the item; the text has the substring",
    example: "contains, value: { literal: vip }",
  },
  not_contains: {
    forms: CONTAINS,
    negates: "contains",
    doc: "the list lacks the item; the text lacks the substring",
    example: "not_contains, value: { literal: vip }",
  },
  contains_any: row(
    ANY_LIST,
    "items",
    "the lists share an item",
    "contains_any, value: { literal: [vip, staff] }",
  ),
  contains_all: row(
    ANY_LIST,
    "items",
    "left has every item of right",
    "contains_all, value: { literal: [a, b] }",
  ),
  starts_with: row(TEXT, "text", "the text begins so", "starts_with, value: { literal: tmp/ }"),
  ends_with: row(TEXT, "text", "the text ends so", "ends_with, value: { literal: .exe }"),
  like: row(
    TEXT,
    "pattern",
    "the whole text fits: `*` any run, `?` one character, `\\` takes what follows as it is",
    "like, value: { literal: tmp/*.log }",
  ),
  matches: row(
    TEXT,
    "pattern",
    "the regular expression matches somewhere in the text",
    "matches, value: { literal: '^[a-z]+-[0-9]+$' }",
  ),
  in_cidr: row(
    ADDRESS,
    "cidr",
    "the address is inside one of the blocks",
    "in_cidr, value: { literal: 10.0.0.0/8 }",
  ),
  not_in_cidr: row(
    ADDRESS,
    "cidr",
    "the address is outside all of the blocks",
    "not_in_cidr, value: { literal: [10.0.0.0/8] }",
    "in_cidr",
  ),
  is_empty: row([...ANY_LIST, ...OBJECTS, ...TEXT], "flag", "has no items, no characters", "is_empty"),
  exists: row(
    [...ANY_SCALAR, ...ANY_LIST, ...OBJECT, ...OBJECTS],
    "flag",
    "is present",
    "exists, value: { literal: false }",
  ),
} satisfies Record<string, Omit<OperatorRow, "negates"> & { negates?: string }>;

export type OperatorName = keyof typeof rows;

export const OPERATORS: Readonly<Record<OperatorName, OperatorRow>> = rows as Record<
  OperatorName,
  OperatorRow
>;
export const OPERATOR_NAMES = Object.keys(rows) as readonly OperatorName[];

function row(left: readonly ValueType[], right: RightShape, doc: string, example: string, negates?: string) {
  const forms: OperatorForm[] = [{ left, right }];
  return negates === undefined ? { forms, doc, example } : { forms, doc, example, negates };
}
