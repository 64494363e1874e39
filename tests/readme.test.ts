import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { INPUT_ERROR_CODES } from "../src/errors.ts";
import { Actra, Policy } from "../src/index.ts";
import { codeOf, ROOT, readPage } from "./support/pages.ts";

// The code of the pages for users is run as it stands, and prints what it says; links lead somewhere.

const PAGES = [
  "README.md",
  "docs/api.md",
  "docs/language.md",
  "docs/semantics.md",
  "CONTRIBUTING.md",
  "examples/README.md",
];

describe.each(["README.md", "docs/api.md"])("the code of %s", (page) => {
  const code = codeOf(page);
  const expected = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]!);

  it("prints what its comments say", () => {
    const { stdout, stderr } = run(code);
    expect(stderr).toBe("");
    expect(expected.length).toBeGreaterThanOrEqual(3);
    expect(plain(stdout)).toBe(plain(expected.join("\n")));
  });
});

function run(code: string): { stdout: string; stderr: string } {
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: ROOT, loader: "ts" },
    alias: {
      actra: join(ROOT, "src/index.ts"),
      "actra/engine": join(ROOT, "src/engine.ts"),
      "actra/testing": join(ROOT, "src/testing.ts"),
    },
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
  });
  return spawnSync("node", ["-"], { input: outputFiles[0]!.text, encoding: "utf8", cwd: ROOT });
}

/** Quotes and white space are a matter of how Node prints. */
function plain(text: string): string {
  return text.replace(/['"]/g, "").replace(/\s+/g, " ").trim();
}

describe("the README", () => {
  it("shows the diagnostic that its policy would give", () => {
    const [schema, policy] = [...codeOf("README.md").matchAll(/(?:schema|policy): `(.*?)`/gs)].map(
      (match) => match[1]!,
    );
    const broken = policy!.replace("field: amount", "field: amout");
    const shown = /```text\n(.*?)```/s.exec(readPage("README.md"))![1]!.trim();
    expect(() => Actra.compile({ schema: schema!, policy: broken })).toThrow(shown);
  });
});

describe("docs/api.md", () => {
  const page = readPage("docs/api.md");

  it.each([
    [
      "names that users import",
      [...readPage("src/index.ts").matchAll(/\b[A-Z]\w+(?=[,\s}]*[^"]*from)/g)].map(String),
    ],
    ["calls of `Actra`", Object.keys(Actra)],
    [
      "calls of a policy",
      Object.getOwnPropertyNames(Policy.prototype).filter((name) => name !== "constructor"),
    ],
    ["codes of input errors", INPUT_ERROR_CODES],
  ])("has all %s", (_what, names) => {
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
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
});
