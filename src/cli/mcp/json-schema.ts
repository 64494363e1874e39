import { DOCUMENT_LIMITS } from "../../language/limits.ts";

// JSON Schema of a tool's arguments → fields, each as far as the language can say it.

/** One argument. */
export interface FieldForm {
  readonly name: string;
  readonly isOptional: boolean;
  readonly description: string | undefined;
  /** Keys of the field beside `optional` and `description`, in their order. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The fields of an object, or of each object of a list. */
  readonly inside?: readonly FieldForm[];
  readonly isList: boolean;
  /** Why it cannot be a field at all. */
  readonly trouble?: string;
  /** What is true of its values and not said of the field. */
  readonly problems: readonly string[];
}

export interface Fields {
  readonly fields: readonly FieldForm[];
  readonly problems: readonly string[];
}

type Schema = Readonly<Record<string, unknown>>;

/** Objects inside one another: what is deeper is no field. */
const DEEPEST = DOCUMENT_LIMITS.schemaDepth;
/** Fields of one tool: references make any number of them out of a few lines. */
const MOST_FIELDS = 1000;
/** References and choices of which one leads to the next. */
const MOST_STEPS = 10;

/** What is true of the whole schema. */
interface Walk {
  readonly root: Schema;
  /** How many more fields there may be. */
  left: number;
}

/** Where in it something is. */
interface Place {
  /** Objects and lists around it. */
  readonly depth: number;
  /** The references that were followed to get there. */
  readonly within: readonly string[];
}

export function fieldsOf(inputSchema: unknown): Fields {
  const root = isSchema(inputSchema) ? inputSchema : {};
  return objectFields(root, { depth: 0, within: [] }, { root, left: MOST_FIELDS });
}

function objectFields(schema: Schema, place: Place, walk: Walk): Fields {
  const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const fields = Object.entries(properties).map(([name, property]) =>
    fieldOf(name, property, required.includes(name), place, walk),
  );
  const said = ["oneOf", "anyOf", "allOf", "not", "if", "patternProperties", "dependentRequired"];
  const problems = said
    .filter((key) => key in schema)
    .map((key) => `\`${key}\` over all arguments is not checked`);
  return { fields, problems };
}

function fieldOf(name: string, given: unknown, isRequired: boolean, place: Place, walk: Walk): FieldForm {
  const { schema, problems, within } = plainSchema(given, place, walk);
  const description = typeof schema["description"] === "string" ? schema["description"] : undefined;
  const isOptional = !isRequired || "default" in schema;
  const type =
    walk.left-- > 0
      ? typeOf(schema, { ...place, within }, walk)
      : { trouble: `the tool has more than ${MOST_FIELDS} fields` };
  return {
    name,
    isOptional,
    description,
    isList: false,
    facts: {},
    ...type,
    problems: [...problems, ...(type.problems ?? [])],
  };
}

type Type = Partial<Pick<FieldForm, "facts" | "inside" | "isList" | "trouble" | "problems">>;

function typeOf(schema: Schema, place: Place, walk: Walk): Type {
  if (new Set(place.within).size < place.within.length) return { trouble: "it is inside itself" };
  const type = schema["type"] ?? impliedType(schema);
  if (type === "object") return objectType(schema, place, walk);
  if (type === "array") return listType(schema, place, walk);
  const scalar = SCALARS[String(type)]?.(schema);
  if (scalar !== undefined) return scalar;
  return { trouble: `there is no type for ${shortText(schema)}` };
}

function impliedType(schema: Schema): string | undefined {
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : "const" in schema ? [schema["const"]] : [];
  const types = new Set(values.map((value) => typeof value));
  if (types.size === 1) return [...types][0];
  return isSchema(schema["properties"]) ? "object" : undefined;
}

function objectType(schema: Schema, place: Place, walk: Walk): Type {
  if (place.depth >= DEEPEST) return { trouble: "it is too deep in others" };
  const { fields, problems } = objectFields(schema, { ...place, depth: place.depth + 1 }, walk);
  if (fields.length === 0) return { trouble: "it is an object that says nothing of what is in it" };
  return { inside: fields, problems };
}

function listType(schema: Schema, place: Place, walk: Walk): Type {
  const { schema: items, problems, within } = plainSchema(schema["items"], place, walk);
  const item = typeOf(items, { ...place, within }, walk);
  if (item.trouble !== undefined || item.isList === true || isListText(item))
    return { trouble: "there is no type for such a list" };
  const more = unsaid(schema, ["minItems", "maxItems", "uniqueItems"]);
  const all = [...problems, ...(item.problems ?? []), ...more];
  if (item.inside !== undefined) return { inside: item.inside, isList: true, problems: all };
  const { type, ...facts } = item.facts as { type: string };
  if (type === "boolean") return { trouble: "there is no type for a list of booleans" };
  return { facts: { type: `${type}[]`, ...facts }, problems: all };
}

