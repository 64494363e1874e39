import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { toExpression, toStructured } from "../../src/authoring.ts";
import type { PolicyFile } from "../../src/compiler/sources.ts";
import { Actra, type Policy } from "../../src/index.ts";
import { type FoundTests, loadTests, renderReport, runTests } from "../../src/testing.ts";
import { ROOT } from "../support/pages/pages.ts";

// Each example in either notation is the same policy: one hash, and its own tests pass.

const FOLDER = join(ROOT, "examples");
const EXAMPLES = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
  // `everywhere` is several programs with one policy, which their own tests run.
  entry.isDirectory() && entry.name !== "everywhere" ? [entry.name] : [],
);

/** What a document of the one notation has and one of the other has not. */
const MAPS = /\boperator: /;
const EXPRESSIONS = /^ +(?:when:|-) ['"|!]|^ +when: (?!\{)\S/m;

it("has all of the examples", () => {
  expect(EXAMPLES.length).toBe(8);
});

/** They are all structured as they stand. */
const back = (files: readonly PolicyFile[]) => toStructured(toExpression(files));

describe.each(EXAMPLES)("examples/%s", (example) => {
  const read = (path: string) => readFileSync(join(FOLDER, example, path), "utf8");
  const files = readdirSync(join(FOLDER, example), { recursive: true, encoding: "utf8" })
    .filter((path) => /^(?:policy|policies\/.*)\.yaml$/.test(path))
    .map((path) => ({ path, text: read(path) }));
  let written: Policy;
  let tests: FoundTests;

  beforeAll(async () => {
    written = await Actra.fromDirectory(join(FOLDER, example));
    tests = await loadTests(join(FOLDER, example));
  });

  it.each([
    ["expressions", (given: readonly PolicyFile[]) => toExpression(given), MAPS],
    ["the structured form", back, EXPRESSIONS],
  ] as const)("in %s", (_name, convert, other) => {
    const policy = convert(files);
    for (const { text } of policy) expect(text).not.toMatch(other);
    const compiled = Actra.compile({
      schema: read("schema.yaml"),
      policy,
      governance: read("governance.yaml"),
    });
    expect(compiled.diagnostics).toEqual([]);
    expect(compiled.policyHash()).toBe(written.policyHash());
    const report = runTests(compiled, tests);
    expect(report.passed, renderReport(report)).toBe(true);
    expect(report.totals.passed).toBeGreaterThan(5);
  });
});
