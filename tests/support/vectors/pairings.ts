/**
 * Which pairings of an operator with a left type and a right side there are, by the table of operators, and which of
 * them the vectors show true and false. A vector shows one when a single rule is considered for its action, that
 * rule blocks by one atom, and nothing else could block.
 */
import { OPERATOR_NAMES, OPERATORS, type RightShape } from "../../../src/language/operators.ts";
import {
  LIST_ITEM_TYPES,
  SCALAR_TYPES,
  type ScalarType,
  sameFamily,
  typeName,
  type ValueType,
} from "../../../src/language/types.ts";
import type { AtomDocument, ExpressionDocument, RuleDocument, Subject } from "../../reference/documents.ts";
import { spellOut } from "../../reference/names.ts";
import { fieldType } from "./declared.ts";
import type { Expectation, Group } from "./vector-file.ts";

/** Such as `in integer, field number[]`. */
export type Pairing = string;

export function allPairings(): Pairing[] {
  return OPERATOR_NAMES.flatMap((operator) =>
    OPERATORS[operator].forms.flatMap(({ left, right }) =>
      left.flatMap((type) => RIGHTS[right](type).map((side) => pairing(operator, typeName(type), side))),
    ),
  );
}

const scalarFields = ({ scalar }: ValueType) =>
  fieldsOf(SCALAR_TYPES, scalar!).map((type) => `field ${type}`);
const listFields = ({ scalar }: ValueType) =>
  fieldsOf(LIST_ITEM_TYPES, scalar!).map((type) => `field ${type}[]`);

const RIGHTS: Record<RightShape, (left: ValueType) => string[]> = {
  same: (left) => ["literal", ...scalarFields(left)],
  item: (left) => ["literal", ...scalarFields(left)],
  list: (left) => ["literal list", ...listFields(left)],
  items: (left) => ["literal list", ...listFields(left)],
  pair: () => ["literal list"],
  text: () => ["literal", "field string"],
  texts: () => ["literal list"],
  cidr: () => ["literal", "literal list"],
  pattern: () => ["literal"],
  flag: () => ["left out", "true", "false"],
};

function fieldsOf(types: readonly ScalarType[], left: ScalarType): readonly ScalarType[] {
  return types.filter((type) => sameFamily(type, left));
}

export interface Shown {
  operator: string;
  pairing: Pairing;
  truth: "true" | "false" | "unknown";
}

/** What a case shows, if it shows anything of an operator. */
export function shownBy(group: Group, action: string, expect: Expectation): Shown | undefined {
  const atom = onlyAtom(group, action);
  if (atom === undefined || expect.error) return undefined;
  const left = fieldType(group.schema, action, atom.subject);
  const truth = expect.missing ? "unknown" : expect.effect === "block" ? "true" : "false";
  return {
    operator: atom.operator,
    pairing: pairing(atom.operator, left, rightOf(group, action, atom)),
    truth,
  };
}

function onlyAtom({ policies, schema }: Group, action: string): PlainAtom | undefined {
  if (policies.some((policy) => policy.default !== undefined)) return undefined;
  const rules = spellOut(policies, schema)
    .flat()
    .filter(({ scope }) => scope.global || scope.action === action);
  const [rule] = rules;
  return rules.length === 1 && rule?.effect === "block" ? atomOf(rule) : undefined;
}

/** An atom in which nothing is computed. */
interface PlainAtom extends AtomDocument {
  subject: Subject;
  value?: Exclude<NonNullable<AtomDocument["value"]>, ExpressionDocument>;
}

function atomOf({ when }: RuleDocument): PlainAtom | undefined {
  if (typeof when !== "object" || !("operator" in when)) return undefined;
  const isComputed = "expression" in when.subject || (when.value !== undefined && "expression" in when.value);
  return isComputed ? undefined : (when as PlainAtom);
}

function rightOf({ schema }: Group, action: string, { operator, value }: PlainAtom): string {
  if (value === undefined) return "left out";
  if ("subject" in value) return `field ${fieldType(schema, action, value.subject)}`;
  const isFlag = OPERATORS[operator as keyof typeof OPERATORS].forms.some((form) => form.right === "flag");
  if (isFlag) return String(value.literal);
  return Array.isArray(value.literal) ? "literal list" : "literal";
}

function pairing(operator: string, left: string, right: string): Pairing {
  return `${operator} ${left}, ${right}`;
}
