import { describe, expect, it } from "vitest";
import { Actra as Engine } from "../src/engine.ts";
import { Actra, type Decision } from "../src/index.ts";
import { resolve } from "../src/testing/written.ts";
import { renderReport, runTests, type TestedCase, type TestOptions } from "../src/testing.ts";

// The runner of test files: what passes, what fails and how it is told.

const policy = Actra.compile({
  schema: `
    version: 1
    actions:
      refund:
        fields: { amount: number, tags: "string[]?", on: datetime?, customer: { optional: true, fields: { country: string? } } }
      ping: {}
    actor: { fields: { role: string } }
    snapshot: { fields: { fraud_flag: boolean, risk: number } }
  `,
  policy: `
    version: 1
    rules:
      - id: fraud
        scope: { action: refund }
        when: { subject: { domain: snapshot, field: fraud_flag }, operator: equals, value: { literal: true } }
        effect: block
        reason: under investigation
      - id: stranger
        scope: { action: refund }
        when: { subject: { domain: actor, field: role }, operator: equals, value: { literal: stranger } }
        effect: block
      - id: large
        scope: { action: refund }
        when: { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 1000 } }
        effect: require_approval
        approval: { approvers: [cfo], quorum: 1 }
      - id: tagged
        scope: { action: refund }
        when: { subject: { domain: action, field: tags }, operator: contains, value: { literal: odd } }
        effect: block
      - id: abroad
        scope: { action: refund }
        when: { subject: { domain: action, field: customer.country }, operator: equals, value: { literal: AQ } }
        effect: block
      - id: old
        scope: { action: refund }
        when: { subject: { domain: action, field: on }, operator: less_than, value: { literal: "2020-01-01T00:00:00Z" } }
        effect: block
      - id: trial
        scope: { action: refund }
        mode: audit
        when: { subject: { domain: snapshot, field: risk }, operator: greater_than, value: { literal: 5 } }
        effect: block
  `,
});

const HEAD = `version: 1
fixtures:
  fine: { actor: { role: support }, snapshot: { fraud_flag: false, risk: 1 } }
  refund: { action: { type: refund, amount: 1 } }
tests:
`;

function run(tests: string, options?: TestOptions) {
  return runTests(policy, [{ path: "refund.test.yaml", text: HEAD + tests }], options);
}

/** One test on a refund in which nothing is wrong, but for what `rest` says. */
function refund(rest: string, name = "one") {
  const report = run(`  - name: ${name}\n    use: [fine, refund]\n${rest.replace(/^/gm, "    ")}`);
  expect(report.diagnostics).toEqual([]);
  return { report, cases: report.files[0]!.tests[0]!.cases };
}

function differences(cases: readonly TestedCase[]) {
  return cases.map((each) => each.differences.map(({ key, expected, actual }) => [key, expected, actual]));
}

