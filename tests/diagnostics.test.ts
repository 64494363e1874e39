import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CompileOptions } from "../src/compiler/options.ts";
import type { FoundFiles, PolicySources } from "../src/compiler/sources.ts";
import { CATALOGUE } from "../src/diagnostics/catalogue.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../src/diagnostics/render.ts";
import { readDirectory } from "../src/files/directory.ts";
import { Actra } from "../src/index.ts";
import { fixAll } from "../src/lint/fix.ts";
import { lintSources } from "../src/lint/lint.ts";
import { runTests } from "../src/testing.ts";
import { foundFiles, sourcesIn } from "./support/diagnostics/found-files.ts";
import {
  type Case,
  type Expected,
  readVectorFiles,
  type VectorFile,
} from "./support/diagnostics/vector-file.ts";

// Every diagnostic vector, and that there is one for every code.

const DEFAULT_SCHEMA = "version: 1\nactions:\n  refund: { fields: { amount: number } }\n";
const DEFAULT_POLICY = "version: 1\nrules: []\n";

const files = readVectorFiles();

describe.each(files.filter(({ cases }) => cases))("$name", (file) => {
  it.each(file.cases!)("$name", async (vector) => {
    const found = relevant(await diagnose(file, vector), file.code);
    expect(found.length, renderDiagnostics(found)).toBe(vector.expect.length);
    vector.expect.forEach((expected, index) => {
      compare(found[index]!, expected);
    });
  });

  it("is fixed as it says", () => {
    for (const vector of file.cases!.filter(({ fixed }) => fixed !== undefined)) {
      const given = filesOf(file, vector);
      const { files } = fixAll(given, vector.options as CompileOptions | undefined, todayOf(vector));
      const texts = (found: FoundFiles) =>
        Object.fromEntries(sourcesIn(found).map(({ path, text }) => [path, text]));
      expect(texts(files), vector.name).toEqual({ ...texts(given), ...vector.fixed });
    }
  });

  it("raises its code", () => {
    const raised = file.cases!.flatMap((vector) => vector.expect.map(({ code }) => code));
    expect(raised).toContain(file.code);
  });
});

function filesOf(file: VectorFile, vector: Case): FoundFiles {
  const schema = (vector.schema ?? file.schema ?? DEFAULT_SCHEMA) as string;
  const policy = (vector.policy ?? file.policy ?? DEFAULT_POLICY) as PolicySources["policy"];
  return foundFiles({
    schema,
    policy,
    ...(vector.governance !== undefined && { governance: vector.governance as string }),
  });
}

async function diagnose(file: VectorFile, vector: Case): Promise<readonly Diagnostic[]> {
  const options = vector.options as CompileOptions | undefined;
  if (vector.files) return diagnoseFolder(vector.files, options);
  const schema = vector.schema ?? file.schema ?? DEFAULT_SCHEMA;
  const policy = vector.policy ?? file.policy ?? DEFAULT_POLICY;
  const { governance } = vector;
  const sources = { schema, policy, ...(governance !== undefined && { governance }) };
  if (vector.tests !== undefined) {
    const files = [{ path: "policy.test.yaml", text: vector.tests }];
    return runTests(Actra.compile(sources as PolicySources), files, vector.options).diagnostics;
  }
  return lintSources(sources as PolicySources, options, todayOf(vector)).diagnostics;
}

function todayOf({ today }: Case): Date | undefined {
  return today === undefined ? undefined : new Date(today);
}

/** With messages as if the directory were the current one. */
async function diagnoseFolder(contents: NonNullable<Case["files"]>, options: CompileOptions | undefined) {
  const folder = mkdtempSync(join(tmpdir(), "actra-"));
  for (const [path, content] of Object.entries(contents)) {
    const file = join(folder, path);
    mkdirSync(path.endsWith("/") ? file : dirname(file), { recursive: true });
    if (!path.endsWith("/")) writeFileSync(file, content ?? "");
  }
  const { diagnostics } = lintSources(await readDirectory(folder), options);
  rmSync(folder, { recursive: true });
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    message: diagnostic.message.replaceAll(`${folder}/`, ""),
  }));
}

function relevant(diagnostics: readonly Diagnostic[], code: string): readonly Diagnostic[] {
  return diagnostics.filter((diagnostic) => diagnostic.severity === "error" || diagnostic.code === code);
}

function compare({ code, span, message, help, related = [] }: Diagnostic, expected: Expected): void {
  const { text, line, column } = expected;
  const place = span && {
    text: span.source.text.slice(span.start, span.end),
    line: span.line,
    column: span.column,
  };
  expect({ code, ...place }, message).toEqual({
    code: expected.code,
    ...(text !== undefined && { text, line, column }),
  });
  if (expected.path !== undefined) expect(span?.source.path).toBe(expected.path);
  if (expected.message !== undefined) expect(message).toContain(expected.message);
  if (expected.help === null) expect(help).toBeUndefined();
  else if (expected.help !== undefined) expect(help).toContain(expected.help);
  const places = related.map(({ span: { source, start, end } }) => source.text.slice(start, end));
  if (expected.related !== undefined) expect(places).toEqual(expected.related);
}

describe("the catalogue", () => {
  const codes = Object.keys(CATALOGUE);

  it("has a vector for each code, and no vector without a code", () => {
    expect(files.map(({ name }) => name)).toEqual(codes.map((code) => `${code}.yaml`).sort());
    expect(files.filter(({ name, code }) => name !== `${code}.yaml`)).toEqual([]);
  });

  it("names tests that are there and speak of the code", () => {
    for (const { code, tested_in: path } of files.filter((file) => file.tested_in !== undefined)) {
      const test = new URL(path!, new URL("../", import.meta.url));
      expect(existsSync(test), path).toBe(true);
      expect(readFileSync(test, "utf8"), path).toContain(code);
    }
  });

  it.each(Object.entries(CATALOGUE))("explains %s as the house writes", (code, entry) => {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(entry.title).toMatch(/^[A-Z`].*[^.]$/);
    expect(entry.explanation).toMatch(/^[A-Z`][\s\S]*\.$/);
    expect(entry.example.trim()).not.toBe("");
  });

  it("is spoken to as the house speaks", async () => {
    const vectors = files.flatMap((file) => (file.cases ?? []).map((vector) => ({ file, vector })));
    for (const { file, vector } of vectors) {
      for (const { code, message, help = "" } of await diagnose(file, vector)) {
        if (code.startsWith("governance-violation")) continue; // in the words of the governance rule
        expect(message).toMatch(/^[a-z0-9`]/);
        expect(message + help, message).not.toMatch(/\.$/);
      }
    }
  });
});
