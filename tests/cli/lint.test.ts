import { chmodSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/authoring.ts";
import { CATALOGUE } from "../../src/diagnostics/catalogue.ts";
import { POLICY, policyFolder, SCHEMA } from "../support/cli/folders.ts";
import { actra } from "../support/cli/in-process.ts";

// `actra check` as a linter: what it fixes, what it leaves alone, and the page that each code has.

const UNWRITTEN = POLICY.replace(/^default: .*\n/m, "");
const textIn = (folder: string, name = "policy.yaml") => readFileSync(join(folder, name), "utf8");

describe("check under a configuration", () => {
  const levelled = (level: string) =>
    policyFolder({
      "policy.yaml": UNWRITTEN,
      "actra.config.yaml": `version: 1\nlint: { default-not-written: ${level}, allow-overrides-nothing: off }\n`,
    });

  it("leaves out what is off", async () => {
    expect(await actra(["check", levelled("off")])).toMatchObject({
      code: 0,
      out: "✓ nothing to complain about\n",
    });
  });

  it("fails for what is an error there", async () => {
    const { code, out } = await actra(["check", levelled("error")]);
    expect(code).toBe(2);
    expect(out).toContain("error default-not-written");
  });

  const crowded = (levels: string) =>
    policyFolder({
      "schema.yaml": `${SCHEMA}${Array.from({ length: 150 }, (_, i) => `    f${i}: string\n`).join("")}`,
      "policy.yaml": UNWRITTEN,
      "actra.config.yaml": `version: 1\nlint: { ${levels}, default-not-written: off }\n`,
    });

  it("finds an error there among more warnings than are kept", async () => {
    const { code, out } = await actra(["check", crowded("allow-overrides-nothing: error")]);
    expect(code).toBe(2);
    expect(out).toContain("error allow-overrides-nothing");
    expect(out).toMatch(/1 error, 99 warnings.*\n$/);
  });

  it("gives no room to what is off", async () => {
    const { code, out } = await actra(["check", crowded("unused-field: off"), "--max-warnings", "0"]);
    expect(code).toBe(1);
    expect(out).toContain("warning allow-overrides-nothing");
    expect(out).toMatch(/\n1 warning, more than/);
    const good = crowded("unused-field: off, allow-overrides-nothing: off");
    expect(await actra(["check", good, "--max-warnings", "0"])).toMatchObject({ code: 0 });
  });

  it("fixes nothing that is off", async () => {
    const folder = levelled("off");
    await actra(["check", folder, "--fix"]);
    expect(textIn(folder)).toBe(UNWRITTEN);
  });

  it("refuses a configuration that is none", async () => {
    expect((await actra(["check", levelled("loud")])).code).toBe(2);
  });
});

describe("check --fix", () => {
  it("changes the file, says what was changed, and shows what is left", async () => {
    const folder = policyFolder({
      "policy.yaml": UNWRITTEN.replace("rules:", "lists: { spare: [a] }\nrules:").replace(
        "effect: allow",
        "effect: allow\n    expires: 2020-01-01",
      ),
    });
    const path = join(folder, "policy.yaml");
    chmodSync(path, 0o640);
    const before = await actra(["check", folder]);
    expect(before.out).toMatch(/\n\d warnings; `--fix` does away with 1\n$/);
    const hash = (await actra(["hash", folder])).out;

    const { code, out } = await actra(["check", folder, "--fix"]);
    expect(code).toBe(0);
    expect(out).toContain(`fixed default-not-written ${path}:1:1: write \`default: allow\`\n\nwarning `);
    expect(out).toContain("warning rule-expired-warning");
    expect(textIn(folder)).toContain("version: 1\ndefault: allow\n");
    expect((await actra(["hash", folder])).out).toBe(hash);
    expect(statSync(path).mode & 0o777).toBe(0o640);

    const again = await actra(["check", folder, "--fix"]);
    expect(again.out).not.toContain("fixed ");
  });

  it("is nothing to a good policy, and to one with errors", async () => {
    const good = policyFolder();
    expect(await actra(["check", good, "--fix"])).toMatchObject({ out: "✓ nothing to complain about\n" });
    const bad = policyFolder({ "policy.yaml": UNWRITTEN.replace("effect: block", "effect: blok") });
    expect((await actra(["check", bad, "--fix"])).code).toBe(2);
    expect(textIn(bad)).toContain("blok");
    expect(textIn(bad)).not.toContain("default:");
  });

  it("says what it did as data, with the places that were", async () => {
    const folder = policyFolder({ "policy.yaml": UNWRITTEN });
    const found = JSON.parse((await actra(["check", folder, "--format", "json"])).out);
    expect(found.fixed).toBeUndefined();
    const fix = {
      title: "write `default: allow`",
      keeps: "hash",
      edits: [
        {
          text: "default: allow\n",
          path: join(folder, "policy.yaml"),
          line: 2,
          column: 1,
          end_line: 2,
          end_column: 1,
        },
      ],
    };
    expect(found.diagnostics[0]).toMatchObject({ code: "default-not-written", fix });
    const { fixed } = JSON.parse((await actra(["check", folder, "--fix", "--format", "json"])).out);
    expect(fixed).toMatchObject([{ code: "default-not-written", fix }]);
  });

  it("leaves every other byte as it is", async () => {
    const text = `\ufeff# ünïcödé\r\nversion: 1\t# one\r\n\r\nrules: []   # none`;
    const folder = policyFolder({
      "policy.yaml": text,
      "governance.yaml": "version: 1\ngovernance: { rules: [] }\n",
    });
    await actra(["check", folder, "--fix"]);
    expect(textIn(folder)).toBe(text.replace("# one\r\n", "# one\r\ndefault: allow\r\n"));
  });
});

describe("suppressions", () => {
  it("take warnings away, also from the count", async () => {
    const folder = policyFolder({
      "policy.yaml": `# actra-ignore-file default-not-written, allow-overrides-nothing: the other team's file has it soon\n${UNWRITTEN}`,
    });
    expect(await actra(["check", folder, "--max-warnings", "0"])).toMatchObject({ code: 0 });
  });

  it("make room for the warnings that are left", async () => {
    const rule = (id: string) =>
      `  - { id: ${id}, scope: { action: refund }, when: 'action.currency.startsWith("")', effect: block }`;
    const rules = Array.from({ length: 150 }, (_, number) => rule(`r${number}`));
    const text = ["version: 1", "default: block", "rules:", ...rules, ""].join("\n");
    const folder = policyFolder({
      "policy.yaml": `# actra-ignore-file vacuous-condition, always-true-rule, redundant-rule, repeated-rule: all of them\n${text}`,
      "governance.yaml": "version: 1\ngovernance: { rules: [] }\n",
    });
    const { diagnostics, more } = JSON.parse((await actra(["check", folder, "--format", "json"])).out);
    expect(diagnostics.map(({ code }: { code: string }) => code).sort()).toEqual([
      "unused-field",
      "unused-field",
    ]);
    expect(more).toBe(0);
  });
});

describe("what is proved", () => {
  const UNGOVERNED = { "governance.yaml": "version: 1\ngovernance: { rules: [] }\n" };
  const SHADOWED = `version: 1
default: allow
rules:
  - { id: large, scope: { action: refund }, when: action.amount > 100, effect: block }
  # actra-ignore-next-line shadowed-rule: the smaller limit is to go
  - { id: larger, scope: { action: refund }, when: action.amount > 1000, effect: block }
`;

  it("warns, unless a comment suppresses it", async () => {
    const comment = "  # actra-ignore-next-line shadowed-rule: the smaller limit is to go\n";
    const bare = policyFolder({ "policy.yaml": SHADOWED.replace(comment, ""), ...UNGOVERNED });
    const { out } = await actra(["check", bare]);
    expect(out).toContain("warning shadowed-rule: ");
    const suppressed = policyFolder({ "policy.yaml": SHADOWED, ...UNGOVERNED });
    const { out: rest } = await actra(["check", suppressed]);
    expect(rest).not.toContain("shadowed-rule");
    expect(rest).not.toContain("unused-suppression");
  });

  it("is no unused suppression where nobody proves", () => {
    const schema = readFileSync(join(policyFolder(), "schema.yaml"), "utf8");
    const codes = lint({ schema, policy: SHADOWED }).map(({ code }) => code);
    expect(codes).not.toContain("unused-suppression");
    expect(codes).not.toContain("shadowed-rule");
  });
});

describe("check --explain", () => {
  it.each(Object.entries(CATALOGUE))("has a page for %s, in lines that fit", async (code, entry) => {
    const { code: exit, out } = await actra(["check", "--explain", code]);
    expect(exit).toBe(0);
    expect(out.replaceAll(/\s+/g, " ")).toContain(entry.explanation.replaceAll(/\s+/g, " "));
    const isExample = (line: string) => line.startsWith("    ");
    expect(out.split("\n").filter((line) => line.length > 80 && !isExample(line))).toEqual([]);
  });

  it("is data too", async () => {
    const { out } = await actra(["check", "--explain", "unused-field", "--format", "json"]);
    expect(JSON.parse(out)).toEqual({ code: "unused-field", ...CATALOGUE["unused-field"] });
  });

  it("knows its codes", async () => {
    const { code, err } = await actra(["check", "--explain", "unused-feild"]);
    expect(code).toBe(2);
    expect(err).toContain("did you mean `unused-field`?");
    expect((await actra(["check", "--explain", "toString"])).code).toBe(2);
    expect((await actra(["check", "--explain", "unused-field", "--format", "sarif"])).code).toBe(2);
  });
});
