import { LARGEST_DOCUMENT_LIMITS, LARGEST_INPUT_LIMIT } from "../../../src/language/largest-limits.ts";
import {
  DOCUMENT_LIMITS,
  type DocumentLimits,
  INPUT_LIMITS,
  type InputLimits,
} from "../../../src/language/limits.ts";
import { OPERATOR_NAMES, OPERATORS } from "../../../src/language/operators.ts";
import { LIST_ITEM_TYPES, SCALAR_TYPES, type ScalarType, typeName } from "../../../src/language/types.ts";
import type { JsonSchema } from "../../../src/schemas/json-schema.ts";
import { SCHEMA_FILES } from "../../../src/schemas/schema-files.ts";

// docs/reference.md, from the tables of the language.

const HEAD = `# Language reference

<!-- written by tests/reference-pages.test.ts from the tables of the language; run it with UPDATE=1 -->

Every type, key, word, operator and limit. [language.md](language.md) says how they go together, [semantics.md](semantics.md) what they
mean to the last point.
`;

const TYPES: Readonly<Record<ScalarType, string>> = {
  string: "well-formed text",
  number: "a finite number",
  integer: "a whole number within ±(2^53−1), a `bigint` too",
  boolean: "`true` or `false`",
  datetime: "a valid `Date`, or text such as `2030-01-31T09:00:00Z` with an offset or `Z`",
  ip: "an IPv4 or IPv6 address as text",
};

const DOCUMENT_LIMIT_WORDS: Readonly<Record<keyof DocumentLimits, string>> = {
  fileBytes: "UTF-8 bytes of one file",
  totalBytes: "UTF-8 bytes of all files",
  depth: "collections inside one another, and what nests in an expression",
  rules: "rules over all policy files",
  governanceRules: "rules of the governance document",
  fieldsRead: "different fields that the rules of a policy read",
  patternSteps: "steps to build the automata of all text patterns",
  aliases: "aliases that are expanded, in one file",
  nodes: "YAML nodes in one file, expanded aliases included",
  totalNodes: "YAML nodes in all files",
  expansion: "atoms, list items and actions that names and patterns stand for, in all rules",
  actionPatterns: "different patterns for actions, over all policy files",
  schemaDepth: "objects inside one another in a schema",
  testCases: "cases of one test file",
  testNodes: "YAML nodes in the inputs of all cases of one test file",
  diagnostics: "diagnostics that are kept; the rest are counted",
};

const INPUT_LIMIT_WORDS: Readonly<Record<keyof InputLimits, string>> = {
  stringBytes: "UTF-8 bytes of one text",
  inputBytes: "bytes of all that is read for one decision",
  listItems: "items of one list",
  listObjects: "items of one list of objects",
};

export function referencePage(): string {
  const parts = [
    HEAD,
    types(),
    ...Object.entries(SCHEMA_FILES).map(([name, schema]) => keys(name, schema)),
    operators(),
    limits(),
  ];
  return `${parts.join("\n").trimEnd()}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function types(): string {
  const scalars = SCALAR_TYPES.map((type) => [`\`${type}\``, TYPES[type]]);
  const lists = LIST_ITEM_TYPES.map((type) => `\`${type}[]\``).join(", ");
  const rows = [
    ...scalars,
    [lists, "a list of such values, without holes"],
    ["`{ fields: … }`", "an object, whose fields are read by path: `customer.country`"],
    ["`{ items: { fields: … } }`", "a list of objects, read by `any_item` and `all_items`"],
  ];
  return `## Types\n\n${table(["type", "values"], rows)}\n\nA \`?\` behind a type, or \`optional: true\`, marks a field that may be absent.\n`;
}

const TITLES: Readonly<Record<string, string>> = {
  "schema.json": "`schema.yaml`",
  "policy.json": "`policy.yaml`, `policies/**/*.yaml`",
  "governance.json": "`governance.yaml`",
  "tests.json": "`*.test.yaml`",
};

/** Each map of a kind of document, as its JSON Schema has it. */
function keys(name: string, schema: JsonSchema): string {
  const maps = [...mapsOf(schema, "the document", schema)];
  const sections = maps.map(([path, map]) => `### ${path}\n\n${keyTable(map, schema)}\n`);
  return `## Keys of ${TITLES[name] ?? name}\n\n${sections.join("\n")}`;
}

type MapSchema = JsonSchema & {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
};

/** The document's own map, those in it without a name, and those of the definitions. Conditions are told of once, with policies. */
function* mapsOf(schema: JsonSchema, name: string, root: JsonSchema): Iterable<[string, MapSchema]> {
  if (isMap(schema)) {
    yield [name, schema];
    for (const [key, value] of Object.entries(schema.properties))
      if (isMap(value)) yield* mapsOf(value, `\`${key}\``, root);
  }
  for (const word of ["then", "else"] as const) {
    const branch = schema[word] as JsonSchema | undefined;
    if (branch !== undefined) yield* mapsOf(branch, variant(name, branch), root);
  }
  if (schema !== root) return;
  const definitions = (schema["definitions"] ?? {}) as Record<string, JsonSchema>;
  const isPolicy = "scope" in definitions;
  for (const [key, value] of Object.entries(definitions)) {
    if (!isPolicy && (key === "subject" || key === "operator")) continue;
    yield* mapsOf(value, nameOf(key), root);
  }
}

