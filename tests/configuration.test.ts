import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lintCodes, NO_CONFIGURATION } from "../src/configuration/configuration.ts";
import { configurationJsonSchema } from "../src/configuration/json-schema.ts";
import { COVERAGE_KEYS, TOP_KEYS } from "../src/configuration/keys.ts";
import { atLintLevels } from "../src/configuration/lint-levels.ts";
import { readConfiguration } from "../src/configuration/read-configuration.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";

// `actra.config.yaml`: what it may say, what it may not, and that the JSON Schema says the same.

const folder = mkdtempSync(join(tmpdir(), "actra-configuration-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function configured(text: string) {
  writeFileSync(join(folder, "actra.config.yaml"), text);
  return readConfiguration(folder);
}

const EVERYTHING = `
version: 1
description: of the refunds
coverage:
  rules: 100
  outcomes: 87.5
  alternatives: 0
  html: ../coverage.html
  lcov: coverage/lcov.info
  json: coverage.json
lint:
  unused-name: off
  vacuous-condition: error
  duplicate-literal: warning
tests: [../more-tests]
`;

describe("a configuration", () => {
  it("says all that it can say", async () => {
    const { configuration, diagnostics } = await configured(EVERYTHING);
    expect(diagnostics).toEqual([]);
    expect(configuration).toEqual({
      thresholds: { rules: 100, outcomes: 87.5, alternatives: 0 },
      reports: { html: "../coverage.html", lcov: "coverage/lcov.info", json: "coverage.json" },
      lint: new Map([
        ["unused-name", "off"],
        ["vacuous-condition", "error"],
        ["duplicate-literal", "warning"],
      ]),
      tests: ["../more-tests"],
    });
  });

  it("need not be there", async () => {
    expect(await readConfiguration(join(folder, "nowhere"))).toEqual({
      configuration: NO_CONFIGURATION,
      diagnostics: [],
    });
  });

  it.each([
    ["a key that is none", "version: 1\ncoverge: {}\n", "unknown-key", "`coverage`"],
    ["a threshold that is none", "version: 1\ncoverage: { rule: 1 }\n", "unknown-key", "`rules`"],
    ["a code that is none", "version: 1\nlint: { unused-nam: off }\n", "unknown-word", "`unused-name`"],
    ["a level that is none", "version: 1\nlint: { unused-name: warn }\n", "unknown-word", "`warning`"],
    ["an error that is to be off", "version: 1\nlint: { duplicate-key: off }\n", "fixed-value", ""],
    [
      "a governance warning that is to be off",
      "version: 1\nlint: { governance-violation-warning: off }\n",
      "fixed-value",
      "",
    ],
    ["more than all", "version: 1\ncoverage: { rules: 101 }\n", "number-out-of-range", ""],
    ["a percentage as text", "version: 1\ncoverage: { rules: 80% }\n", "wrong-kind", "without `%`"],
    ["a path that is empty", "version: 1\ncoverage: { html: '' }\n", "empty-text", ""],
    ["no version", "lint: {}\n", "missing-key", "version: 1"],
    ["another version", "version: 2\n", "unknown-version", ""],
    ["nothing", "", "empty-document", ""],
    ["no map", "[1]", "wrong-kind", ""],
    ["no YAML", "version: [", "yaml-syntax", ""],
  ])("has to be one: %s", async (_name, text, code, help) => {
    const { diagnostics } = await configured(text);
    expect(diagnostics.map((each) => each.code)).toEqual([code]);
    expect(diagnostics[0]!.help ?? "").toContain(help);
    expect(diagnostics[0]!.span?.source.path).toBe("actra.config.yaml");
  });

  it("has one spelling", async () => {
    await configured("version: 1\n");
    writeFileSync(join(folder, "actra.config.yml"), "version: 1\n");
    const { diagnostics } = await readConfiguration(folder);
    rmSync(join(folder, "actra.config.yml"));
    expect(diagnostics.map(({ code }) => code)).toEqual(["two-spellings"]);
  });
});

describe("lint levels", () => {
  const found = (code: Diagnostic["code"], severity: Diagnostic["severity"]): Diagnostic => ({
    code,
    severity,
    message: "…",
  });

  it("change warnings, and nothing else", async () => {
    const { configuration } = await configured(EVERYTHING);
    const lint = new Map([...configuration.lint, ["duplicate-key", "off"] as const]);
    const before = [
      found("unused-name", "warning"),
      found("vacuous-condition", "warning"),
      found("blank-fields", "warning"),
      found("duplicate-key", "error"),
    ];
    expect(atLintLevels(before, { lint })).toEqual([
      found("vacuous-condition", "error"),
      found("blank-fields", "warning"),
      found("duplicate-key", "error"),
    ]);
  });
});

describe("its JSON Schema", () => {
  const schema = configurationJsonSchema();
  const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);

  it("takes what the reader takes", () => {
    expect(validate(parse(EVERYTHING)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(parse("version: 1\n"))).toBe(true);
  });

  it.each(["lint: {}", "version: 2", "version: 1\nlint: { duplicate-key: off }", "version: 1\nx: 1"])(
    "refuses %s",
    (text) => expect(validate(parse(text))).toBe(false),
  );

  it("has every key and every code", () => {
    const text = JSON.stringify(schema);
    for (const key of [...Object.keys(TOP_KEYS), ...Object.keys(COVERAGE_KEYS), ...lintCodes()])
      expect(text).toContain(`"${key}":`);
  });
});
