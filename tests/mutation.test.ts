import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { subjectOf } from "../src/analysis/core/subject.ts";
import { proveInvariants, renderMutants, testMutants } from "../src/analysis.ts";
import { Actra } from "../src/index.ts";
import { mutants } from "../src/mutation/mutants.ts";
import { MUTATION_KINDS } from "../src/mutation/variant.ts";
import { loadTests } from "../src/testing.ts";
import { policyFolder } from "./support/cli/folders.ts";
import { actra } from "./support/cli/in-process.ts";
import { ROOT } from "./support/pages/pages.ts";

// What tests notice of a policy's mutants.

const EXAMPLES = join(ROOT, "examples");
const names = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "everywhere")
  .map(({ name }) => join(EXAMPLES, name));

async function mutationOf(folder: string) {
  const policy = await Actra.fromDirectory(folder, { invariants: proveInvariants });
  return testMutants(policy, await loadTests(folder));
}

describe("the examples", () => {
  it("notice every mutant of theirs that is not proved equivalent", async () => {
    expect(names.length).toBe(8);
    const before = process.cpuUsage();
    let counted = 0;
    for (const folder of names) {
      const report = await mutationOf(folder);
      expect(report.survived, `${folder}\n${renderMutants(report)}`).toEqual([]);
      expect(report.tested, folder).toBe(true);
      counted += report.counted;
    }
    const { user, system } = process.cpuUsage(before);
    expect(counted).toBeGreaterThan(200);
    expect((user + system) / 1e6).toBeLessThan(10);
  }, 300_000);

  it("are changed in every way there is", async () => {
    const kinds = new Set<string>();
    for (const folder of names)
      for (const { kind } of mutants(subjectOf(await Actra.fromDirectory(folder)).model)) kinds.add(kind);
    expect([...kinds].sort()).toEqual([...MUTATION_KINDS].sort());
  });
});

const SCHEMA = `version: 1
actions: { pay: { fields: { amount: integer, currency: { type: string, enum: [EUR, USD] }, at: datetime, from: ip, note: string?, tags: "string[]" } } }
actor: { fields: { role: string } }
`;
const POLICY = `version: 1
default: allow
rules:
  - { id: large, scope: { action: pay }, when: action.amount > 1000, effect: block }
  - { id: larger, scope: { action: pay }, when: action.amount > 5000 && actor.role != "boss", effect: block }
`;
const tests = (amounts: string, cases: string, roles = "[boss]") => [
  {
    path: "pay.test.yaml",
    text: `version: 1\ntests:\n  - name: limits\n    input: { action: { type: pay }, }\n    vary: { action.amount: ${amounts}, actor.role: ${roles} }\n    cases: ${cases}\n`,
  },
];
const LOOSE = tests(
  "[10, 9000]",
  "[{ when: { action.amount: 10 }, expect: { effect: allow } }, { when: { action.amount: 9000 }, expect: { effect: block } }]",
);
const TIGHT = tests(
  "[1000, 1001]",
  "[{ when: { action.amount: 1000 }, expect: { effect: allow } }, { when: { action.amount: 1001 }, expect: { effect: block } }]",
  "[boss, clerk]",
);

