import { describe, expect, it } from "vitest";
import { Actra } from "../src/index.ts";
import { renderReport, runTests } from "../src/testing.ts";
import { processorTime } from "./support/time.ts";

// No test file hangs the runner, crashes it, or passes for being broken. Texts and limits are a tenth of what they may
// be, and so is the time that they get.

const LIMITS = { testCases: 1000, testNodes: 400_000 };
const MOST_TIME = 5000;

const policy = Actra.compile({
  schema: `
    version: 1
    actions: { act: { fields: { a: number?, b: number?, c: string?, d: { optional: true, fields: { e: string? } } } } }
    actor: { fields: { role: string } }
  `,
  policy: `
    version: 1
    rules:
      - { id: r, scope: { action: act }, effect: block }
  `,
});

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const repeated = (count: number, make: (index: number) => string) => range(count).map(make).join("");
const one = (rest: string) =>
  `version: 1\ntests:\n  - name: one\n    input: { action: { type: act } }\n${rest}`;
const MANY = `    vary: { action.a: [${range(25)}], action.b: [${range(40)}] }\n`;

function errorsOf(text: string): readonly string[] {
  const { diagnostics, passed } = runTests(policy, [{ path: "a.test.yaml", text }], { limits: LIMITS });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(passed).toBe(false);
  return [...new Set(errors.map(({ code }) => code))];
}

const HOSTILE: Readonly<Record<string, { make: () => string; codes: readonly string[] }>> = {
  "a product of millions of millions": {
    make: () =>
      one(
        `    vary: { action.a: [${range(999)}], action.b: [${range(999)}], action.d.e: [${range(999)}] }\n    expect: { rule: r }`,
      ),
    codes: ["over-limit"],
  },
  "a product that no number holds": {
    make: () =>
      one(
        `    vary:\n${repeated(1100, (index) => `      action.x${index}: [1, 2]\n`)}    expect: { rule: r }`,
      ),
    codes: ["over-limit"],
  },
  "more tests than cases are allowed": {
    make: () =>
      `version: 1\ntests:\n${repeated(1001, (index) => `  - { name: t${index}, expect: { rule: r } }\n`)}`,
    codes: ["over-limit"],
  },
  "a large fixture that each of many tests uses": {
    make: () =>
      `version: 1\nfixtures: { big: { actor: { ${repeated(2000, (index) => `f${index}: 1, `)} } } }\ntests:\n${repeated(900, (index) => `  - { name: t${index}, use: [big], expect: { rule: r } }\n`)}`,
    codes: ["over-limit"],
  },
  "a large fixture that one test uses often": {
    make: () =>
      `version: 1\nfixtures: { big: { actor: { ${repeated(1000, (index) => `f${index}: 1, `)} } } }\ntests:\n  - { name: t, use: [${"big, ".repeat(5000)}], expect: { rule: r } }\n`,
    codes: ["over-limit"],
  },
  "long text under many aliases": {
    make: () =>
      one(
        `    vary: { action.c: [&a "${"x".repeat(300_000)}", ${repeated(99, () => "{ a: *a }, ")}] }\n    expect: { rule: r }`,
      ),
    codes: ["over-limit"],
  },
  "cases without end that cover everything": {
    make: () => one(`${MANY}    cases:\n${"      - { when: {}, expect: { rule: r } }\n".repeat(500)}`),
    codes: ["combination-covered-twice"],
  },
  "cases without end that cover nothing": {
    make: () =>
      one(
        `${MANY}    cases:\n${repeated(2000, (index) => `      - { when: { action.a: ${index + 200} }, expect: { rule: r } }\n`)}`,
      ),
    codes: ["unmatched-case"],
  },
  "a path of a million names": {
    make: () => one(`    vary: { "action.d.${"e.".repeat(100_000)}": [1] }\n    expect: { rule: r }`),
    codes: ["unknown-field"],
  },
  "thousands of paths and names that are not there": {
    make: () =>
      one(
        `    use: [${repeated(2000, (index) => `fixture${index}, `)}]\n    vary:\n${repeated(2000, (index) => `      action.x${index}: [1]\n`)}    expect: { missing: [${repeated(2000, (index) => `x${index}, `)}], rule: r }`,
      ),
    codes: ["unknown-fixture"], // and more of them than are kept
  },
  "an alias inside of what it stands for": {
    make: () => "version: 1\nfixtures: &f\n  a: *f\ntests: [{ name: a, use: [a], expect: { rule: r } }]",
    codes: ["alias-cycle"],
  },
  "aliases of aliases": {
    make: () =>
      `version: 1\nfixtures:\n  a0: &a0 { action: {} }\n${repeated(9, (index) => `  a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]\n`)}tests: [{ name: a, use: [a9], expect: { rule: r } }]`,
    codes: ["over-limit"],
  },
};

