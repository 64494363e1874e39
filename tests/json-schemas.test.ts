import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Shape } from "../src/compiler/2-parse/entries.ts";
import type { CompileOptions } from "../src/compiler/options.ts";
import type { PolicySources } from "../src/compiler/sources.ts";
import { Actra } from "../src/index.ts";
import { lintSources } from "../src/lint/lint.ts";
import { mapOf } from "../src/schemas/json-schema.ts";
import { SCHEMA_FILES } from "../src/schemas/schema-files.ts";
import * as testShapes from "../src/testing/shapes.ts";
import { runTests } from "../src/testing.ts";
import { readVectorFiles } from "./support/diagnostics/vector-file.ts";
import { ROOT } from "./support/pages/pages.ts";
import { type Group, readVectorFiles as readDecisionVectors } from "./support/vectors/vector-file.ts";

// The JSON Schemas that editors read, and the parser: they know the same keys, the schemas refuse nothing that compiles,
// and they refuse what is broken in a way that can be seen without the other documents.

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
ajv.addVocabulary(["markdownEnumDescriptions"]);
const validators = Object.fromEntries(
  Object.entries(SCHEMA_FILES).map(([name, schema]) => [name, ajv.compile(schema)]),
) as Record<"schema.json" | "policy.json" | "governance.json" | "tests.json", ValidateFunction>;
const validate = validators["tests.json"];

