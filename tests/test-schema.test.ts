import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Shape } from "../src/compiler/2-parse/entries.ts";
import { INPUT_ERROR_CODES } from "../src/errors.ts";
import { Actra } from "../src/index.ts";
import { EFFECTS } from "../src/language/types.ts";
import * as shapes from "../src/testing/shapes.ts";
import { runTests } from "../src/testing.ts";
import { readVectorFiles } from "./support/diagnostics/vector-file.ts";

// docs/schemas/test.schema.json, which editors read, and the reader of test files say the same.

interface Definition {
  readonly required?: readonly string[];
  readonly properties?: object;
  readonly enum?: readonly string[];
}

const schema: Definition & { definitions: Record<string, Definition> } = JSON.parse(
  readFileSync(new URL("../docs/schemas/test.schema.json", import.meta.url), "utf8"),
);
const { definitions } = schema;
const validate = new Ajv({
  allErrors: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
}).compile(schema);

it.each<[string, Definition | undefined, Shape]>([
  ["a file", schema, shapes.TEST_FILE],
  ["a test", definitions["test"], shapes.TEST],
  ["a case", definitions["case"], shapes.CASE],
  ["an expectation", definitions["expectation"], shapes.EXPECTATION],
  ["an approval", definitions["approval"], shapes.APPROVAL],
  ["audited", definitions["audited"], shapes.AUDITED],
  ["an error of an audit rule", definitions["audit_error"], shapes.AUDIT_ERROR],
  ["an error", definitions["error"], shapes.ERROR],
])("%s has the keys that the reader knows", (_name, { required = [], properties = {} } = {}, shape) => {
  expect([...required].sort()).toEqual([...shape.required].sort());
  expect(Object.keys(properties).sort()).toEqual([...shape.required, ...shape.optional].sort());
});

it("has the words that the reader knows", () => {
  expect(definitions["effect"]!.enum).toEqual(EFFECTS);
  expect(definitions["error_code"]!.enum).toEqual(INPUT_ERROR_CODES);
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