describe("a hostile test file", () => {
  it.each(Object.entries(HOSTILE))("with %s", (_name, { make, codes }) => {
    const text = make();
    let errors: readonly string[] = [];
    expect(processorTime(() => (errors = errorsOf(text)))).toBeLessThan(MOST_TIME);
    expect(errors).toEqual(codes);
  });

  it("may have as many cases as the limit", () => {
    const text = one(`${MANY}    expect: { rule: r }`);
    const report = runTests(policy, [{ path: "a.test.yaml", text }], { limits: LIMITS });
    expect(report).toMatchObject({ passed: true, totals: { passed: 1000 } });
    const limited = runTests(policy, [{ path: "a.test.yaml", text }], { limits: { testCases: 999 } });
    expect(limited).toMatchObject({ passed: false, diagnostics: [{ code: "over-limit" }] });
    expect(limited.diagnostics[0]!.help).toContain("limits.testCases");
  });

  it("is told of its first hundred cases that overlap", () => {
    const text = one(`${MANY}    cases:\n${"      - { when: {}, expect: { rule: r } }\n".repeat(200)}`);
    expect(runTests(policy, [{ path: "a.test.yaml", text }])).toMatchObject({
      diagnostics: { length: 100 },
      more: 0,
    });
  });

  it("has 10,000 cases unless it is told otherwise", () => {
    const text = one(`    vary: { action.a: [${range(10_001)}] }\n    expect: { rule: r }`);
    const report = runTests(policy, [{ path: "a.test.yaml", text }]);
    expect(report.diagnostics.map(({ message }) => message)).toEqual([
      "the file has more than 10000 cases; this test goes over",
    ]);
  });
});

describe("names that every object has", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];

  it.each(names)("`%s` names no fixture, path, rule or field by itself", (name) => {
    const text = one(
      `    use: [${name}]\n    vary: { action.${name}: [1] }\n    expect: { rule: ${name}, missing: [${name}, actor.${name}] }`,
    );
    expect(errorsOf(text)).toEqual(["unknown-fixture", "unknown-field", "unknown-rule"]);
  });

  it.each(names)("`%s` may be a fixture, and a field that nobody reads", (name) => {
    const text = `version: 1
fixtures: { ${name}: { action: { type: act, ${name}: { a: 1 } } } }
tests: [{ name: ${name}, use: [${name}], expect: { effect: block, rule: r } }]`;
    const report = runTests(policy, [{ path: "a.test.yaml", text }]);
    expect(renderReport(report)).toContain("1 passed");
    expect(report.diagnostics.map(({ code }) => code)).toEqual(["undeclared-input"]);
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
  });
});

describe("values of the wrong kind", () => {
  const VALUES = ["null", "1", "true", "text", "[]", "[[]]", "{}", "{ a: 1 }", "[null]", "''"];
  const PLACES: Readonly<Record<string, (value: string) => string>> = {
    "the file": (value) => value,
    version: (value) => `{ version: ${value}, tests: [{ name: a, expect: { rule: r } }] }`,
    policy_hash: (value) =>
      `{ version: 1, policy_hash: ${value}, tests: [{ name: a, expect: { rule: x } }] }`,
    fixtures: (value) =>
      `{ version: 1, fixtures: ${value}, tests: [{ name: a, use: [a], expect: { rule: x } }] }`,
    "a fixture": (value) =>
      `{ version: 1, fixtures: { a: ${value} }, tests: [{ name: a, use: [a], expect: { rule: x } }] }`,
    tests: (value) => `{ version: 1, tests: ${value} }`,
    "a test": (value) => `{ version: 1, tests: [${value}] }`,
    ...Object.fromEntries(
      ["use", "input", "vary", "cases", "expect"].map((key) => [
        key,
        (value: string) =>
          `{ version: 1, tests: [{ name: a, ${key}: ${value}, ${key === "expect" ? "use: []" : "expect: { rule: x }"} }] }`,
      ]),
    ),
    "a case": (value) => `{ version: 1, tests: [{ name: a, cases: [${value}], expect: { rule: x } }] }`,
    when: (value) => `{ version: 1, tests: [{ name: a, cases: [{ when: ${value} }], expect: { rule: x } }] }`,
    "what varies": (value) =>
      `{ version: 1, tests: [{ name: a, vary: { action: ${value} }, expect: { rule: x } }] }`,
    ...Object.fromEntries(
      ["effect", "rule", "reason", "missing", "approvals", "audited", "error"].map((key) => [
        key,
        (value: string) => `{ version: 1, tests: [{ name: a, expect: { ${key}: ${value} } }] }`,
      ]),
    ),
  };

  it.each(Object.entries(PLACES))("in %s never throw, and never pass", (_name, make) => {
    for (const value of VALUES) {
      const report = runTests(policy, [{ path: "a.test.yaml", text: make(value) }]);
      expect(report.passed, make(value)).toBe(false);
      expect(renderReport(report)).toMatch(/error|✗/);
    }
  });
});
