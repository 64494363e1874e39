import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { lintDiagnostics } from "../src/analysis/lint/lint-diagnostics.ts";
import { boundaryTables } from "../src/boundaries/boundary-table.ts";
import { snapshotText } from "../src/boundaries/snapshot.ts";
import { readDirectory } from "../src/files/directory.ts";
import { Actra, type Policy, renderDiagnostics } from "../src/index.ts";
import { lintSources } from "../src/lint/lint.ts";
import { loadTests, type Outcome, renderReport, runTests } from "../src/testing.ts";
import { ROOT, readPage } from "./support/pages/pages.ts";
import { programs } from "./support/run-program.ts";
import { typeErrors } from "./support/type-check.ts";

// Each example compiles without a word, passes its own tests and prints what it says it does. The programs run as users
// run them, but that `actra` is the sources and not the last build, and all of it is in one file. UPDATE=1 writes what they print.

const FOLDER = join(ROOT, "examples");
/** Run in their runtimes, by runtimes/examples.mjs. */
const EVERYWHERE = "everywhere";
const EXAMPLES = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && entry.name !== EVERYWHERE ? [entry.name] : [],
);
const WIDTH = 80;

const mainOf = (example: string) => `examples/${example}/main.ts`;
const run = programs(EXAMPLES.map(mainOf));

/** As written: all rules of all files. */
function rulesOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const policies = files.filter((file) => /^(?:policy|policies\/.*)\.yaml$/.test(file));
  const texts = policies.map((file) => readFileSync(join(folder, file), "utf8"));
  return texts.flatMap((text) => [...text.matchAll(/^ {2}- id: (\w+)$/gm)].map(([, id]) => id!));
}

/** Those that decided, and those on trial that would have had a say. */
function rulesIn(outcome: Outcome | undefined): readonly string[] {
  if (outcome === undefined || "error" in outcome) return [];
  return [outcome.matched_rule, ...(outcome.audited?.rules ?? [])];
}

function programOf(example: string): string {
  return readPage(mainOf(example));
}

it("demo/documents has nothing to complain about either", async () => {
  const { diagnostics } = lintSources(
    await readDirectory(join(ROOT, "demo/documents")),
    {},
    new Date(),
    lintDiagnostics,
  );
  expect(renderDiagnostics(diagnostics)).toBe("");
});

describe.each(EXAMPLES)("examples/%s", (example) => {
  const folder = join(FOLDER, example);
  let policy: Policy;

  beforeAll(async () => {
    policy = await Actra.fromDirectory(folder);
  });

  it("compiles without a warning, and lint has nothing to say", async () => {
    expect(renderDiagnostics(policy.diagnostics)).toBe("");
    const { diagnostics } = lintSources(await readDirectory(folder), {}, new Date());
    expect(renderDiagnostics(diagnostics)).toBe("");
  });

  it("passes its tests, in which every rule decides", async () => {
    const report = runTests(policy, await loadTests(folder));
    expect(report.passed, renderReport(report)).toBe(true);
    expect(renderDiagnostics(report.diagnostics)).toBe("");
    expect(rulesOf(folder).length).toBeGreaterThan(5);
    const cases = report.files.flatMap(({ tests }) => tests.flatMap((test) => test.cases));
    const decided = new Set(cases.flatMap(({ actual }) => rulesIn(actual)));
    expect(rulesOf(folder).filter((id) => !decided.has(id))).toEqual([]);
  });

  it("has a governance document that holds something against a policy without rules", async () => {
    const read = (name: string) => readPage(`examples/${example}/${name}`);
    const nothing = "{ version: 1, default: allow, rules: [] }";
    const sources = { schema: read("schema.yaml"), policy: nothing, governance: read("governance.yaml") };
    const codes = Actra.check(sources).map(({ code }) => code);
    expect(codes).toContain("governance-violation");
  });

  it("prints what it says", () => {
    const { stdout, stderr } = run(mainOf(example));
    if (process.env["UPDATE"] !== undefined) writeFileSync(join(folder, "output.txt"), stdout);
    expect(stderr).toBe("");
    expect(stdout).toBe(readFileSync(join(folder, "output.txt"), "utf8"));
  });

  it("decides around every limit as it did (`actra test --boundaries`)", () => {
    const path = join(folder, "boundaries.snapshot.md");
    const text = snapshotText(boundaryTables(policy));
    if (process.env["UPDATE"] !== undefined) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, "utf8"));
  });

  it("explains a decision, in lines that fit", () => {
    const output = readPage(`examples/${example}/output.txt`);
    expect(output).toContain("rules looked at (");
    expect(output.split("\n").filter((line) => line.length > WIDTH)).toEqual([]);
  });
});

describe("the programs", () => {
  it("have the right types", () => {
    const programs = EXAMPLES.map((example) => [`../examples/${example}/main.ts`, programOf(example)]);
    expect(typeErrors(Object.fromEntries(programs))).toEqual([]);
  });

  it("import what users have", () => {
    const imports = EXAMPLES.flatMap((example) =>
      [...programOf(example).matchAll(/from "([^"]+)"/g)].map(([, name]) => name!),
    );
    const others = imports.filter((name) => !/^(?:actra|actra\/testing|node:\w+)$/.test(name));
    expect(others).toEqual([]);
  });

  it("say which step they teach, and how to run them", () => {
    for (const example of EXAMPLES) {
      const step = new RegExp(`\\| (\\d) \\| \\[${example}\\]\\(${example}/main\\.ts\\)`);
      const number = step.exec(readPage("examples/README.md"))?.[1];
      expect(programOf(example)).toMatch(new RegExp(`^// Step ${number}, `));
      expect(programOf(example)).toContain(`\n//     npx tsx examples/${example}/main.ts\n`);
    }
  });

  it("stand in the index, in the order of their steps", () => {
    const index = readPage("examples/README.md");
    const steps = [...index.matchAll(/^\| (\d) \| \[(.+?)\]/gm)];
    expect(steps.map(([, step]) => Number(step))).toEqual(EXAMPLES.map((_, place) => place + 1));
    expect(steps.map(([, , name]) => name).sort()).toEqual(EXAMPLES);
    for (const example of EXAMPLES) expect(readPage("README.md")).toContain(`](examples/${example}/main.ts)`);
  });
});