describe("every key that the parser knows", () => {
  const folders = ["src/compiler/2-parse", "src/testing"];
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name}`),
  );
  /** All maps of all documents, as they are declared: what is no table of its own is made from one. */
  const declared = files.flatMap((file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/^(?:export )?const (\w+): Shape = /gm)].map(
      ([, name]) => [file, name!],
    ),
  ) as [string, string][];
  const used = JSON.stringify(SCHEMA_FILES);

  it.each(declared)("%s: %s", async (file, name) => {
    const shape = ((await import(/* @vite-ignore */ join(ROOT, file))) as Record<string, Shape | undefined>)[
      name
    ];
    // Those of inputs are the domains.
    if (shape === undefined) return expect(file).toBe("src/testing/checks/inputs-are-inputs.ts");
    const keys = [...shape.required, ...shape.optional];
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !used.includes(`"${key}":`))).toEqual([]);
    expect(
      mapsIn(SCHEMA_FILES).some((map) => sameKeys(map, shape)),
      keys.join(", "),
    ).toBe(true);
  });

  it("is a key of the schemas, and the other way round", () => {
    const shape: Shape = { what: "a rule", required: ["id"], optional: ["effect"] };
    expect(() => mapOf(shape, { id: {} })).toThrow("a rule has the keys effect, id, its JSON Schema id");
    expect(() => mapOf(shape, { id: {}, effect: {}, more: {} })).toThrow("more");
  });

  it("is a key of one of its tables", () => {
    const shapes = Object.values(testShapes);
    expect(shapes.length).toBeGreaterThan(5);
    for (const shape of shapes)
      expect(mapsIn(validate.schema).some((map) => sameKeys(map, shape))).toBe(true);
  });
});

interface MapSchema {
  readonly properties: object;
  readonly required?: readonly string[];
}

function mapsIn(schema: unknown): MapSchema[] {
  if (typeof schema !== "object" || schema === null) return [];
  const inner = Object.values(schema).flatMap(mapsIn);
  const isMap = "properties" in schema && "additionalProperties" in schema;
  return isMap ? [schema as unknown as MapSchema, ...inner] : inner;
}

function sameKeys({ properties }: MapSchema, { required, optional }: Shape): boolean {
  return Object.keys(properties).sort().join() === [...required, ...optional].sort().join();
}

describe("nothing that compiles is refused", () => {
  const folders = ["examples", "demo"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.ya?ml$/.test(name) && !name.endsWith("requests.yaml"))
      .map((name) => `${folder}/${name}`),
  );

  it.each(folders)("%s", (path) => {
    const name = path.endsWith(".test.yaml")
      ? "tests.json"
      : path.endsWith("schema.yaml")
        ? "schema.json"
        : path.endsWith("governance.yaml")
          ? "governance.json"
          : "policy.json";
    expectValid(name, parse(readFileSync(join(ROOT, path), "utf8")));
  });

  it.each(decisionVectors())("decision vectors: %s", (_, { schema, policies }) => {
    expectValid("schema.json", schema);
    for (const policy of policies) expectValid("policy.json", policy);
  });
});

function expectValid(name: keyof typeof validators, document: unknown): void {
  expect(validators[name](document), JSON.stringify(validators[name].errors)).toBe(true);
}

/** Text as `yaml` alone reads it, data as it is; nothing where `yaml` cannot. */
function documentOf(document: unknown): unknown {
  if (typeof document !== "string") return document;
  try {
    return parse(document, { logLevel: "silent" });
  } catch {
    return undefined;
  }
}

function decisionVectors(): [string, { schema: unknown; policies: readonly unknown[] }][] {
  return readDecisionVectors().flatMap(({ path, groups }) =>
    groups.map((group): [string, Group] => [`${path}: ${group.name}`, group]),
  );
}

/** Diagnostic vectors that are one schema, one policy and maybe governance, with what the compiler says of each. */
const diagnosed = readVectorFiles().flatMap(({ code, schema, policy, cases = [] }) =>
  cases.flatMap((vector) => {
    if (vector.files !== undefined || vector.tests !== undefined || Array.isArray(vector.policy)) return [];
    const texts = {
      schema: vector.schema ?? schema ?? "version: 1\nactions:\n  refund: { fields: { amount: number } }\n",
      policy: vector.policy ?? policy ?? "version: 1\nrules: []\n",
      ...(vector.governance !== undefined && { governance: vector.governance }),
    } as PolicySources;
    const { diagnostics } = lintSources(texts, vector.options as CompileOptions);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    return [{ title: `${code}: ${vector.name}`, texts, errors }];
  }),
);

it.each(diagnosed.filter(({ errors }) => errors.length === 0))("diagnostic vectors: $title", ({ texts }) => {
  expectValid("schema.json", documentOf(texts.schema));
  expectValid("policy.json", documentOf(texts.policy));
  if (texts.governance !== undefined) expectValid("governance.json", documentOf(texts.governance));
});

/** What can be seen in one document alone, when nothing but its shape and its words is looked at. */
const SEEN = new Set<string>([
  ...["unknown-key", "missing-key", "unknown-version", "fixed-value", "scope-takes-one", "must-takes-one"],
  ...["value-takes-one", "mixed-condition", "empty-list", "bad-duration", "number-out-of-range"],
  ...["approval-needs-its-effect", "never-applies", "between-takes-two", "missing-value"],
]);

const broken = diagnosed.flatMap(({ title, texts, errors }) =>
  (["schema", "policy", "governance"] as const).flatMap((name) => {
    const own = errors.filter(({ span }) => span?.source.path === name);
    const document = documentOf(texts[name]);
    const isSeen = own.length > 0 && own.every(({ code }) => SEEN.has(code)) && document !== undefined;
    return isSeen
      ? [{ title: `${title} (${name})`, name: `${name}.json` as keyof typeof validators, document }]
      : [];
  }),
);

it("has broken documents of every kind", () => {
  expect(broken.length).toBeGreaterThan(30);
  expect(new Set(broken.map(({ name }) => name)).size).toBe(3);
});

it.each(broken)("refuses $title", ({ name, document }) => {
  expect(validators[name](document)).toBe(false);
});

const vectors = readVectorFiles().flatMap(({ code, schema, policy, cases = [] }) =>
  cases.flatMap(({ name, tests, expect: expected }) =>
    tests === undefined ? [] : [{ title: `${code}: ${name}`, schema, policy, tests, expected }],
  ),
);

it.each(vectors)("refuses no more than the reader: $title", ({ tests, expected }) => {
  if (expected.length === 0) expect(validate(parse(tests)), JSON.stringify(validate.errors)).toBe(true);
});

describe("both", () => {
  const policy = Actra.compile({
    schema:
      "version: 1\nactions: { act: { fields: { a: number?, b: { fields: { c: string? } } } } }\nactor: { fields: { role: string? } }",
    policy: "version: 1\nrules: [{ id: r, scope: { global: true }, effect: block }]",
  });
  const errorsOf = (test: string) =>
    runTests(policy, [
      { path: "a.test.yaml", text: `version: 1\nfixtures: { f: {} }\ntests: [{ ${test} }]` },
    ]).diagnostics.filter(({ severity }) => severity === "error");
  const isValid = (test: string) => validate(parse(`{ version: 1, tests: [{ ${test} }] }`));

  it.each([
    "name: one, expect: { effect: block }",
    "name: one, use: [f], input: { action: { type: act, a: 1 } }, expect: { rule: r, reason: '' }",
    "name: one, vary: { action.b.c: [a, null, { $value: absent }], actor: [{}, 1] }, expect: { missing: [action.b] }",
    "name: one, cases: [{ when: { actor.role: [{ $value: absent }] }, expect: { approvals: [{ rule: r, approvers: [], quorum: 1 }] } }]",
    "name: one, expect: { audited: { rules: [], errors: [{ rule: r, code: INPUT_TYPE }] } }",
    "name: one, expect: { error: { code: INPUT_ACTION } }",
  ])("accept { %s }", (test) => {
    expect(errorsOf(test)).toEqual([]);
    expect(isValid(test), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    "name: one",
    "expect: { effect: block }",
    "name: '', expect: { effect: block }",
    "name: one, expect: {}",
    "name: one, expect: { effect: blok }",
    "name: one, expect: { effect: block, error: { code: INPUT_TYPE } }",
    "name: one, expect: { error: { path: action } }",
    "name: one, expect: { error: { code: TYPE } }",
    "name: one, expect: { audited: {} }",
    "name: one, expect: { approvals: [{ rule: r }] }",
    "name: one, expect: { approvals: [{ rule: r, approvers: [], quorum: 0 }] }",
    "name: one, expect: { missing: action }",
    "name: one, expect: null",
    "name: one, input: null, expect: { effect: block }",
    "name: one, input: { acton: {} }, expect: { effect: block }",
    "name: one, input: { action: { a: { $value: absnt } } }, expect: { effect: block }",
    "name: one, input: { action: { a: { $value: absent, b: 1 } } }, expect: { effect: block }",
    "name: one, input: { action: { a: [{ $date: x }] } }, expect: { effect: block }",
    "name: one, vary: {}, expect: { effect: block }",
    "name: one, vary: { action.a: [] }, expect: { effect: block }",
    "name: one, vary: { action.a: [1, 1] }, expect: { effect: block }",
    "name: one, vary: { input: [1] }, expect: { effect: block }",
    "name: one, cases: []",
    "name: one, cases: [{ expect: { effect: block } }]",
    "name: one, use: f, expect: { effect: block }",
    "name: one, wheb: 1, expect: { effect: block }",
  ])("refuse { %s }", (test) => {
    expect(errorsOf(test)).not.toEqual([]);
    expect(isValid(test)).toBe(false);
  });
});
