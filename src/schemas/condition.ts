import { COMPUTED, VALUE } from "../compiler/2-parse/atom.ts";
import { CONDITION, QUANTIFIER } from "../compiler/2-parse/condition.ts";
import { ITEM_SUBJECT, SUBJECT } from "../compiler/2-parse/subject.ts";
import { OPERATOR_NAMES, OPERATORS, type OperatorName, type RightShape } from "../language/operators.ts";
import { DOMAINS, ITEM, NAME_PATTERN, QUANTIFIER_NAMES } from "../language/types.ts";
import { choose, has, implies, type JsonSchema, listOf, mapOf, ref, text, words } from "./json-schema.ts";

// Conditions, in policies and where governance selects by them.

const PATH = `^${NAME_PATTERN.source.slice(1, -1)}(\\.${NAME_PATTERN.source.slice(1, -1)})*$`;

const SCALAR: JsonSchema = { type: ["string", "number", "boolean"] };
const STRING: JsonSchema = { type: "string" };

/** What a literal may be, by what an operator has on its right. A list by name, a field and an expression are for the compiler. */
const LITERALS: Readonly<Record<RightShape, JsonSchema>> = {
  same: SCALAR,
  list: { type: "array", items: SCALAR },
  pair: { type: "array", items: SCALAR, minItems: 2, maxItems: 2 },
  item: SCALAR,
  items: { type: "array", items: SCALAR },
  text: STRING,
  texts: { type: "array", items: STRING },
  cidr: { anyOf: [STRING, { type: "array", items: STRING }] },
  pattern: STRING,
  flag: { type: "boolean" },
};

const AT_LEAST_ONE = { minItems: 1 };
const ATOM_KEYS = ["subject", "operator", "value"];
const JOINING_KEYS = CONDITION.optional.filter((key) => !ATOM_KEYS.includes(key));

export const CONDITION_DEFINITIONS: Readonly<Record<string, JsonSchema>> = {
  condition: choose(
    [
      [{ type: "string" }, { description: "An expression", minLength: 1 }],
      [
        { type: "object", anyOf: JOINING_KEYS.map((key) => ({ required: [key] })) },
        { allOf: [conditionMap({ maxProperties: 1 })] },
      ],
    ],
    conditionMap({ required: ["subject", "operator"], allOf: OPERATOR_NAMES.map(valueFitsOperator) }),
  ),
  operator: words(OPERATOR_NAMES, "How left and right are compared", OPERATOR_NAMES.map(meaning)),
  quantifier: mapOf(QUANTIFIER, {
    in: ref("subject", "A list"),
    where: ref("condition", "What is asked of an item, `domain: item`"),
  }),
  side: choose(
    [[has("expression"), mapOf(COMPUTED, { expression: text("What is computed") })]],
    ref("subject"),
  ),
  subject: choose(
    [
      [
        { type: "object", properties: { domain: { const: ITEM } }, required: ["domain"] },
        mapOf(ITEM_SUBJECT, {
          domain: { const: ITEM },
          field: text("A field of the item", { pattern: PATH }),
        }),
      ],
    ],
    mapOf(SUBJECT, {
      domain: words(DOMAINS, "Whose field it is"),
      field: text("A field of the schema, such as `amount` or `customer.country`", { pattern: PATH }),
    }),
  ),
  value: mapOf(
    VALUE,
    {
      literal: { anyOf: [SCALAR, listOf(SCALAR, "Values")], description: "A value, or a list of them" },
      subject: ref("subject", "A field"),
      list: text("The name of a list of the policy"),
      expression: text("What is computed"),
    },
    { minProperties: 1, maxProperties: 1, description: "What stands on the right" },
  ),
};

/** What all kinds of condition have in common is the keys, so that each is told from what is misspelt. */
function conditionMap(more: JsonSchema): JsonSchema {
  const quantifier = (description: string) => ref("quantifier", description);
  const [any, all] = QUANTIFIER_NAMES;
  return mapOf(
    CONDITION,
    {
      subject: ref("side", "What stands on the left: a field, or what an expression computes"),
      operator: ref("operator"),
      value: ref("value"),
      all: listOf(ref("condition"), "All of them hold", AT_LEAST_ONE),
      any: listOf(ref("condition"), "At least one of them holds", AT_LEAST_ONE),
      not: ref("condition", "It does not hold"),
      condition: text("The name of a condition of the policy"),
      [any]: quantifier("It holds for some item of a list"),
      [all]: quantifier("It holds for every item of a list"),
    },
    more,
  );
}

function meaning(name: OperatorName): string {
  const { doc, example } = OPERATORS[name];
  return `${doc}: \`${example}\``;
}

function valueFitsOperator(name: OperatorName): JsonSchema {
  const { forms } = OPERATORS[name];
  const literals = [...new Set(forms.map(({ right }) => right))].map((right) => LITERALS[right]);
  const literal = literals.length === 1 ? literals[0]! : { anyOf: literals };
  const isOptional = forms.every(({ right }) => right === "flag");
  return implies(
    { properties: { operator: { const: name } }, required: ["operator"] },
    { ...(!isOptional && { required: ["value"] }), properties: { value: { properties: { literal } } } },
  );
}
