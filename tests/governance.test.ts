import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { GovernanceContext } from "../src/compiler/3-check/governance/governance-context.ts";
import { shortfall } from "../src/compiler/3-check/governance/must.ts";
import { analyse } from "../src/compiler/analyse.ts";
import type { CompileOptions } from "../src/compiler/options.ts";
import type { Rule } from "../src/language/model.ts";

const SCHEMA = `
version: 1
actions:
  refund: { fields: { amount: number, note: string? } }
  payout: { fields: { amount: number, bank: { fields: { id: string } } } }
  ping: {}
actor: { kind: role, fields: { role: { type: string, enum: [bot, human] } } }
snapshot: { fields: { fraud_flag: boolean, limit: number } }
`;

const big =
  "{ subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 1000 } }";
const overLimit =
  "{ subject: { domain: action, field: amount }, operator: greater_than, value: { subject: { domain: snapshot, field: limit } } }";

/** Rules by a short text each: id, scope, effect and more. */
const RULES = {
  refundBlock: `{ id: refund_block, scope: { action: refund }, effect: block, when: ${big}, tags: [money, hard] }`,
  payoutApproval: `{ id: payout_approval, scope: { action: payout }, effect: require_approval, when: ${overLimit}, tags: [money] }`,
  bothAllow: "{ id: both_allow, scope: { actions: [refund, payout] }, effect: allow }",
  globalBlock: "{ id: global_block, scope: { global: true }, effect: block }",
  auditBlock: `{ id: audit_block, scope: { action: refund }, effect: block, mode: audit, when: ${big} }`,
  botBlock: "{ id: bot_block, scope: { actor: bot }, effect: block }",
  botRefund: "{ id: bot_refund, scope: { actor: bot, action: refund }, effect: block }",
  named: `{ id: named, scope: { global: true }, effect: block, when: { any: [{ not: { subject: { domain: action, field: type }, operator: equals, value: { literal: ping } } }] } }`,
};
type RuleName = keyof typeof RULES;

interface Governed {
  where?: string;
  must: string;
  appliesTo?: string;
  severity?: string;
}

function run(rules: readonly RuleName[], governed: Governed, options: CompileOptions = {}) {
  const { where = "{}", must, appliesTo, severity } = governed;
  const more = `${appliesTo ? `applies_to: ${appliesTo}, ` : ""}${severity ? `severity: ${severity}, ` : ""}`;
  return analyse(
    {
      schema: SCHEMA,
      policy: `{ version: 1, rules: [${rules.map((name) => RULES[name]).join(", ")}] }`,
      governance: `{ version: 1, governance: { rules: [{ id: g, ${more}select: { where: ${where} }, must: ${must}, error: as agreed }] } }`,
    },
    options,
  );
}

const codes = (...given: Parameters<typeof run>) => run(...given).diagnostics.map(({ code }) => code);
const PASSES: string[] = [];
const FAILS = ["governance-violation"];

test("a violation names the governance rule, its error and the places in the policy", () => {
  const { policy, diagnostics } = run(["globalBlock", "refundBlock"], {
    where: "{ effect: block }",
    must: "{ forbid: true }",
  });
  expect(policy).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
  const [violation] = diagnostics;
  expect(violation).toMatchObject({
    code: "governance-violation",
    severity: "error",
    governanceRule: "g",
    message: "governance rule `g` is violated: as agreed",
  });
  const texts = violation!.related!.map(({ span }) => span.source.text.slice(span.start, span.end));
  expect(texts).toEqual(["global_block", "refund_block"]);
});

test("severity warning lets the policy compile", () => {
  const { policy, diagnostics } = run(["globalBlock"], { must: "{ forbid: true }", severity: "warning" });
  expect(policy).toBeDefined();
  expect(diagnostics).toMatchObject([
    { code: "governance-violation-warning", severity: "warning", governanceRule: "g" },
  ]);
});

