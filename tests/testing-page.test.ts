import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { Actra } from "../src/index.ts";
import { EXPECTATION, TEST, TEST_FILE } from "../src/testing/shapes.ts";
import * as testing from "../src/testing.ts";

// docs/testing.md: what it shows is run, and comes out as it says.

const { actraMatchers, renderReport, runTests } = testing;
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const page = readFileSync(join(root, "docs/testing.md"), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map((match) => match[1]!);
const [schema, policyText, tests] = blocks("yaml") as [string, string, string];
const [runner, counter, matchers] = blocks("ts") as [string, string, string];
const [passing, failing] = blocks("text") as [string, string];

const policy = Actra.compile({ schema, policy: [{ path: "policy.yaml", text: policyText }] });
const folder = mkdtempSync(join(tmpdir(), "actra-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the page on testing", () => {
  it("prints what it says", () => {
    mkdirSync(join(folder, "access"));
    for (const document of [schema, policyText, tests])
      writeFileSync(join(folder, "access", /^# (\S+)\n/.exec(document)![1]!), document);
    const { outputFiles } = buildSync({
      stdin: { contents: asFunction(runner), resolveDir: root, loader: "ts" },
      alias: { actra: join(root, "src/index.ts"), "actra/testing": join(root, "src/testing.ts") },
      bundle: true,
      platform: "node",
      format: "cjs",
      write: false,
    });
    const { stdout, stderr, status } = spawnSync("node", ["-"], {
      input: outputFiles[0]!.text,
      encoding: "utf8",
      cwd: folder,
    });
    expect(stderr).toBe("");
    expect(stdout.trim()).toBe(passing.trim());
    expect(status).toBe(0);
  });

  it("shows how a failure begins", () => {
    const text = tests.replace("expect: { effect: allow }", "expect: { effect: block }");
    const report = renderReport(runTests(policy, [{ path: "access/refunds.test.yaml", text }]));
    expect(report).toContain(failing);
  });

  it("counts what other tests try", () => {
    const printed: string[] = [];
    const code = counter.replace(/^import .*$/gm, "");
    const console = { log: (text: string) => printed.push(text) };
    const scope = { policy, text: policyText, console, ...testing };
    new Function(...Object.keys(scope), code)(...Object.values(scope));
    expect(printed[0]).toContain("policy.yaml\n");
    expect(printed.slice(1)).toEqual(["coverage of rules is 33.3 % (1 of 3), the threshold is 100 %"]);
  });

  it("has matchers that hold", () => {
    const run = (_name: string, body: () => void) => body();
    const code = matchers.replace(/^import .*$/gm, "");
    const scope = { policy, actraMatchers, test: run, expect };
    expect.hasAssertions();
    new Function(...Object.keys(scope), code)(...Object.values(scope));
  });

  it("names every key", () => {
    for (const { required, optional } of [TEST_FILE, TEST, EXPECTATION])
      for (const key of [...required, ...optional]) expect(page).toContain(`\`${key}\``);
  });

  it("links to files that are there", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map((match) => join(root, "docs", match[1]!));
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});

/** CommonJS, which the bundle of `yaml` needs, has no `await` outside of functions. */
function asFunction(code: string): string {
  const imports = code.match(/^import .*$/gm) ?? [];
  return `${imports.join("\n")}\n(async () => {${code.replace(/^import .*$/gm, "")}})();`;
}