describe("an expectation", () => {
  it.each([
    ["the effect", "", "effect: allow"],
    ["the default", "", 'effect: allow, rule: ""'],
    [
      "that there is nothing more",
      "",
      'reason: "", missing: [], approvals: [], audited: { rules: [], errors: [] }',
    ],
    ["a rule and its reason", "snapshot: { fraud_flag: true }", "rule: fraud, reason: under investigation"],
    ["approvals", "action: { amount: 1001 }", "approvals: [{ rule: large, approvers: [cfo], quorum: 1 }]"],
    ["what is missing", "snapshot: { fraud_flag: null }", "effect: block, missing: [snapshot.fraud_flag]"],
    [
      "what is missing, in any order",
      "actor: { role: null }, snapshot: { fraud_flag: null }",
      "missing: [snapshot.fraud_flag, actor.role]",
    ],
    ["audit rules", "snapshot: { risk: 6 }", "effect: allow, audited: { rules: [trial], effect: block }"],
    [
      "what audit rules stumble over",
      "snapshot: { risk: high }",
      "audited: { errors: [{ rule: trial, code: INPUT_TYPE, path: snapshot.risk }] }",
    ],
    [
      "the same without its path",
      "snapshot: { risk: high }",
      "audited: { errors: [{ rule: trial, code: INPUT_TYPE }] }",
    ],
    ["an input error", "action: { amount: ten }", "error: { code: INPUT_TYPE, path: action.amount }"],
    ["an input error anywhere", "action: { amount: ten }", "error: { code: INPUT_TYPE }"],
    [
      "an input error in a list",
      "action: { tags: [a, 1] }",
      'error: { code: INPUT_TYPE, path: "action.tags[1]" }',
    ],
  ])("holds for %s", (_name, input, expectation) => {
    const { report } = refund(`input: { ${input} }\nexpect: { ${expectation} }`);
    expect(renderReport(report)).toContain("1 passed");
    expect(report.passed).toBe(true);
  });

  it.each([
    ["effect: block", "", ["effect", "block", "allow"]],
    ["rule: fraud", "", ["rule", "fraud", ""]],
    ['reason: ""', "snapshot: { fraud_flag: true }", ["reason", "", "under investigation"]],
    ["missing: []", "snapshot: { fraud_flag: null }", ["missing", [], ["snapshot.fraud_flag"]]],
    ["missing: [snapshot.fraud_flag]", "", ["missing", ["snapshot.fraud_flag"], []]],
    [
      "approvals: []",
      "action: { amount: 1001 }",
      ["approvals", [], [{ rule: "large", approvers: ["cfo"], quorum: 1 }]],
    ],
    ["audited: { rules: [trial] }", "", ["audited.rules", ["trial"], []]],
    ["audited: { effect: block }", "", ["audited.effect", "block", "allow"]],
    ["error: { code: INPUT_TYPE }", "", ["error.code", "INPUT_TYPE", undefined]],
    ["error: { code: INPUT_ENUM }", "action: { amount: ten }", ["error.code", "INPUT_ENUM", "INPUT_TYPE"]],
    [
      "error: { code: INPUT_TYPE, path: actor }",
      "action: { amount: ten }",
      ["error.path", "actor", "action.amount"],
    ],
    ["effect: allow", "action: { amount: ten }", ["effect", "allow", undefined]],
  ])("fails for %s", (expectation, input, difference) => {
    const { report, cases } = refund(`input: { ${input} }\nexpect: { ${expectation} }`);
    expect(differences(cases)).toEqual([[difference]]);
    expect([report.passed, report.totals]).toEqual([false, { passed: 0, failed: 1, skipped: 0 }]);
  });
});

describe("the input of a test", () => {
  it("is its fixtures in order, for each domain, and its own last", () => {
    const report = runTests(policy, [
      {
        path: "a.test.yaml",
        text: `version: 1
fixtures:
  one: { action: { type: refund, amount: 5000, tags: [odd] }, actor: { role: a }, snapshot: { fraud_flag: true } }
  two: { action: { amount: 1 }, snapshot: { fraud_flag: false } }
tests:
  - { name: one, use: [one], expect: { rule: fraud } }
  - { name: two over one, use: [one, two], expect: { rule: tagged } }
  - { name: one over two, use: [two, one], expect: { rule: fraud } }
  - { name: its own, use: [one, two], input: { action: { tags: [] } }, expect: { effect: allow } }
  - { name: nothing, expect: { error: { code: INPUT_ACTION, path: action.type } } }
`,
      },
    ]);
    expect(renderReport(report)).toContain("5 passed");
  });

  it("can lack a field or a domain that a fixture has, or hold null", () => {
    const { cases } = refund(`vary: { snapshot.fraud_flag: [false, null, { $value: absent }] }
cases:
  - { when: { snapshot.fraud_flag: false }, expect: { effect: allow } }
  - { when: { snapshot.fraud_flag: null }, expect: { missing: [snapshot.fraud_flag] } }
  - { when: { snapshot.fraud_flag: { $value: absent } }, expect: { missing: [snapshot.fraud_flag] } }`);
    expect(cases.map(({ label, status }) => [label, status])).toEqual([
      ["snapshot.fraud_flag: false", "passed"],
      ["snapshot.fraud_flag: null", "passed"],
      ["snapshot.fraud_flag: absent", "passed"],
    ]);
    const { report } = refund(
      "vary: { snapshot: [{ $value: absent }] }\nexpect: { missing: [snapshot.fraud_flag] }",
    );
    expect(report.passed).toBe(true);
  });

  it("has dates as text, and sets fields of objects that are not there", () => {
    const { report } = refund(`vary: { action.on: [2019-12-31T00:00:00Z], action.customer.country: [DE] }
expect: { rule: old }`);
    expect(report.passed).toBe(true);
    expect(refund("vary: { action.customer.country: [AQ] }\nexpect: { rule: abroad }").report.passed).toBe(
      true,
    );
  });

  it("is a new one for each case", () => {
    const { cases } = refund(`vary: { action.amount: [1, { $value: absent }, 2000] }
cases:
  - { when: { action.amount: 1 }, expect: { effect: allow, missing: [] } }
  - { when: { action.amount: { $value: absent } }, expect: { missing: [action.amount] } }
  - { when: { action.amount: 2000 }, expect: { effect: require_approval, missing: [] } }`);
    expect(cases.map(({ status }) => status)).toEqual(["passed", "passed", "passed"]);
  });
});

