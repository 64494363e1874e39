import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { Parser } from "tap-parser";
import { describe, expect, it } from "vitest";
import { visible } from "../../src/diagnostics/visible.ts";
import { POLICY, policyFolder } from "../support/cli/folders.ts";
import { workflowCommands } from "../support/cli/github-commands.ts";
import { actra } from "../support/cli/in-process.ts";

// What other programs read, read by one of them: SARIF by its schema (SchemaStore's, under the Apache License 2.0), JUnit by
// an XML parser, TAP by a TAP parser, GitHub's workflow commands by their rules.

/** Names that would end a line, a property, an element, a description or a string, or hide. */
const HOSTILE = [
  "<failure>&amp;]]></testcase>",
  "quotes \" and ' here",
  "a # TODO later",
  "back \\ slash \\#",
  "100%0A::error::no, file=x",
  "two\nlines\r\nthree",
  "\u001b[31mred\u0007",
  "\u202eright to left",
  "\ufffe\uffff",
  "::warning file=a,line=1::b",
  "...\n---\nnot ok 1",
  "ünïcödé 😀 \t tab",
];

const tests = `version: 1
tests:
${HOSTILE.flatMap((name, index) => [
  `  - name: ${yaml(name)}`,
  "    input: { action: { type: refund, amount: 1, currency: EUR }, actor: { role: support }, snapshot: { fraud_flag: false } }",
  `    expect: { effect: ${index === 0 ? "allow" : "block"}, ${index % 4 === 1 ? `reason: ${yaml(name)}` : ""} }`,
]).join("\n")}
`;

/** JSON is YAML, but for what YAML has no characters for. */
function yaml(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\ufffe\uffff\u202e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const hostile = policyFolder({ "policy.test.yaml": tests });
const failing = HOSTILE.slice(1);
const passing = policyFolder();
const broken = policyFolder({ "policy.test.yaml": "version: 1\ntests:\n  - name: <&\n" });
const bad = policyFolder({
  "policy.yaml": POLICY.replace("snapshot.fraud_flag", "snapshot.fraud_flg").replace(
    "id: large_refund",
    "id: fraud_hold",
  ),
});

const fixable = policyFolder({ "policy.yaml": POLICY.replace(/^default: .*\n/m, "") });

describe("JSON", () => {
  it("holds a report, whatever the names", async () => {
    const { code, out } = await actra(["test", hostile, "--format", "json"]);
    expect(code).toBe(1);
    const { files, totals } = JSON.parse(out);
    expect(files[0].tests.map(({ name }: { name: string }) => name)).toEqual(HOSTILE);
    expect(totals).toEqual({ passed: 1, failed: 11, skipped: 0 });
    expect(out).not.toMatch(/[\u007f-\u009f\u202e]/);
  });
});

/** All that XML 1.0 has. */
const XML = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const withoutNonCharacters = (text: string) => visible(text).replace("\ufffe\uffff", "\\u{fffe}\\u{ffff}");

describe("JUnit", () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => /^(testsuite|testcase)$/.test(name),
  });
  const parsed = async (folder: string, ...more: string[]) => {
    const { out } = await actra(["test", folder, "--format", "junit", ...more]);
    expect(XMLValidator.validate(out)).toBe(true);
    expect(out).toMatch(XML);
    return parser.parse(out).testsuites;
  };

  it("has a case for each case, whatever its name", async () => {
    const { tests: count, failures, errors, testsuite } = await parsed(hostile);
    expect([count, failures, errors]).toEqual(["12", "11", "0"]);
    const cases = testsuite[0].testcase;
    expect(cases.length).toBe(12);
    for (const [index, name] of HOSTILE.entries()) expect(cases[index].name).toBe(withoutNonCharacters(name));
    expect(cases.filter((each: object) => "failure" in each).length).toBe(11);
    expect(cases[1].failure["#text"]).toContain("effect: expected block, got allow");
  });

  it("has those that did not run, and files that could not", async () => {
    const { skipped, testsuite } = await parsed(passing, "--filter", "large");
    expect(skipped).toBe("4");
    expect(testsuite[0].testcase.filter((each: object) => "skipped" in each).length).toBe(4);
    const { errors, testsuite: suites } = await parsed(broken);
    expect(Number(errors)).toBeGreaterThan(0);
    expect(suites[0].testcase[0].error["#text"]).toContain("policy.test.yaml:3:");
  });
});

