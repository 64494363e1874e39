import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import lcovParser from "@friedemannsommer/lcov-parser/sync";
import { XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { findStrayTests } from "../../src/files/stray-tests.ts";
import { newFolder, POLICY, policyFolder, TESTS } from "../support/cli/folders.ts";
import { workflowCommands } from "../support/cli/github-commands.ts";
import { actra } from "../support/cli/in-process.ts";

// Coverage as `actra test` shows and writes it, thresholds, and what the configuration says of it.

/** Nothing about large refunds. */
const SOME_TESTS = TESTS.replace(/ {2}- name: large refunds[\s\S]*?(?= {2}- name: an account)/, "");
const some = policyFolder({ "policy.test.yaml": SOME_TESTS });
const all = policyFolder();

const LISTS = policyFolder({
  "governance.yaml": "version: 1\ngovernance: { rules: [] }\n",
  "policy.yaml": `version: 1
default: block
rules:
  - id: known
    scope: { action: refund }
    when:
      subject: { domain: action, field: currency }
      operator: in
      value: { literal: [USD, EUR] }
    effect: allow
  - id: markup
    description: "<script>alert('&')</script>"
    scope: { action: refund }
    when: action.currency == "USD" # </code><img src=x onerror=alert(1)>
    effect: block
`,
  "policy.test.yaml": `version: 1
tests:
  - name: one
    input: { action: { type: refund, amount: 1, currency: EUR }, actor: { role: support }, snapshot: { fraud_flag: false } }
    expect: { effect: allow }
`,
});

describe("in the terminal", () => {
  it("marks the lines that hold what was not tried", async () => {
    const { code, out } = await actra(["test", some, "--coverage"]);
    expect(code).toBe(0);
    expect(out.slice(out.indexOf("\ncoverage\n"))).toBe(`
coverage
  rules         66.6 %  2 of 3
  outcomes      66.6 %  4 of 6
  alternatives none

${some}/policy.yaml
  11 |   - id: large_refund
     |         ^^^^^^^^^^^^ never matched
  13 |     when: action.amount > 50000 && actor.role != "manager"
     |           ^^^^^^^^^^^^^ never true
     |                                    ^^^^^^^^^^ never false
`);
  });

  it("has nothing to mark where all was tried", async () => {
    const { out } = await actra(["test", all, "--coverage"]);
    expect(out).toContain("100.0 %  6 of 6");
    expect(out).not.toContain("policy.yaml");
    expect((await actra(["test", all])).out).not.toContain("coverage");
  });

  it("names alternatives, and the default", async () => {
    const { out } = await actra(["test", LISTS, "--coverage"]);
    expect(out).toContain('action.currency in: never false, never met "USD"');
    expect(out).toMatch(/2 \| default: block\n +\| \^+ never decided/);
    expect(out).toContain("50.0 %  1 of 2");
  });

  it("fits the width", async () => {
    const { out } = await actra(["test", LISTS, "--coverage"], { width: 60, color: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    const shown = out.slice(out.indexOf("policy.yaml\n")).replaceAll(/\u001b\[\d+m/g, "");
    for (const line of shown.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  });
});

describe("thresholds", () => {
  const configured = (text: string) =>
    policyFolder({ "policy.test.yaml": SOME_TESTS, "actra.config.yaml": `version: 1\n${text}` });

  it("are reached or not, to the letter", async () => {
    const within = await actra([
      "test",
      configured("coverage: { rules: 66.6, outcomes: 66.6, alternatives: 100 }"),
    ]);
    expect(within).toMatchObject({ code: 0, err: "" });
    const below = await actra(["test", configured("coverage: { outcomes: 66.7 }")]);
    expect(below.code).toBe(1);
    expect(below.out).toContain(
      "\nerror: coverage of outcomes is 66.6 % (4 of 6), the threshold is 66.7 %\n",
    );
    expect(below.out).toContain("`--coverage` shows what is missing");
  });

  it("do not hold for a part of the tests", async () => {
    const folder = configured("coverage: { outcomes: 100 }");
    expect((await actra(["test", folder, "--filter", "ordinary"])).code).toBe(0);
    expect((await actra(["test", folder, "--filter", ""])).code).toBe(1);
    expect((await actra(["test", folder])).code).toBe(1);
  });

  it("are told in every format, where it has a place for it", async () => {
    const folder = configured("coverage: { rules: 100 }");
    const text = "coverage of rules is 66.6 % (2 of 3), the threshold is 100 %";
    const data = JSON.parse((await actra(["test", folder, "--format", "json"])).out);
    expect(data).toMatchObject({
      passed: false,
      shortfalls: [{ kind: "rules", covered: 2, total: 3, percent: 66.6, least: 100 }],
    });
    const github = await actra(["test", folder, "--format", "github"]);
    expect(workflowCommands(github.out)).toEqual([
      { name: "error", properties: { title: "coverage" }, message: text },
    ]);
    for (const format of ["junit", "tap"]) {
      const { code, out, err } = await actra(["test", folder, "--format", format]);
      expect(code).toBe(1);
      expect(err).toBe(`error: ${text}\n`);
      expect(out).not.toContain("coverage");
    }
  });

  it("cannot come from a configuration that is none", async () => {
    const { code, out, err } = await actra(["test", configured("coverage: { ruls: 100 }")]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("actra.config.yaml:2:13");
    expect(err).toContain("did you mean `rules`?");
  });
});

describe("files", () => {
  const folder = newFolder();
  const [html, lcov, data] = ["page.html", "deep/er/lcov.info", "c.json"].map((name) => join(folder, name));
  const words = ["--coverage-html", html!, "--coverage-lcov", lcov!, "--coverage-json", data!];

  it("are written to where the command line says", async () => {
    const { code, out } = await actra(["test", LISTS, ...words]);
    expect(code).toBe(0);
    for (const path of [html, lcov, data]) expect(out).toContain(`wrote ${path}`);
    expect(JSON.parse(readFileSync(data!, "utf8"))).toMatchObject({
      inputs: 1,
      totals: { rules: { covered: 1, total: 3 } },
      atoms: [
        {
          alternatives: [
            { value: "USD", met: 0 },
            { value: "EUR", met: 1 },
          ],
          true: 1,
          false: 0,
        },
        { true: 0, false: 1 },
      ],
    });
  });

  it("are lcov that a parser and genhtml read", () => {
    const [section] = lcovParser({ from: readFileSync(lcov!) });
    expect(section).toMatchObject({
      path: `${LISTS}/policy.yaml`,
      functions: { hit: 1, instrumented: 2 },
      branches: { hit: 3, instrumented: 6 },
      lines: { hit: 3, instrumented: 4 },
    });
    expect(section!.functions.details.map(({ name, line, hit }) => [name, line, hit])).toEqual([
      ["known", 4, 1],
      ["markup", 11, 0],
    ]);
    const made = spawnSync("genhtml", ["--branch-coverage", "-o", join(folder, "genhtml"), lcov!], {
      encoding: "utf8",
    });
    // Where lcov is not installed, the parser has to do.
    if (made.error !== undefined) return;
    expect(made.stdout + made.stderr).toContain("branches...: 50.0% (3 of 6 branches)");
    expect(made.status).toBe(0);
  });

  it("are a page that needs nothing else, and takes no text for markup", () => {
    const page = readFileSync(html!, "utf8");
    expect(page).toContain("&lt;/code&gt;&lt;img src=x onerror=alert(1)&gt;");
    expect(page).toContain("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;");
    expect(page).not.toMatch(/<(script|img|link|iframe|object)\b|url\(|https?:|@import/);
    expect(page).toContain("prefers-color-scheme: dark");
    const asXml = page
      .replace("<!doctype html>", "")
      .replaceAll(/<(meta[^>]*)>/g, "<$1/>")
      .replace("<details open>", '<details open="">');
    expect(XMLValidator.validate(asXml)).toBe(true);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
    expect(links.length).toBeGreaterThan(2);
  });

  it("come with `--coverage` where the configuration says so, from the policy directory", async () => {
    const own = policyFolder({ "actra.config.yaml": "version: 1\ncoverage: { html: out/page.html }\n" });
    await actra(["test", own]);
    expect(existsSync(join(own, "out"))).toBe(false);
    expect((await actra(["test", own, "--coverage"])).out).toContain(`wrote ${own}/out/page.html`);
    expect(existsSync(join(own, "out/page.html"))).toBe(true);
  });

  it("that cannot be written are an error", async () => {
    const { code, err } = await actra(["test", all, "--coverage-html", "/proc/no/page.html"]);
    expect(code).toBe(2);
    expect(err).toContain("cannot be written");
  });
});

describe("folders of tests", () => {
  it("are those of the configuration too", async () => {
    const elsewhere = basename(newFolder());
    const folder = policyFolder({
      "actra.config.yaml": `version: 1\ntests: [more, more/., ../${elsewhere}]\n`,
      "more/refunds.test.yaml": TESTS,
    });
    mkdirSync(join(folder, "..", elsewhere, "deep"));
    writeFileSync(join(folder, "..", elsewhere, "deep/refunds.test.yaml"), TESTS);
    const { code, out } = await actra(["test", folder]);
    expect(out).toContain(`${folder}/more/refunds.test.yaml`);
    expect(out).toContain(`/${elsewhere}/deep/refunds.test.yaml`);
    expect(out).toContain("24 passed");
    expect(code).toBe(0);
  });

  it.each([
    ["more/notes.yaml", "there is no `FOLDER/more/*.test.yaml`"],
    ["more/a.test.YAML", "`FOLDER/more/a.test.YAML` is not read"],
    ["more/deep/a.tests.yaml", "`FOLDER/more/deep/a.tests.yaml` is not read"],
    ["more/a_test.yml", "`FOLDER/more/a_test.yml` is not read"],
    ["more/a.test.json", "`FOLDER/more/a.test.json` is not read"],
  ])("have tests in them: %s is none", async (name, message) => {
    const folder = policyFolder({ "actra.config.yaml": "version: 1\ntests: [more]\n", [name]: TESTS });
    const { code, out } = await actra(["test", folder]);
    expect(out).toContain(message.replace("FOLDER", folder));
    expect(out).toMatch(/\n8 passed, \d errors?\n$/);
    expect(code).toBe(2);
  });

  it("may hold other files", async () => {
    const folder = policyFolder({
      "actra.config.yaml": "version: 1\ntests: [more]\n",
      "more/a.test.yaml": TESTS,
      "more/latest.yaml": "x",
      "more/node_modules/actra/b.test.yaml": "x",
    });
    expect((await actra(["test", folder])).code).toBe(0);
  });

  it("that nobody names are not passed over", async () => {
    const folder = policyFolder({
      "tests/a.test.yaml": TESTS,
      "other/schema.yaml": "",
      "other/b.test.yaml": "",
    });
    const { code, out } = await actra(["test", folder]);
    expect(out).toContain(`stray-file: \`${folder}/tests/a.test.yaml\` is not read`);
    expect(out).toContain("name its folder under `tests` in `actra.config.yaml`");
    expect(out).not.toContain("b.test.yaml");
    expect(code).toBe(2);
    for (const named of ["tests", `${folder}/tests`, "."]) {
      writeFileSync(join(folder, "actra.config.yaml"), `version: 1\ntests: ["${named}"]\n`);
      rmSync(join(folder, "other"), { recursive: true, force: true });
      expect(await actra(["test", folder])).toMatchObject({ code: 0 });
    }
  });

  it.each([
    "tests/unit/a.test.yaml",
    "one/two/three/four/a.test.yml",
    "tests/bad_test.yaml",
    "tests/unit/Bad.Test.YAML",
    "tests/unit/a.test.json",
  ])("that nobody names are not passed over, however deep: %s", async (name) => {
    const folder = policyFolder({ [name]: TESTS });
    const { code, out } = await actra(["test", folder]);
    expect(out).toContain(`stray-file: \`${folder}/${name}\` is not read`);
    expect(out).toMatch(/\n8 passed, 1 error\n$/);
    expect(code).toBe(2);
  });

  it("of others are none of theirs", async () => {
    const folder = policyFolder({
      "node_modules/a/b.test.yaml": "",
      "app/node_modules/a/b.test.yaml": "",
      ".cache/deep/b.test.yaml": "",
      "others/one/schema.yaml": "",
      "others/one/tests/deep/b.test.yaml": "",
      "others/one/bad_test.yaml": "",
      "app/tsconfig-test.json": "",
      "app/latest.yaml": "",
    });
    expect(await actra(["test", folder])).toMatchObject({ code: 0 });
  });

  it("that links lead to are found once, and links that loop end", async () => {
    const folder = policyFolder({ "tests/unit/a.test.yaml": TESTS });
    for (const name of ["one", "two"]) symlinkSync(".", join(folder, "tests", name));
    symlinkSync("nowhere", join(folder, "tests", "three"));
    symlinkSync("four", join(folder, "tests", "four"));
    symlinkSync("..", join(folder, "tests", "unit", "up"));
    symlinkSync("/", join(folder, "root"));
    const { code, out } = await actra(["test", folder]);
    expect(out.match(/stray-file/g)).toHaveLength(1);
    expect(out).toContain("8 passed, 1 error");
    expect(code).toBe(2);
  });

  it("are not looked for without end, and that is an error, too", async () => {
    const folder = policyFolder({ "a/b/c/d/x.yaml": "" });
    const found = (most: number) => findStrayTests(folder, { isRead: async () => false, folders: [] }, most);
    expect(await found(5)).toEqual([]);
    expect(await found(4)).toMatchObject([
      { code: "over-limit", message: expect.stringContaining("has more than 4 folders") },
    ]);
  });

  it("have to be there", async () => {
    const folder = policyFolder({ "actra.config.yaml": "version: 1\ntests: [nowhere]\n" });
    const { code, out } = await actra(["test", folder]);
    expect(out).toContain("nowhere");
    expect(code).toBe(2);
  });
});

describe("levels of warnings", () => {
  const leveled = (level: string) =>
    policyFolder({
      "policy.test.yaml": TESTS.replace("fixtures:\n", "fixtures:\n  idle: { actor: { role: support } }\n"),
      "actra.config.yaml": `version: 1\nlint: { unused-fixture: ${level} }\n`,
    });

  it("hold for test files, too", async () => {
    expect((await actra(["test", leveled("warning")])).out).toContain("warning unused-fixture");
    expect(await actra(["test", leveled("off")])).toMatchObject({
      code: 0,
      out: expect.not.stringContaining("unused"),
    });
    const error = await actra(["test", leveled("error"), "--format", "json"]);
    expect(error.code).toBe(2);
    expect(JSON.parse(error.out)).toMatchObject({ passed: false, diagnostics: [{ severity: "error" }] });
  });
});

describe("--update-hash", () => {
  const zeros = "0".repeat(64);
  const pinned = (pin: string) => TESTS.replace("version: 1\n", `version: 1 # kept\npolicy_hash: ${pin}\n`);

  it.each([zeros, `"${zeros}"`, `'${zeros}' # of May`])(
    "writes the pin %s anew, and nothing else",
    async (pin) => {
      const folder = policyFolder({ "policy.test.yaml": pinned(pin.startsWith("0") ? `"${pin}"` : pin) });
      expect((await actra(["test", folder])).code).toBe(1);
      const { code, out } = await actra(["test", folder, "--update-hash"]);
      expect(out).toContain(`pinned ${folder}/policy.test.yaml`);
      expect(code).toBe(0);
      const hash = (await actra(["hash", folder])).out.trim();
      const text = readFileSync(join(folder, "policy.test.yaml"), "utf8");
      expect(text).toBe(pinned(`"${hash}"${pin.includes("May") ? " # of May" : ""}`));
      expect((await actra(["test", folder, "--update-hash"])).out).not.toContain("pinned");
    },
  );

  it("pins nothing that was not pinned", async () => {
    const before = readFileSync(join(all, "policy.test.yaml"), "utf8");
    expect((await actra(["test", all, "--update-hash"])).code).toBe(0);
    expect(readFileSync(join(all, "policy.test.yaml"), "utf8")).toBe(before);
  });

  it("does not make a failure pass", async () => {
    const failing = pinned(`"${zeros}"`).replace("rule: refund_in_limits", "rule: fraud_hold");
    const folder = policyFolder({ "policy.test.yaml": failing });
    expect((await actra(["test", folder, "--update-hash"])).code).toBe(1);
  });
});

describe("--watch", () => {
  it("runs again on changes, and survives documents that are broken", { timeout: 30_000 }, async () => {
    const folder = policyFolder();
    const screens: string[] = [];
    const end = new AbortController();
    let seen = (_screen: string) => {};
    const next = () => new Promise<string>((resolve) => (seen = resolve));
    const write = (text: string) => {
      screens.push(text);
      seen(text);
    };
    const first = next();
    const reply = actra(["test", folder, "--watch"], { write, endSignal: () => end.signal });
    expect(await first).toContain("8 passed");
    // chokidar tells nothing of what happens before it has looked around.
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const [name, text, expected] of [
      ["policy.yaml", "version: [", "yaml-syntax"],
      ["policy.yaml", POLICY, "8 passed"],
      ["policy.test.yaml", TESTS.replace("rule: refund_in_limits }", "rule: fraud_hold }"), "1 failed"],
      ["actra.config.yaml", "version: 1\ncoverge: {}\n", "did you mean `coverage`?"],
      ["actra.config.yaml", "version: 1\n", "1 failed"],
    ] as const) {
      const shown = next();
      writeFileSync(join(folder, name), text);
      expect(await shown).toContain(expected);
    }
    writeFileSync(join(folder, "notes.txt"), "no document");
    end.abort();
    expect((await reply).code).toBe(1);
    expect(screens).toHaveLength(6);
    // Nobody looks at this one, so nothing is cleared.
    expect(screens.join("")).not.toContain("\u001b");
  });

  it("clears the screen of a terminal alone", async () => {
    const screens: string[] = [];
    const write = (text: string) => screens.push(text);
    await actra(["test", all, "--watch"], { write, outputIsShown: true });
    expect(screens[0]!.startsWith("\u001b[2J\u001b[3J\u001b[H")).toBe(true);
  });

  it("is for people", async () => {
    const { code, out } = await actra(["test", all, "--watch", "--format", "json"]);
    expect(code).toBe(2);
    expect(JSON.parse(out).error).toMatchObject({
      code: "WRONG_USE",
      help: expect.stringContaining("--format"),
    });
  });
});

describe("progress", () => {
  it("is shown while a run is long, and taken away", async () => {
    const many = policyFolder({
      "policy.test.yaml": `version: 1
tests:
  - name: many
    input: { action: { type: refund, currency: EUR }, actor: { role: support }, snapshot: { fraud_flag: true } }
    vary: { action.amount: [${Array.from({ length: 9000 }, (_, i) => i).join()}] }
    expect: { effect: block }
`,
    });
    const lines: string[] = [];
    let now = 0;
    const clock = performance.now;
    performance.now = () => (now += 1);
    await actra(["test", many], { showProgress: (text) => lines.push(text) });
    performance.now = clock;
    expect(lines.length).toBeGreaterThan(3);
    expect(lines[0]).toMatch(/^\d+ cases …$/);
    expect(lines.at(-1)).toBe("");
  });

  it("is not shown in a short one", async () => {
    const lines: string[] = [];
    const clock = performance.now;
    performance.now = () => 0;
    await actra(["test", all], { showProgress: (text) => lines.push(text) });
    performance.now = clock;
    expect(lines).toEqual([]);
  });
});