it("leaves out what is absent, and nothing else", () => {
  const written = {
    a: { $value: "absent" },
    b: null,
    c: [1, { $value: "absent" }, null],
    d: { e: { $value: "absent" } },
  };
  expect(resolve(written)).toStrictEqual({ b: null, c: [1, null], d: {} });
});

describe("the cases of a test", () => {
  it("are every combination of `vary`, each under the case that covers it", () => {
    const { cases } = refund(`vary: { action.amount: [1, 2000], snapshot.fraud_flag: [true, false] }
cases:
  - { when: { snapshot.fraud_flag: true }, expect: { rule: fraud } }
  - { when: { snapshot.fraud_flag: false, action.amount: 1 }, expect: { rule: "" } }
  - { when: { snapshot.fraud_flag: false, action.amount: 2000 }, expect: { rule: large } }`);
    expect(
      cases.map(({ when, expected, status, place }) => [when, expected.rule, status, place.line]),
    ).toEqual([
      [{ "action.amount": 1, "snapshot.fraud_flag": true }, "fraud", "passed", 10],
      [{ "action.amount": 1, "snapshot.fraud_flag": false }, "", "passed", 11],
      [{ "action.amount": 2000, "snapshot.fraud_flag": true }, "fraud", "passed", 10],
      [{ "action.amount": 2000, "snapshot.fraud_flag": false }, "large", "passed", 12],
    ]);
  });

  it("are a table without `vary`, and fall back on the expectation of the test", () => {
    const { cases } = refund(`cases:
  - { when: { action.amount: 1 } }
  - { when: { action.amount: 2000, action.tags: [odd] }, expect: { effect: block } }
  - { when: { action.amount: 2 } }
  - { when: { snapshot.fraud_flag: true } }
expect: { effect: allow }`);
    expect(cases.map(({ status }) => status)).toEqual(["passed", "passed", "passed", "failed"]);
  });
});

const THREE = `
  - { name: small, use: [fine, refund], expect: { effect: allow } }
  - { name: wrong, use: [fine, refund], expect: { effect: block } }
  - name: large
    use: [fine, refund]
    vary: { action.amount: [2000, 3000] }
    expect: { rule: large }
`;