function isMap(schema: JsonSchema): schema is MapSchema {
  return (
    "properties" in schema &&
    schema["additionalProperties"] === false &&
    Object.keys(schema["properties"] as object).length > 0
  );
}

/** Maps of one name are told apart by a key. */
function variant(name: string, branch: JsonSchema): string {
  if (!isMap(branch)) return name;
  const { domain } = branch.properties;
  if (domain !== undefined) return "const" in domain ? `${name} in a quantifier` : name;
  const [first] = branch.required ?? Object.keys(branch.properties);
  return `${name}, with \`${first}\``;
}

function keyTable({ properties, required = [] }: MapSchema, root: JsonSchema): string {
  const rows = Object.entries(properties).map(([key, value]) => [
    `\`${key}\`${required.includes(key) ? " (required)" : ""}`,
    takes(value, root),
    String(value["description"] ?? resolved(value, root)["description"] ?? ""),
  ]);
  return table(["key", "takes", ""], rows);
}

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = /^#\/definitions\/(.*)$/.exec(String(schema["$ref"] ?? ""))?.[1];
  return name === undefined ? schema : ((root["definitions"] as Record<string, JsonSchema>)[name] ?? {});
}

const MANY = 10;

/** What a key takes, in a few words. */
function takes(given: JsonSchema, root: JsonSchema): string {
  const schema = resolved(given, root);
  if ("const" in schema) return `\`${schema["const"]}\``;
  if ("enum" in schema) return choices(given, schema);
  if ("$ref" in given) return named(given);
  if ("anyOf" in schema)
    return (schema["anyOf"] as JsonSchema[]).map((each) => takes(each, root)).join(", or ");
  if ("if" in schema) return takes(schema["else"] as JsonSchema, root);
  const type = [schema["type"]].flat();
  if (type.includes("array")) return `a list${itemsOf(schema, root)}`;
  if (type.includes("object")) return isMap(schema) ? "a map, below" : "a map by name";
  return type.map((each) => TYPE_WORDS[String(each)] ?? String(each)).join(", ") || "any value";
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "`true`, `false`",
  null: "blank",
};

function choices(given: JsonSchema, schema: JsonSchema): string {
  const words = schema["enum"] as string[];
  if (words.length > MANY) return named(given);
  const shown = words.map((word) => (word === "" ? '`""`' : `\`${word}\``)).join(", ");
  return schema["default"] === undefined ? shown : `${shown}; \`${schema["default"]}\` when left out`;
}

function named(schema: JsonSchema): string {
  return nameOf(/([^/]*)$/.exec(String(schema["$ref"]))![1]!);
}

/** Definitions that are named for a key, and not for what they are. */
const NAMED_FOR_A_KEY = ["must", "where", "audited", "fields"];

function nameOf(definition: string): string {
  if (NAMED_FOR_A_KEY.includes(definition)) return definition === "fields" ? "fields" : `\`${definition}\``;
  if (definition === "side") return "the left side";
  return `${/^[aeio]/.test(definition) ? "an" : "a"} ${definition.replace("_", " ")}`;
}

function itemsOf(schema: JsonSchema, root: JsonSchema): string {
  const items = schema["items"] as JsonSchema | undefined;
  return items === undefined ? "" : ` of: ${takes(items, root)}`;
}

function operators(): string {
  const rows = OPERATOR_NAMES.map((name) => {
    const { doc, example, forms, negates } = OPERATORS[name];
    const left = [...new Set(forms.flatMap((form) => form.left.map(typeName)))].map((type) => `\`${type}\``);
    return [
      `\`${name}\``,
      left.join(", "),
      doc,
      `\`${example}\``,
      negates === undefined ? "" : `\`${negates}\``,
    ];
  });
  return `## Operators\n\nTheir forms in expressions are in [language.md](language.md#expressions).\n\n${table(["operator", "left", "true when", "example", "negates"], rows)}\n`;
}

function limits(): string {
  const number = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
  const documents = Object.entries(DOCUMENT_LIMITS).map(([name, value]) => [
    `\`limits.${name}\``,
    number(value),
    number(LARGEST_DOCUMENT_LIMITS[name as keyof DocumentLimits]),
    DOCUMENT_LIMIT_WORDS[name as keyof DocumentLimits],
  ]);
  const inputs = Object.entries(INPUT_LIMITS).map(([name, value]) => [
    `\`inputLimits.${name}\``,
    number(value),
    number(LARGEST_INPUT_LIMIT),
    INPUT_LIMIT_WORDS[name as keyof InputLimits],
  ]);
  const head = ["option", "when left out", "at most", "counts"];
  return `## Limits\n\nBeyond a limit on documents is a diagnostic, beyond one on inputs an input error. Limits on inputs are part of the policy hash.\n\n${table(head, [...documents, ...inputs])}\n`;
}
