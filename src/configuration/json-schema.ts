import { LINT_LEVELS } from "../diagnostics/severity.ts";
import { lintCodes } from "./configuration.ts";
import { COVERAGE_KEYS, type Key, type KeyKind, type Keys, TOP_KEYS } from "./keys.ts";

/** The JSON Schema of `actra.config.yaml`, for editors. */
export function configurationJsonSchema(): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of a policy directory",
    description:
      "`actra.config.yaml`: what tests have to cover, how seriously warnings are taken, where things are",
    ...objectOf(TOP_KEYS, ["version"]),
  };
}

function objectOf(keys: Keys, required: readonly string[] = []): object {
  const properties = Object.entries(keys).map(([key, row]) => [key, described(row)] as const);
  return {
    type: "object",
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}

function described({ kind, doc }: Key): object {
  return { description: doc, ...SCHEMAS[kind]() };
}

const PATH = { type: "string", pattern: "\\S" };

const SCHEMAS: Readonly<Record<KeyKind, () => object>> = {
  version: () => ({ const: 1 }),
  text: () => ({ type: "string" }),
  percent: () => ({ type: "number", minimum: 0, maximum: 100 }),
  path: () => PATH,
  paths: () => ({ type: "array", items: PATH }),
  coverage: () => objectOf(COVERAGE_KEYS),
  levels: () => ({
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(lintCodes().map((code) => [code, { enum: LINT_LEVELS }])),
  }),
};