describe("a run", () => {
  it("can be filtered by path, test and values", () => {
    const totals = (filter: string | RegExp) => run(THREE, { filter }).totals;
    expect(totals("large")).toEqual({ passed: 2, failed: 0, skipped: 2 });
    expect(totals("large › action.amount: 2000")).toEqual({ passed: 1, failed: 0, skipped: 3 });
    expect(totals(/test\.yaml › (small|wrong)$/)).toEqual({ passed: 1, failed: 1, skipped: 2 });
    expect(totals(/small|large/g)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  });

  it("in which nothing is left does not pass", () => {
    const report = run(THREE, { filter: "lagre" });
    expect([report.passed, report.totals.skipped]).toEqual([false, 4]);
    expect(renderReport(report)).toContain("4 skipped");
  });

  it("ends with its first failure when told to", () => {
    expect(run(THREE, { bail: true }).totals).toEqual({ passed: 1, failed: 1, skipped: 2 });
    expect(run(THREE).totals).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it("does not pass with a file that is in error, and runs the others", () => {
    const files = [
      { path: "bad.test.yaml", text: "version: 1\ntests: []" },
      {
        path: "good.test.yaml",
        text: `${HEAD}  - { name: one, use: [fine, refund], expect: { effect: allow } }`,
      },
    ];
    const report = runTests(policy, files);
    expect(report).toMatchObject({ passed: false, totals: { passed: 1, failed: 0 } });
    expect(report.files.map(({ path }) => path)).toEqual(["good.test.yaml"]);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(["tests-nothing"]);
    expect(renderReport(report)).toMatch(/\n1 passed, 1 error$/);
  });

  it("passes with warnings", () => {
    const report = run(
      "  - { name: one, use: [fine], input: { action: { type: ping, amuont: 1 } }, expect: { effect: allow } }",
    );
    expect(report.diagnostics.map(({ code }) => code).sort()).toEqual(["undeclared-input", "unused-fixture"]);
    expect(report.passed).toBe(true);
  });

  it("takes warnings as seriously as it is told", () => {
    const idle = Array.from({ length: 150 }, (_, i) => `  idle${i}: {}\n`).join("");
    const text = `${HEAD.replace("fixtures:\n", `fixtures:\n${idle}`)}
  - { name: one, use: [fine], input: { action: { type: ping, amuont: 1 } }, expect: { effect: allow } }`;
    const under = (levels: TestOptions["levels"]) =>
      runTests(policy, [{ path: "a.test.yaml", text }], { ...(levels && { levels }) });
    expect(under(undefined)).toMatchObject({ passed: true, more: 52 });
    const severe = under(new Map([["undeclared-input", "error"]]));
    expect(severe).toMatchObject({ passed: false, totals: { passed: 1 }, more: 52 });
    expect(severe.diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "undeclared-input" },
    ]);
    const off = under(new Map([["unused-fixture", "off"]]));
    expect(off).toMatchObject({ passed: true, diagnostics: [{ code: "undeclared-input" }], more: 0 });
  });

  it("lets a comment with a reason suppress a warning, and no error", () => {
    const codes = (comment: string, test: string, top = "") =>
      runTests(policy, [{ path: "a.test.yaml", text: `${top}${HEAD}  ${comment}\n${test}` }]).diagnostics.map(
        ({ code, span }) => `${code} ${span?.line}`,
      );
    const odd =
      "  - { name: one, use: [fine, refund], input: { action: { extra: 1 } }, expect: { effect: allow } }";
    expect(codes("# plain", odd)).toEqual(["undeclared-input 7"]);
    expect(codes("# actra-ignore-next-line undeclared-input: callers send more", odd)).toEqual([]);
    expect(codes("#", odd, "# actra-ignore-file undeclared-input: callers send more\n")).toEqual([]);
    expect(codes("# actra-ignore-next-line undeclared-input:", odd)).toEqual([
      "bad-suppression 6",
      "undeclared-input 7",
    ]);
    expect(codes("# actra-ignore-next-line undeclared-imput: why", odd)).toEqual([
      "bad-suppression 6",
      "undeclared-input 7",
    ]);
    expect(codes("# actra-ignore-next-line unused-fixture, undeclared-input: why", odd)).toEqual([
      "unused-suppression 6",
    ]);
    const ghost = "  - { name: one, use: [fine, refund], expect: { rule: ghost } }";
    expect(codes("# actra-ignore-next-line unknown-rule: why", ghost)).toEqual([
      "bad-suppression 6",
      "unknown-rule 7",
    ]);
  });

  it("does not pass without files", () => {
    expect(runTests(policy, [])).toMatchObject({ passed: false, diagnostics: [{ code: "tests-nothing" }] });
  });

  it("under a pin that does not hold runs, and does not pass", () => {
    const text = `policy_hash: 3f\n${HEAD}${THREE}`;
    const report = runTests(policy, [{ path: "a.test.yaml", text }]);
    expect(report).toMatchObject({ passed: false, totals: { passed: 3, failed: 1 } });
    const all = runTests(policy, [{ path: "a.test.yaml", text }], { filter: "small" });
    expect(all).toMatchObject({ passed: false, totals: { passed: 1, failed: 0 } });
    expect(all.diagnostics.map(({ code }) => code)).toEqual(["policy-hash-differs"]);
  });

  it("under such a pin does not run what is in error besides", () => {
    const text = `policy_hash: 3f\n${HEAD}${THREE}  - { name: four, expect: { rule: ghost } }`;
    expect(runTests(policy, [{ path: "a.test.yaml", text }]).files).toEqual([]);
  });

  it("refuses what is no list of files", () => {
    const wrong = (files: unknown) => () => runTests(policy, files as never);
    expect(wrong(undefined)).toThrow(TypeError);
    expect(wrong(null)).toThrow("`runTests` takes a list of test files, or what `loadTests` found");
    expect(wrong("a.test.yaml")).toThrow(TypeError);
    expect(wrong(Promise.resolve([]))).toThrow("`loadTests` gives a promise, await it");
    expect(
      runTests(policy, [null, { path: 1 }] as never).diagnostics.map(({ code, message }) => [code, message]),
    ).toEqual([
      ["unusable-value", "test file 0 is none"],
      ["unusable-value", "test file 1 is none"],
    ]);
  });

  it("throws what is no input error", () => {
    const wrong = {
      toBytes: () => policy.toBytes(),
      policyHash: () => policy.policyHash(),
      evaluate: () => {
        throw new RangeError("no decision");
      },
    };
    const files = [{ path: "a.test.yaml", text: HEAD + THREE }];
    expect(() => runTests(wrong as never, files)).toThrow("no decision");

    const disposed = Actra.load(policy.toBytes());
    disposed.dispose();
    expect(() => runTests(disposed, [])).toThrow(expect.objectContaining({ code: "POLICY_DISPOSED" }));
    const engine = Engine.load(policy.toBytes());
    expect(() => runTests(engine, [])).toThrow(expect.objectContaining({ code: "UNAVAILABLE" }));
  });
});

describe("a report", () => {
  it("goes through JSON unharmed", () => {
    const { files, ...rest } = run(THREE);
    expect(JSON.parse(JSON.stringify({ files, ...rest }))).toEqual({ files, ...rest });
  });

  it("tells of each case where it is, what came, and of a failure why", () => {
    const [small, wrong] = run(THREE).files[0]!.tests;
    expect(small).toMatchObject({ name: "small", place: { path: "refund.test.yaml", line: 7, column: 13 } });
    expect(small!.cases).toEqual([
      {
        when: {},
        label: "",
        status: "passed",
        place: small!.place,
        expected: { effect: "allow" },
        actual: { effect: "allow", matched_rule: "" } satisfies Decision,
        differences: [],
      },
    ]);
    expect(wrong!.cases[0]!.explanation).toContain("action.amount greater_than 1000");
  });

  it("explains a failure by the rules that decided and the one that was expected", () => {
    const { cases } = refund("input: { action: { amount: 2000 } }\nexpect: { effect: block, rule: fraud }");
    const lines = cases[0]!.explanation!;
    expect(lines).toContain("large require_approval: ✓ matched ← decided");
    expect(lines).toContain("fraud block: ✗ not matched");
    expect(lines).not.toContain("tagged");
  });

  it("explains no more than 100 failures", () => {
    const values = Array.from({ length: 150 }, (_, index) => index);
    const { cases } = refund(`vary: { action.amount: [${values}] }\nexpect: { effect: block }`);
    expect(cases.filter(({ explanation }) => explanation !== undefined)).toHaveLength(100);
    expect(cases.filter(({ status }) => status === "failed")).toHaveLength(150);
  });

  it("is rendered for people", () => {
    const text = renderReport(run(THREE, { filter: /small|wrong|2000/ }));
    expect(text).toMatch(/^refund\.test\.yaml\n {2}✓ small\n {2}✗ wrong\n {6}refund\.test\.yaml:8:13\n/);
    expect(text).toContain("\n      effect: expected block, got allow\n        refund → allow by default");
    expect(text).toMatch(/\n {2}✓ large \(1 of 2 cases\)\n\n2 passed, 1 failed, 1 skipped$/);
  });

  it("is rendered with what is wrong with the files", () => {
    const text = renderReport(run("  - { name: one, use: [fien], expect: { effect: allow } }"));
    expect(text).toContain("error unknown-fixture: the file has no fixture `fien`\nrefund.test.yaml:6:24\n");
    expect(text).toMatch(/nothing was tested$/);
  });

  it("leaves colours to the caller", () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const palette = { passed: mark("p"), failed: mark("f"), place: mark("at") };
    const text = renderReport(run(THREE), { palette });
    expect(text).toContain("<p>✓</p> small");
    expect(text).toContain("<f>✗</f> wrong");
    expect(text).toContain("<at>refund.test.yaml:8:13</at>");
    expect(text).toContain("<p>3 passed</p>, <f>1 failed</f>");
  });

  it("cannot steer the terminal", () => {
    const { report } = refund(
      'vary: { actor.role: ["\\e[2J", "a\\u202eb"] }\nexpect: { effect: block }',
      '"\\e[31mred"',
    );
    expect(renderReport(report)).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
  });
});