function isListText({ facts }: Type): boolean {
  return String(facts?.["type"]).endsWith("[]");
}

type Scalar = (schema: Schema) => Type;

const SCALARS: Readonly<Record<string, Scalar>> = {
  string: (schema) => {
    const format = FORMATS[String(schema["format"])];
    const chosen = format === undefined ? choices(schema, isText) : undefined;
    const said = format ?? chosen;
    return {
      facts: {
        type: format ?? "string",
        ...(said === undefined ? limit("max_length", schema["maxLength"]) : chosen),
        ...(isSecret(schema) && { sensitive: true }),
      },
      problems: [...unsaid(schema, ["minLength", "pattern"]), ...unsaidChoices(schema, said)],
    };
  },
  number: (schema) => numeric("number", schema, isNumber),
  integer: (schema) => numeric("integer", schema, Number.isSafeInteger),
  boolean: () => ({ facts: { type: "boolean" } }),
};

/** What text may be besides text. */
const FORMATS: Readonly<Record<string, string>> = { "date-time": "datetime", ipv4: "ip", ipv6: "ip" };

function numeric(type: string, schema: Schema, isGood: (value: unknown) => boolean): Type {
  const { minimum, maximum } = schema;
  const isRange = !(Number(minimum) > Number(maximum));
  const chosen = choices(schema, isGood);
  const range = {
    ...(isRange && isGood(minimum) && { minimum }),
    ...(isRange && isGood(maximum) && { maximum }),
  };
  return {
    facts: { type, ...(chosen ?? range) },
    problems: [
      ...unsaid(schema, ["exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
      ...unsaidChoices(schema, chosen),
    ],
  };
}

/** Beside its values a field needs no limits. */
function choices(
  schema: Schema,
  isGood: (value: unknown) => boolean,
): { enum: readonly unknown[] } | undefined {
  const given = "const" in schema ? [schema["const"]] : schema["enum"];
  const values = Array.isArray(given) ? given : [];
  return values.length > 0 && values.every(isGood) ? { enum: [...new Set(values)] } : undefined;
}

/** As documents take them: finite, and with no digits that are lost. */
function isNumber(value: unknown): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.isWellFormed();
}

function unsaidChoices(schema: Schema, said: unknown): string[] {
  return said === undefined ? unsaid(schema, ["enum", "const"]) : [];
}

function unsaid(schema: Schema, keys: readonly string[]): string[] {
  return keys.filter((key) => key in schema).map((key) => `\`${key}\` is not checked`);
}

function limit(key: string, value: unknown): object {
  return Number.isSafeInteger(value) && (value as number) > 0 ? { [key]: value } : {};
}

function isSecret({ format, writeOnly }: Schema): boolean {
  return format === "password" || writeOnly === true;
}

/** References followed, and of a choice with `null` what is left. */
function plainSchema(given: unknown, place: Place, { root }: Walk) {
  const problems: string[] = [];
  const within = [...place.within];
  let schema = isSchema(given) ? given : {};
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const { next, problem, reference } = step(schema, root);
    if (problem !== undefined) problems.push(problem);
    if (reference !== undefined) within.push(reference);
    if (next === undefined) break;
    const { description = next["description"] } = schema;
    schema = { ...next, ...(description !== undefined && { description }) };
  }
  return { schema, problems, within };
}

interface Step {
  readonly next?: Schema;
  readonly problem?: string;
  readonly reference?: string;
}

function step(schema: Schema, root: Schema): Step {
  const reference = schema["$ref"];
  const target = referenced(reference, root);
  if (target !== undefined) return { next: target, reference: String(reference) };
  const choice = schema["anyOf"] ?? schema["oneOf"];
  const kept = Array.isArray(choice) ? choice.filter((each) => !isNull(each)) : [];
  if (kept.length === 1 && isSchema(kept[0]))
    return { next: kept[0], ...(kept.length < (choice as unknown[]).length && { problem: NO_NULL }) };
  const types = schema["type"];
  const left = Array.isArray(types) ? types.filter((type) => type !== "null") : [];
  if (left.length === 1) return { next: { ...schema, type: left[0] }, problem: NO_NULL };
  return {};
}

const NO_NULL = "`null` is refused: leave it out instead";

function referenced(reference: unknown, root: Schema): Schema | undefined {
  const match = typeof reference === "string" ? /^#\/(\$defs|definitions)\/([^/~%]+)$/.exec(reference) : null;
  const definitions = match === null ? undefined : root[match[1]!];
  if (!isSchema(definitions) || !Object.hasOwn(definitions, match![2]!)) return undefined;
  const target = definitions[match![2]!];
  return isSchema(target) ? target : undefined;
}

function isNull(value: unknown): boolean {
  return isSchema(value) && (value["type"] === "null" || ("const" in value && value["const"] === null));
}

function shortText(schema: Schema): string {
  const text = JSON.stringify(schema);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