describe("testMutants", () => {
  const policy = Actra.compile({ schema: SCHEMA, policy: POLICY });

  it("shows an input of each that no test notices, on which the mutant does decide otherwise", () => {
    const { survived, score } = testMutants(policy, LOOSE);
    expect(score).toBeLessThan(100);
    const higher = survived.find(({ change }) => change.includes("→ `action.amount greater_than 1001`"))!;
    expect(higher).toMatchObject({
      kind: "limit",
      rule: "large",
      before: { effect: "block" },
      after: { effect: "allow" },
    });
    const mutant = Actra.compile({ schema: SCHEMA, policy: POLICY.replace("> 1000", "> 1001") });
    expect(policy.evaluate(higher.input as never).effect).toBe("block");
    expect(mutant.evaluate(higher.input as never).effect).toBe("allow");
  });

  it("does not count what is proved to be the same", () => {
    const { survived, equivalent, score } = testMutants(policy, TIGHT);
    expect(survived).toEqual([]);
    expect(score).toBe(100);
    // `large` blocks all that `larger` does.
    expect(equivalent).toContainEqual(expect.objectContaining({ rule: "larger", kind: "dropped_rule" }));
  });

  it("changes nothing before the tests pass", () => {
    const wrong = tests("[1000]", "[{ when: { action.amount: 1000 }, expect: { effect: block } }]");
    expect(testMutants(policy, wrong)).toMatchObject({ tested: false, counted: 0 });
    expect(testMutants(policy, [{ path: "a.test.yaml", text: "nothing" }]).tested).toBe(false);
  });

  it("finds what audit rules would report otherwise", () => {
    const audited = Actra.compile({
      schema: SCHEMA,
      policy: POLICY.replaceAll("effect: block", "effect: block, mode: audit"),
    });
    const none = tests("[10]", "[{ when: { action.amount: 10 }, expect: { effect: allow } }]");
    const { survived } = testMutants(audited, none);
    const dropped = survived.find(({ kind, rule }) => kind === "dropped_rule" && rule === "larger")!;
    expect(audited.evaluate(dropped.input as never).audited?.rules).toContain("larger");
  });

  it.each([
    ["a datetime", `action.at > timestamp("2026-01-01T00:00:00Z")`, "2026-01-01T00:00:01Z"],
    ["an address", `action.from.inCidr("10.0.0.0/8")`, "10.0.0.0/9"],
    ["one of an enum", `action.currency == "EUR"`, `"USD"`],
    ["a pattern", `action.currency.matches("^E")`, `"E"`],
    ["a list", `action.currency in ["EUR", "USD"]`, `["EUR"]`],
    ["a range", `action.amount.between(1, 2)`, "[1,3]"],
    ["arithmetic", `action.amount * 2 > 10`, "`*` → `+`"],
    ["presence", `!has(action.note)`, "action.note exists false"],
    ["members", `action.tags.containsAny(["a", "b"])`, `contains_all ["a","b"]`],
  ])("changes %s", (_, when, change) => {
    const rule = `  - { id: one, scope: { action: pay }, when: '${when}', effect: block }`;
    const { model } = subjectOf(
      Actra.compile({ schema: SCHEMA, policy: `version: 1\ndefault: allow\nrules:\n${rule}\n` }),
    );
    expect([...mutants(model)].map((each) => each.change)).toContainEqual(expect.stringContaining(change));
  });
});

describe("actra test --mutate", () => {
  it("is 1 where a mutant survives, and says by which input", async () => {
    const folder = policyFolder({
      "schema.yaml": SCHEMA,
      "policy.yaml": POLICY,
      "governance.yaml": "version: 1\ngovernance: { rules: [] }\n",
      "policy.test.yaml": LOOSE[0]!.text,
    });
    const { code, out } = await actra(["test", folder, "--mutate"]);
    expect(code).toBe(1);
    expect(out).toContain("✗ large: `action.amount greater_than 1000` → `action.amount greater_than 1001`");
    expect(out).toContain("block by large, the mutant: allow by the default");
    expect(out).toMatch(/\n\d+ of \d+ mutants noticed/);
    expect((await actra(["test", folder, "--mutate", "--mutation-score", "10"])).code).toBe(0);
    const data = JSON.parse((await actra(["test", folder, "--mutate", "--format", "json"])).out);
    expect(data.survived[0].input).toBeDefined();
    expect((await actra(["test", folder, "--mutate", "--coverage"])).code).toBe(2);
  });

  it("is 1 where the tests as such do not pass, too little coverage included", async () => {
    const folder = policyFolder({
      "schema.yaml": SCHEMA,
      "policy.yaml": POLICY,
      "governance.yaml": "version: 1\ngovernance: { rules: [] }\n",
      "policy.test.yaml": LOOSE[0]!.text,
      "actra.config.yaml": "version: 1\ncoverage: { outcomes: 100 }\n",
    });
    const { code, out } = await actra(["test", folder, "--mutate", "--mutation-score", "0"]);
    expect(out).toContain("error: coverage of outcomes is");
    expect(code).toBe(1);
  });
});