test("nothing is governed where the policy has errors", () => {
  const { diagnostics } = analyse(
    {
      schema: SCHEMA,
      policy: "{ version: 1, rules: [{ id: r, scope: { action: refnd }, effect: block }] }",
      governance:
        "{ version: 1, governance: { rules: [{ id: g, select: { where: {} }, must: { min_count: 5 }, error: as agreed }] } }",
    },
    {},
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-action"]);
});

describe("where", () => {
  const all = Object.keys(RULES) as RuleName[];
  test.each([
    ["{}", Object.keys(RULES).length],
    ["{ id: refund_block }", 1],
    ["{ effect: block }", 6],
    ["{ effect: require_approval }", 1],
    ["{ mode: audit }", 1],
    ["{ mode: enforce }", 7],
    ["{ tags: [money] }", 2],
    ["{ tags: [hard, money] }", 1],
    ["{ tags: [soft] }", 0],
    ["{ scope: { global: true } }", 2],
    ["{ scope: { action: refund } }", 4],
    ["{ scope: { actor: bot } }", 2],
    ["{ scope: { actor: human } }", 0],
    ["{ when: { subject: { domain: action, field: amount } } }", 3],
    ["{ when: { subject: { domain: snapshot, field: limit } } }", 1],
    ["{ when: { subject: { domain: snapshot, field: limit }, operator: greater_than } }", 1],
    ["{ when: { operator: greater_than } }", 3],
    ["{ when: { subject: { domain: action, field: amount }, operator: equals } }", 0],
    ["{ when: { subject: { domain: action, field: type }, operator: equals } }", 1],
    ["{ when: { subject: { domain: actor, field: role } } }", 2],
    ["{ effect: block, mode: enforce, scope: { action: refund }, tags: [money] }", 1],
  ])("%s selects %i", (where, count) => {
    expect(codes(all, { where, must: `{ max_count: ${count} }` })).toEqual(PASSES);
    if (count > 0) expect(codes(all, { where, must: `{ max_count: ${count - 1} }` })).toEqual(FAILS);
  });
});

describe("must", () => {
  const blocks = "{ effect: block }";
  test.each<[RuleName[], Governed, string[]]>([
    [["refundBlock"], { where: blocks, must: "{ exists: true }" }, PASSES],
    [["bothAllow"], { where: blocks, must: "{ exists: true }" }, FAILS],
    [["bothAllow"], { where: blocks, must: "{ exists: false }" }, PASSES],
    [["refundBlock"], { where: blocks, must: "{ exists: false }" }, FAILS],
    [["refundBlock"], { where: blocks, must: "{ min_count: 1 }" }, PASSES],
    [["refundBlock"], { where: blocks, must: "{ min_count: 2 }" }, FAILS],
    [[], { where: blocks, must: "{ min_count: 0 }" }, PASSES],
    [["refundBlock", "globalBlock"], { where: blocks, must: "{ max_count: 1 }" }, FAILS],
    [["bothAllow"], { where: blocks, must: "{ forbid: true }" }, PASSES],
    [["refundBlock"], { where: blocks, must: "{ forbid: true }" }, FAILS],
    [["refundBlock"], { where: "{ tags: [money] }", must: "{ required_effect: block }" }, PASSES],
    [
      ["refundBlock", "payoutApproval"],
      { where: "{ tags: [money] }", must: "{ required_effect: block }" },
      FAILS,
    ],
    [["refundBlock"], { must: "{ allowed_fields: [action.amount] }" }, PASSES],
    [["payoutApproval"], { must: "{ allowed_fields: [action.amount] }" }, FAILS],
    [["payoutApproval"], { must: "{ allowed_fields: [action.amount, snapshot.limit] }" }, PASSES],
    [["named"], { must: "{ allowed_fields: [action.amount] }" }, PASSES],
    [["botBlock"], { must: "{ allowed_fields: [action.amount] }" }, FAILS],
    [["botBlock"], { must: "{ allowed_fields: [actor.role] }" }, PASSES],
    [[], { must: "{ allowed_fields: [action.amount] }" }, ["governance-selects-nothing"]],
    [["bothAllow"], { where: blocks, must: "{ required_effect: block }" }, ["governance-selects-nothing"]],
  ])("of %j, %j", (rules, governed, expected) => {
    expect(codes(rules, governed)).toEqual(expected);
  });

  test.each([
    ["{ exists: true }", FAILS],
    ["{ exists: false }", PASSES],
    ["{ min_count: 1 }", FAILS],
    ["{ required_effect: allow }", ["governance-selects-nothing"]],
    ["{ max_count: 0 }", FAILS],
    ["{ forbid: true }", FAILS],
    ["{ allowed_fields: [snapshot.limit] }", FAILS],
  ])("%s of a rule that is only audited", (must, expected) => {
    expect(codes(["auditBlock"], { where: "{ effect: block }", must })).toEqual(expected);
  });

  test("counts audited rules when asked for them", () => {
    expect(codes(["auditBlock"], { where: "{ mode: audit }", must: "{ exists: true }" })).toEqual(PASSES);
    expect(codes(["auditBlock"], { where: "{ mode: audit }", must: "{ required_effect: allow }" })).toEqual(
      FAILS,
    );
  });

  test("says of `allowed_fields` which rule reads what, where", () => {
    const [violation] = run(["payoutApproval", "botBlock"], {
      must: "{ allowed_fields: [action.amount] }",
    }).diagnostics;
    expect(violation!.related!.map(({ message }) => message)).toEqual([
      "rule `payout_approval` reads `snapshot.limit`",
      "rule `bot_block` reads `actor.role`",
    ]);
  });

  test("an actor scope reads nothing under actra-0.7, where it never applies", () => {
    const governed = { must: "{ allowed_fields: [action.amount] }" };
    expect(codes(["botBlock"], governed, { semantics: "actra-0.7" })).toEqual(PASSES);
  });
});

describe("a rule that never applies under actra-0.7", () => {
  const semantics = { semantics: "actra-0.7" } as const;

  test.each([
    ["{ exists: true }", "{ effect: block }", FAILS],
    ["{ exists: true }", "{ effect: block, mode: enforce }", FAILS],
    ["{ min_count: 1 }", "{ scope: { actor: bot } }", FAILS],
    ["{ required_effect: allow }", "{ scope: { actor: bot } }", ["governance-selects-nothing"]],
    ["{ forbid: true }", "{ scope: { actor: bot } }", FAILS],
    ["{ max_count: 0 }", "{ scope: { actor: bot } }", FAILS],
  ])("does for %s of %s what no rule would do, or is forbidden", (must, where, expected) => {
    expect(codes(["botBlock"], { where, must }, semantics)).toEqual(expected);
  });

  test("is named where it does not count", () => {
    const [violation] = run(
      ["botBlock"],
      { where: "{ effect: block }", must: "{ exists: true }" },
      semantics,
    ).diagnostics;
    expect(violation!.help).toBe(
      "0 of the policy's rules count, at least 1 must; 1 more for an actor never apply under `semantics: actra-0.7`",
    );
    expect(codes(["botBlock"], { where: "{ effect: block }", must: "{ exists: true }" })).toEqual(PASSES);
  });
});

describe("applies_to", () => {
  const mustBlock = { where: "{ effect: block }", must: "{ exists: true }" };
  test.each<[RuleName[], string, string[]]>([
    [["bothAllow"], "{ actions: [refund] }", FAILS],
    [["bothAllow", "refundBlock"], "{ actions: [refund] }", PASSES],
    [["bothAllow", "refundBlock"], "{ actions: [payout] }", FAILS],
    [["bothAllow", "globalBlock"], "{ actions: [payout] }", PASSES],
    [["bothAllow", "botBlock"], "{ actions: [payout] }", PASSES],
    [["bothAllow", "botRefund"], "{ actions: [payout] }", FAILS],
    [["payoutApproval"], "{ actions: [refund] }", PASSES],
    [["payoutApproval"], "{ actions: [refund], if: targeted }", PASSES],
    [["payoutApproval"], "{ actions: [refund], if: declared }", FAILS],
    [["payoutApproval"], "{ actions: [refund, payout] }", FAILS],
    [["named"], "{ actions: [refund] }", PASSES],
  ])("of %j, %s", (rules, appliesTo, expected) => {
    expect(codes(rules, { ...mustBlock, appliesTo })).toEqual(expected);
  });
});

describe("names", () => {
  test.each<[Governed, string, string]>([
    [
      { appliesTo: "{ actions: [refnd] }", must: "{ exists: true }" },
      "unknown-action",
      "did you mean `refund`?",
    ],
    [
      { appliesTo: "{ actions: [refnd], if: declared }", must: "{ exists: true }" },
      "unknown-action",
      "did you mean `refund`?",
    ],
    [
      { where: "{ scope: { action: payuot } }", must: "{ exists: true }" },
      "unknown-action",
      "did you mean `payout`?",
    ],
    [
      { where: "{ scope: { actor: bott } }", must: "{ exists: true }" },
      "unknown-actor",
      "did you mean `bot`?",
    ],
    [
      { where: "{ when: { subject: { domain: action, field: amuont } } }", must: "{ exists: true }" },
      "unknown-field",
      "did you mean `action.amount`?",
    ],
    [
      { where: "{ when: { subject: { domain: actor, field: amount } } }", must: "{ exists: true }" },
      "unknown-field",
      "did you mean `action.amount`?",
    ],
    [
      { must: "{ allowed_fields: [snapshot.fraud_flga] }" },
      "unknown-field",
      "did you mean `snapshot.fraud_flag`?",
    ],
  ])("%j", (governed, code, help) => {
    const { diagnostics } = run(["bothAllow"], governed);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(diagnostics[0]!.help).toBe(help);
  });

  test("a field may be of any action that the governance rule applies to", () => {
    const must = "{ allowed_fields: [action.bank.id, action.amount] }";
    expect(codes(["bothAllow"], { must })).toEqual(PASSES);
    expect(codes(["bothAllow"], { must, appliesTo: "{ actions: [refund, payout] }" })).toEqual(PASSES);
    expect(codes(["bothAllow"], { must, appliesTo: "{ actions: [refund] }" })).toEqual(["unknown-field"]);
  });

  test("a misspelt one hides no violation of another governance rule", () => {
    const rule = (id: string, must: string) =>
      `{ id: ${id}, select: { where: {} }, must: ${must}, error: as agreed }`;
    const rules = [
      rule("a", "{ allowed_fields: [action.x] }"),
      rule("b", "{ min_count: 2 }"),
      rule("b", "{ exists: true }"),
    ];
    const { diagnostics } = analyse(
      {
        schema: SCHEMA,
        policy: `{ version: 1, rules: [${RULES.globalBlock}] }`,
        governance: `{ version: 1, governance: { rules: [${rules.join(", ")}] } }`,
      },
      {},
    );
    expect(diagnostics.map(({ code }) => code)).toEqual([
      "unknown-field",
      "governance-violation",
      "duplicate-governance-id",
    ]);
  });
});

interface Recorded {
  name: string;
  schema_yaml: string;
  policy_yaml: string;
  governance_yaml?: string;
  expected_compile?: "ok";
  governance_rule_ids?: string[];
}

const file = new URL("../../shared/conformance/actra-0.7.8.json", import.meta.url);
const recorded: Recorded[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

describe.skipIf(recorded.length === 0)("what Actra 0.7.8 compiled and refused", () => {
  const compile = ({ schema_yaml, policy_yaml, governance_yaml }: Recorded, options: CompileOptions) =>
    analyse(
      {
        schema: schema_yaml,
        policy: policy_yaml,
        ...(governance_yaml && { governance: governance_yaml }),
      },
      options,
    );

  test.each(recorded.filter((each) => each.expected_compile === "ok"))("compiles $name", (each) => {
    expect(compile(each, { semantics: "actra-0.7" }).policy).toBeDefined();
    expect(compile(each, {}).policy).toBeDefined();
  });

  test.each(recorded.filter((each) => each.governance_rule_ids))("refuses $name", (each) => {
    for (const options of [{ semantics: "actra-0.7" }, {}] as const) {
      const { policy, diagnostics } = compile(each, options);
      expect(policy).toBeUndefined();
      expect(diagnostics.map(({ governanceRule }) => governanceRule)).toEqual(each.governance_rule_ids);
    }
  });
});

describe("a violation in many places", () => {
  const rules = Array.from(
    { length: 150 },
    (_, i) => `{ id: r${i}, scope: { action: pay }, effect: block, when: ${big} }`,
  );
  const fields = Array.from({ length: 30 }, (_, i) => `f${i}`);
  const violate = (must: string) =>
    analyse({
      schema: `version: 1\nactions: { pay: { fields: { amount: number, ${fields.map((name) => `${name}: number`)} } } }`,
      policy: `{ version: 1, rules: [${rules.join(", ")}] }`,
      governance: `{ version: 1, governance: { rules: [{ id: g, select: { where: {} }, must: ${must}, error: no }] } }`,
    }).diagnostics[0]!;

  test.each([
    "{ forbid: true }",
    "{ max_count: 3 }",
    "{ required_effect: allow }",
    "{ allowed_fields: [action.f1] }",
  ])("shows the first hundred for %s, and counts the rest", (must) => {
    const { related, help } = violate(must);
    expect(related).toHaveLength(100);
    expect(help).toContain("50 more places are not shown");
  });

  test("names ten of the allowed fields, and counts the rest", () => {
    const { help } = violate(`{ allowed_fields: [${fields.map((name) => `action.${name}`)}] }`);
    expect(help).toContain("`action.f8` and 21 more are read");
  });

  test("describes no place that it does not show", () => {
    let described = 0;
    const rule = {
      id: "r",
      effect: "block",
      scope: {},
      get idSpan() {
        described++;
        return {};
      },
    };
    for (const must of [
      { kind: "forbid", value: true },
      { kind: "required_effect", effect: "allow" },
    ]) {
      const governed = {
        node: { must },
        check: { limits: { diagnostics: 5 } },
      } as unknown as GovernanceContext;
      described = 0;
      expect(shortfall(governed, new Array<Rule>(50).fill(rule as unknown as Rule))).toMatchObject({
        more: 45,
      });
      expect(described).toBe(5);
    }
  });
});