describe("TAP", () => {
  it("has a point for each case, whatever its name", async () => {
    const { out } = await actra(["test", hostile, "--format", "tap"]);
    expect(out).toMatch(/^TAP version 14\n1\.\.12\n/);
    const { results, points } = tapOf(out);
    expect(results).toMatchObject({ ok: false, count: 12, pass: 1, fail: 11, todo: 0, skip: 0 });
    for (const [index, name] of HOSTILE.entries())
      expect(points[index]!.name).toBe(`${hostile}/policy.test.yaml › ${visible(name)}`);
    expect(points[1]!.diag.differences[0]).toEqual({ key: "effect", expected: "block", actual: "allow" });
  });

  it("has those that did not run, and files that could not", async () => {
    const { out } = await actra(["test", passing, "--format", "tap", "--filter", "large"]);
    expect(tapOf(out).results).toMatchObject({ ok: true, pass: 8, skip: 4 });
    const failed = await actra(["test", broken, "--format", "tap"]);
    expect(tapOf(failed.out).results.ok).toBe(false);
    expect(failed.code).toBe(2);
  });

  function tapOf(text: string) {
    const parser = new Parser({ strict: true });
    const points: { name: string; diag: { differences: unknown[] } }[] = [];
    parser.on("assert", (point) => points.push(point as never));
    let results: unknown;
    parser.on("complete", (final) => (results = final));
    parser.end(text);
    return { results: results as Record<string, unknown>, points };
  }
});

describe("GitHub's annotations", () => {
  it("has one for each failure, whatever its name, and nothing else", async () => {
    const { out } = await actra(["test", hostile, "--format", "github"]);
    const commands = workflowCommands(out);
    expect(commands.length).toBe(11);
    expect(out.trimEnd().split("\n").length).toBe(11);
    for (const [index, { name, properties, message }] of commands.entries()) {
      expect(name).toBe("error");
      expect(properties).toEqual({
        file: `${hostile}/policy.test.yaml`,
        line: expect.stringMatching(/^\d+$/),
        col: "11",
        title: failing[index],
      });
      expect(message).toContain("effect: expected block, got allow");
    }
  });

  it("has one for each finding, when the policy does not compile too", async () => {
    const { out, code } = await actra(["check", bad, "--format", "github"]);
    expect(code).toBe(2);
    const found = workflowCommands(out);
    const [first] = found;
    expect(first).toEqual({
      name: "error",
      properties: {
        file: `${bad}/policy.yaml`,
        line: "7",
        endLine: "7",
        col: "20",
        endColumn: "29",
        title: "unknown-field",
      },
      message: "the snapshot has no field `fraud_flg`\nhelp: did you mean `fraud_flag`?",
    });
    expect(workflowCommands((await actra(["test", bad, "--format", "github"])).out)).toEqual(found);
    expect(
      workflowCommands((await actra(["check", "/no/such/place", "--format", "github"])).out),
    ).toMatchObject([{ name: "error", properties: { title: "missing-file" } }]);
  });
});

describe("SARIF", () => {
  const {
    id: _,
    $schema: __,
    ...schema
  } = JSON.parse(readFileSync(new URL("../support/cli/sarif-2.1.0.schema.json", import.meta.url), "utf8"));
  const isValid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const logOf = async (folder: string) => {
    const log = JSON.parse((await actra(["check", folder, "--format", "sarif"])).out);
    isValid(log);
    expect(isValid.errors).toBe(null);
    return log;
  };

  it("is valid, and says what `check` says", async () => {
    const log = await logOf(bad);
    const { diagnostics } = JSON.parse((await actra(["check", bad, "--format", "json"])).out);
    const [{ results, tool }] = log.runs;
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(
      diagnostics.map(({ code }: { code: string }) => code),
    );
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    const related = results.find((each: { relatedLocations: unknown[] }) => each.relatedLocations.length > 0);
    expect(related.ruleId).toBe("duplicate-rule-id");
    const [{ physicalLocation }] = results[0].locations;
    expect(physicalLocation.region).toEqual({ startLine: 7, startColumn: 20, endLine: 7, endColumn: 29 });
    expect(physicalLocation.artifactLocation.uri).toBe(`file://${bad}/policy.yaml`);
  });

  it("has the fixes, as replacements", async () => {
    const [{ results }] = (await logOf(fixable)).runs;
    const [{ ruleId, fixes }] = results;
    expect(ruleId).toBe("default-not-written");
    expect(fixes).toEqual([
      {
        description: { text: "write `default: allow`" },
        artifactChanges: [
          {
            artifactLocation: { uri: `file://${fixable}/policy.yaml` },
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 },
                insertedContent: { text: "default: allow\n" },
              },
            ],
          },
        ],
      },
    ]);
  });

  it("is valid with nothing in it, and about what has no place", async () => {
    expect((await logOf(passing)).runs[0].results).toEqual([]);
    expect((await logOf("no/such/place")).runs[0].results[0].locations).toEqual([]);
  });

  it("would not be valid with a word that SARIF does not know", async () => {
    const log = await logOf(bad);
    log.runs[0].results[0].level = "fatal";
    expect(isValid(log)).toBe(false);
  });
});
