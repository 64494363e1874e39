import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { INPUT_ERROR_CODES } from "../src/errors.ts";
import { Actra, ActraRuntime, decisionCounters, Policy } from "../src/index.ts";
import { ADMIT_OPTIONS, EXPLAIN_CALL_OPTIONS, RUNTIME_OPTIONS } from "../src/runtime/options.ts";
import { codeOf, ROOT, readPage } from "./support/pages/pages.ts";
import { runCode } from "./support/run-program.ts";

// The code of the pages for users is run as it stands, and prints what it says; links lead somewhere.

const LESSONS = readdirSync(join(ROOT, "docs/learn"))
  .filter((name) => /^\d/.test(name))
  .sort()
  .map((name) => `docs/learn/${name}`);

/** Those whose code is run. */
const RUN = [
  "README.md",
  "docs/api.md",
  "docs/runtime.md",
  "docs/observing.md",
  "docs/programs.md",
  "docs/moving-from-0.7.md",
  ...LESSONS,
];
const PAGES = [
  ...RUN,
  "docs/learn/README.md",
  "docs/diagnostics.md",
  "docs/reference.md",
  "docs/cli.md",
  "docs/integrations.md",
  "docs/language.md",
  "docs/runtimes.md",
  "docs/semantics.md",
  "CONTRIBUTING.md",
  "examples/README.md",
  "examples/everywhere/README.md",
];

/** Where the pages' code may write files. */
const folder = mkdtempSync(join(tmpdir(), "actra-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(RUN)("the code of %s", (page) => {
  const code = codeOf(page);
  const expected = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]!);

  it("prints what its comments say", () => {
    const { stdout, stderr } = runCode(code, folder);
    expect(stderr).toBe("");
    expect(expected.length).toBeGreaterThanOrEqual(3);
    expect(plain(stdout)).toBe(plain(expected.join("\n")));
  });
});

/** Quotes and white space are a matter of how Node prints. */
function plain(text: string): string {
  return text.replace(/['"]/g, "").replace(/\s+/g, " ").trim();
}

describe("the README", () => {
  it("shows the diagnostic that its policy would give", () => {
    const [schema, policy] = [...codeOf("README.md").matchAll(/(?:schema|policy): `(.*?)`/gs)].map(
      (match) => match[1]!,
    );
    const broken = policy!.replace("action.amount", "action.amout");
    const shown = /```text\n(.*?)```/s.exec(readPage("README.md"))![1]!.trim();
    expect(() => Actra.compile({ schema: schema!, policy: broken })).toThrow(shown);
  });
});

/** What is not there under its own name. */
function missingFrom(page: string, names: readonly string[]): string[] {
  const text = readPage(page);
  return names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
}

function methodsOf({ prototype }: { readonly prototype: object }): string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor");
}

describe("docs/api.md", () => {
  it.each([
    [
      "names that users import",
      ["src/index.ts", "src/authoring.ts"].flatMap((entry) =>
        [...readPage(entry).matchAll(/\b[A-Z]\w+(?=[,\s}]*[^"]*from)/g)].map(String),
      ),
    ],
    ["calls of `Actra`", Object.keys(Actra)],
    ["calls of a policy", methodsOf(Policy)],
    ["calls of a runtime", methodsOf(ActraRuntime)],
    ["codes of input errors", INPUT_ERROR_CODES],
  ])("has all %s", (_what, names) => {
    expect(names.length).toBeGreaterThan(5);
    expect(missingFrom("docs/api.md", names)).toEqual([]);
  });
});

describe("docs/runtime.md", () => {
  it.each([
    ["calls of a runtime", methodsOf(ActraRuntime)],
    ["options of a runtime", Object.keys(RUNTIME_OPTIONS)],
    ["options of `admit`", Object.keys(ADMIT_OPTIONS)],
    ["options of `explainCall`", Object.keys(EXPLAIN_CALL_OPTIONS)],
  ])("has all %s", (_what, names) => {
    expect(names.length).toBeGreaterThan(4);
    expect(missingFrom("docs/runtime.md", names)).toEqual([]);
  });
});

describe("docs/learn", () => {
  it("has its lessons in the index, in order", () => {
    const index = [...readPage("docs/learn/README.md").matchAll(/\]\((\d[\w-]*\.md)\)/g)].map(
      ([, file]) => file,
    );
    expect(index.map((file) => `docs/learn/${file}`)).toEqual(LESSONS);
  });

  it("shows the explanation that its code gives", () => {
    const page = "docs/learn/3-explain.md";
    const shown = /```text\n(.*?)```/s.exec(readPage(page))![1]!.trim();
    const { stdout } = runCode(`${codeOf(page)}\nconsole.log(String(explanation));`, folder);
    expect(stdout).toContain(shown);
  });
});

describe("docs/observing.md", () => {
  const page = readPage("docs/observing.md");
  const { latency } = decisionCounters().snapshot();

  it("has the bounds of the histogram", () => {
    const listed = /`latency.bounds`, in milliseconds, are (.*)\./.exec(page)![1]!;
    expect(listed.split(/, | and /).map(Number)).toEqual(latency.bounds);
  });

  it("leaves a log with the decisions of its code", () => {
    const lines = readFileSync(join(folder, "decisions.jsonl"), "utf8").trimEnd().split("\n");
    const log = lines.map((line) => JSON.parse(line));
    expect(log.map(({ decision, outcome }) => outcome?.ended ?? decision.effect)).toEqual([
      "allow",
      "returned",
      "block",
    ]);
    expect(Object.keys(log[1]).filter((key) => !page.includes(`| \`${key}\` |`))).toEqual([]);
  });
});

describe("the links", () => {
  const packed: string[] = JSON.parse(readPage("package.json")).files;

  it.each(PAGES)("of %s lead to what is in the package", (page) => {
    const links = [...readPage(page).matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
    const files = links.filter((link) => !link.startsWith("http")).map((link) => join(dirname(page), link));
    expect(
      files.filter((file) => !packed.some((each) => file === each || file.startsWith(`${each}/`))),
    ).toEqual([]);
  });

  it.each(PAGES)("of %s lead to files that are there", (page) => {
    const links = [...readPage(page).matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
    const missing = links.filter((link) => !existsSync(join(ROOT, dirname(page), link)));
    expect(missing.filter((link) => !link.startsWith("http"))).toEqual([]);
  });

  it.each(PAGES)("of %s lead to headings that are there", (page) => {
    const links = [...readPage(page).matchAll(/\]\(([\w./-]*)#([\w-]+)\)/g)];
    const missing = links.filter(([, file, heading]) => {
      const target = file === "" ? page : join(dirname(page), file!);
      return !headingsOf(target).includes(heading!);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });
});

/** As they are linked to. */
function headingsOf(page: string): string[] {
  const titles = [...readPage(page).matchAll(/^#+ (.*)$/gm)].map((match) => match[1]!.toLowerCase());
  return titles.map((title) => title.replace(/[^\w -]/g, "").replaceAll(" ", "-"));
}
