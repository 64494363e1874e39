import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { analyse } from "../src/compiler/analyse.ts";
import { policyHash } from "../src/compiler/hash.ts";
import type { CompileOptions } from "../src/compiler/options.ts";
import { INPUT_LIMITS } from "../src/language/limits.ts";

interface Texts {
  schema: string;
  policy: string | { path: string; text: string }[];
  governance?: string;
}

function hash(texts: Texts, options: CompileOptions = {}): string {
  const { policy, governance, diagnostics } = analyse(texts, options);
  if (policy === undefined)
    throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return policyHash(policy, governance, { ...INPUT_LIMITS, ...options.inputLimits });
}

const BASE = {
  schema: `version: 1
actions:
  refund:
    description: Give money back
    fields:
      amount: number
      count: { type: integer, minimum: 0, maximum: 100 }
      note: { type: string, max_length: 500, optional: true }
      currency: { type: string, enum: [USD, EUR] }
      at: { type: datetime, minimum: "2020-01-01T00:00:00Z" }
      from: ip
      tags: { type: "string[]", sensitive: true }
      customer: { fields: { id: string, country: string } }
  payout:
    fields: { amount: number }
actor:
  kind: role
  fields: { role: { type: string, enum: [bot, human] }, type: { type: string, enum: [bot] } }
snapshot:
  fields: { fraud_flag: boolean, limit: number }
`,
  policy: `version: 1
default: allow
rules:
  - id: big
    description: No big refunds
    owner: risk
    scope: { actions: [refund, payout] }
    when:
      any:
        - { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 10 } }
        - { subject: { domain: action, field: amount }, operator: greater_than, value: { subject: { domain: snapshot, field: limit } } }
        - not: { subject: { domain: snapshot, field: fraud_flag }, operator: equals, value: { literal: false } }
    effect: require_approval
    reason: Too much
    tags: [money]
    approval: { approvers: [finance], quorum: 1, expires_in: 24h }
    expires: 2099-01-31
  - id: details
    scope: { action: refund }
    when:
      all:
        - { subject: { domain: action, field: at }, operator: less_than, value: { literal: "2030-01-01T00:00:00Z" } }
        - { subject: { domain: action, field: from }, operator: in_cidr, value: { literal: [10.0.0.0/8, 192.168.0.0/16] } }
        - { subject: { domain: action, field: currency }, operator: in, value: { literal: [USD, EUR] } }
        - { subject: { domain: action, field: count }, operator: between, value: { literal: [1, 5] } }
        - { subject: { domain: action, field: note }, operator: exists }
        - { subject: { domain: action, field: from }, operator: not_equals, value: { literal: 10.0.0.1 } }
    effect: block
  - id: bots
    scope: { actor: bot }
    mode: audit
    effect: block
`,
  governance: `version: 1
governance:
  rules:
    - id: must_ask
      applies_to: { actions: [refund, payout] }
      select: { where: { effect: require_approval, tags: [money], when: { subject: { domain: action, field: amount }, operator: greater_than } } }
      must: { exists: true }
      error: Refunds are asked for
    - id: fields
      select: { where: { scope: { action: refund } } }
      must: { allowed_fields: [action.amount, action.at, action.count, action.currency, action.from, action.note, snapshot.fraud_flag, snapshot.limit] }
      error: Other fields
      severity: warning
`,
} satisfies Texts;

const base = hash(BASE);

test("is 64 lower-case hexadecimal digits, and pinned: a change of the encoding is a new version", () => {
  expect(base).toMatch(/^[0-9a-f]{64}$/);
  expect(base).toMatchInlineSnapshot(`"37b725e81cf0fac2609b8da63a9383fc82c5ff879d071d7980e40feaebacf22d"`);
});

test("is the same in another process", () => {
  const script = `
    import { analyse } from ${JSON.stringify(new URL("../src/compiler/analyse.ts", import.meta.url).href)};
    import { policyHash } from ${JSON.stringify(new URL("../src/compiler/hash.ts", import.meta.url).href)};
    const { policy, governance } = analyse(${JSON.stringify(BASE)}, {});
    console.log(policyHash(policy, governance, ${JSON.stringify(INPUT_LIMITS)}));`;
  const output = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]);
  expect(output.toString().trim()).toBe(base);
}, 60_000);

type Document = keyof typeof BASE;
const replaced = (document: Document, from: string, to: string): Texts => {
  expect(BASE[document]).toContain(from);
  return { ...BASE, [document]: BASE[document].replace(from, to) };
};

describe("stays the same", () => {
  test.each<[string, Document, string, string]>([
    ["comments", "policy", "rules:\n", "# about\nrules: # here\n"],
    ["blank lines", "policy", "rules:\n", "\n\nrules:\n\n"],
    [
      "a default written",
      "policy",
      "default: allow\n",
      "default: allow\nresolution: strictest\nmissing: assume_worst\n",
    ],
    ["a default left out", "policy", "default: allow\n", ""],
    ["semantics written", "policy", "default: allow\n", "semantics: actra-1\n"],
    ["a rule's description", "policy", "No big refunds", "Not so many"],
    ["a rule's owner", "policy", "    owner: risk\n", ""],
    ["the default mode written", "policy", "effect: block\n", "effect: block\n    mode: enforce\n"],
    ["`when: true`", "policy", "    mode: audit\n", "    when: true\n    mode: audit\n"],
    ["order of a scope's actions", "policy", "[refund, payout]", "[payout, refund]"],
    ["one action in a list", "policy", "{ action: refund }", "{ actions: [refund] }"],
    [
      "order of keys in an atom",
      "policy",
      "{ subject: { domain: action, field: note }, operator: exists }",
      "{ operator: exists, subject: { field: note, domain: action } }",
    ],
    ["the default of exists", "policy", "operator: exists }", "operator: exists, value: { literal: true } }"],
    ["another spelling of a number", "policy", "literal: 10 }", "literal: 1e1 }"],
    ["another spelling of an instant", "policy", "2030-01-01T00:00:00Z", "2030-01-01t02:00:00.0009+02:00"],
    ["another spelling of an address", "policy", "literal: 10.0.0.1 }", 'literal: "::ffff:a00:1" }'],
    ["another spelling of a block", "policy", "10.0.0.0/8", '"::ffff:10.0.0.0/104"'],
    ["quoting", "policy", "reason: Too much", 'reason: "Too much"'],
    [
      "block style",
      "policy",
      "approval: { approvers: [finance], quorum: 1, expires_in: 24h }",
      "approval:\n      quorum: 1\n      approvers:\n        - finance\n      expires_in: 24h",
    ],
    [
      "order of a rule's keys",
      "policy",
      "    effect: block\n  - id: bots\n    scope: { actor: bot }\n",
      "    effect: block\n  - scope: { actor: bot }\n    id: bots\n",
    ],
    ["a schema's description", "schema", "Give money back", "Refund"],
    [
      "order of actions",
      "schema",
      BASE.schema,
      BASE.schema
        .replace("  payout:\n    fields: { amount: number }\n", "")
        .replace("actions:\n", "actions:\n  payout:\n    fields: { amount: number }\n"),
    ],
    ["a long form", "schema", "from: ip", "from: { type: ip, optional: false, description: Where from }"],
    [
      "the mark for optional",
      "schema",
      "{ type: string, max_length: 500, optional: true }",
      '{ type: "string?", max_length: 500 }',
    ],
    ["`type: string` of an action", "schema", "amount: number\n", "type: string\n      amount: number\n"],
    [
      "order of governance keys",
      "governance",
      "      must: { exists: true }\n      error: Refunds are asked for\n",
      "      error: Refunds are asked for\n      must: { exists: true }\n",
    ],
    ["order of governed actions", "governance", "[refund, payout]", "[payout, refund]"],
    ["order of allowed fields", "governance", "[action.amount, action.at,", "[action.at, action.amount,"],
    [
      "governance defaults",
      "governance",
      "error: Refunds are asked for",
      "error: Refunds are asked for\n      severity: error\n      description: Because",
    ],
    [
      "the default of applies_to",
      "governance",
      "{ actions: [refund, payout] }",
      "{ actions: [refund, payout], if: targeted }",
    ],
  ])("for %s", (_, document, from, to) => {
    expect(hash(replaced(document, from, to))).toBe(base);
  });

  test("for two files in path order", () => {
    const [head, tail] = BASE.policy.split("  - id: details");
    const second = `version: 1\nrules:\n  - id: details${tail}`;
    const policy = [
      { path: "policies/a.yaml", text: head! },
      { path: "policies/b.yaml", text: second },
    ];
    expect(hash({ ...BASE, policy })).toBe(base);
  });

  test("for names and patterns in place of what they stand for", () => {
    const { policy } = BASE;
    const large =
      "{ subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 10 } }";
    const notFalse =
      "not: { subject: { domain: snapshot, field: fraud_flag }, operator: equals, value: { literal: false } }";
    const definitions = `lists: { own: [10.0.0.0/8, 192.168.0.0/16] }
conditions:
  large: ${large}
  also_large: { condition: large }
  suspicious: { ${notFalse} }
  unused: { not: { condition: large } }
rules:
`;
    const named = policy
      .replace("rules:\n", definitions)
      .replace(`        - ${large}`, "        - condition: also_large")
      .replace(`        - ${notFalse}`, "        - condition: suspicious")
      .replace("literal: [10.0.0.0/8, 192.168.0.0/16]", "list: own")
      .replace("[refund, payout]", '["*"]');
    expect(named.match(/also_large|condition: suspicious|list: own|\*/g)).toHaveLength(5);
    expect(hash({ ...BASE, policy: named })).toBe(base);
    expect(hash({ ...BASE, policy: named.replace("own: [", "own: [172.16.0.0/12, ") })).not.toBe(base);
    expect(hash({ ...BASE, policy: named.replace('"*"', '"r*"') })).not.toBe(base);
  });

  test("for limits written that are the defaults", () => {
    expect(hash(BASE, { semantics: "actra-1", inputLimits: { listItems: 10_000 } })).toBe(base);
  });
});

describe("is another", () => {
  const changes: [string, Document, string, string][] = [
    ["default", "policy", "default: allow", "default: block"],
    ["resolution", "policy", "default: allow", "resolution: first_match"],
    ["missing", "policy", "default: allow", "missing: no_match"],
    ["unknown_action", "policy", "default: allow", "unknown_action: evaluate"],
    ["semantics", "policy", "default: allow", "semantics: actra-0.7"],
    ["id", "policy", "id: big", "id: large"],
    ["reason", "policy", "Too much", "too much"],
    ["no reason", "policy", "    reason: Too much\n", ""],
    ["tags", "policy", "tags: [money]", "tags: [money, hard]"],
    ["approvers", "policy", "approvers: [finance]", "approvers: [finance, risk]"],
    ["quorum", "policy", "quorum: 1", "quorum: 2"],
    ["no quorum", "policy", "quorum: 1, ", ""],
    ["expires_in", "policy", "24h", "25h"],
    ["expires", "policy", "2099-01-31", "2099-01-30"],
    ["effect", "policy", "effect: block\n  - id: bots", "effect: allow\n  - id: bots"],
    ["mode", "policy", "mode: audit", "mode: enforce"],
    ["scope action", "policy", "[refund, payout]", "[payout]"],
    ["scope kind", "policy", "{ actor: bot }", "{ global: true }"],
    ["scope actor", "policy", "{ actor: bot }", "{ actor: human }"],
    ["actor beside action", "policy", "{ actor: bot }", "{ actor: bot, action: refund }"],
    ["literal", "policy", "literal: 10 }", "literal: 10.000001 }"],
    ["literal's flag", "policy", "literal: false", "literal: true"],
    ["instant", "policy", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00.001Z"],
    ["address", "policy", "literal: 10.0.0.1 }", "literal: 10.0.0.2 }"],
    ["IPv6 address of the same bytes", "policy", "literal: 10.0.0.1 }", 'literal: "::10.0.0.1" }'],
    ["prefix", "policy", "10.0.0.0/8", "10.0.0.0/9"],
    ["list item", "policy", "literal: [USD, EUR]", "literal: [USD]"],
    ["list order", "policy", "literal: [USD, EUR]", "literal: [EUR, USD]"],
    ["bounds", "policy", "[1, 5]", "[1, 6]"],
    ["operator", "policy", "operator: less_than", "operator: less_than_or_equals"],
    ["field", "policy", "field: limit", "field: limit2"],
    ["flag", "policy", "operator: exists }", "operator: exists, value: { literal: false } }"],
    ["connective", "policy", "any:", "all:"],
    [
      "negation",
      "policy",
      "not: { subject: { domain: snapshot, field: fraud_flag }, operator: equals, value: { literal: false } }",
      "{ subject: { domain: snapshot, field: fraud_flag }, operator: equals, value: { literal: false } }",
    ],
    [
      "one-element all",
      "policy",
      "operator: exists }",
      "operator: exists }\n        - all: [{ subject: { domain: action, field: note }, operator: exists }]",
    ],
    [
      "a rule less",
      "policy",
      "  - id: bots\n    scope: { actor: bot }\n    mode: audit\n    effect: block\n",
      "",
    ],
    ["rule order", "policy", BASE.policy, moveLastRuleFirst(BASE.policy)],
    ["field order", "schema", "      amount: number\n", ""],
    ["field type", "schema", "limit: number", "limit: integer"],
    ["optional", "schema", "country: string }", 'country: "string?" }'],
    ["enum", "schema", "enum: [USD, EUR]", "enum: [USD, EUR, GBP]"],
    ["minimum", "schema", "minimum: 0", "minimum: 1"],
    ["maximum", "schema", "maximum: 100", "maximum: 101"],
    ["instant as minimum", "schema", "2020-01-01T00:00:00Z", "2020-01-01T00:00:01Z"],
    ["max_length", "schema", "max_length: 500", "max_length: 501"],
    ["sensitive", "schema", "sensitive: true", "sensitive: false"],
    ["another field", "schema", "limit: number", "limit: number, more: number"],
    ["another action", "schema", "  payout:", "  ping: {}\n  payout:"],
    ["kind", "schema", "kind: role", "kind: type"],
    ["governance id", "governance", "id: must_ask", "id: must_asks"],
    ["governance error", "governance", "Refunds are asked for", "Refunds"],
    ["governance severity", "governance", "exists: true }\n", "exists: true }\n      severity: warning\n"],
    ["governed actions", "governance", "[refund, payout]", "[refund]"],
    [
      "targeted or declared",
      "governance",
      "{ actions: [refund, payout] }",
      "{ actions: [refund, payout], if: declared }",
    ],
    ["applies_to left out", "governance", "      applies_to: { actions: [refund, payout] }\n", ""],
    ["governance tags", "governance", "tags: [money], ", ""],
    ["governance operator", "governance", ", operator: greater_than }", " }"],
    [
      "governance subject",
      "governance",
      "subject: { domain: action, field: amount }",
      "subject: { domain: snapshot, field: limit }",
    ],
    ["must", "governance", "{ exists: true }", "{ min_count: 1 }"],
    ["allowed fields", "governance", "action.amount, action.at", "action.amount, action.tags, action.at"],
    ["governance order", "governance", BASE.governance, swapGovernance(BASE.governance)],
    ["no governance rule", "governance", BASE.governance, "version: 1\ngovernance: { rules: [] }\n"],
  ];

  test("with every single change, and no two changes alike", () => {
    const seen = new Map<string, string>([[base, "the base"]]);
    for (const [name, document, from, to] of changes) {
      const value = hash(changed(name, document, from, to));
      expect(`${seen.get(value) ?? "new"} (${name})`).toBe(`new (${name})`);
      seen.set(value, name);
    }
  });

  /** Some changes need another one to compile. */
  function changed(name: string, document: Document, from: string, to: string): Texts {
    const texts = replaced(document, from, to);
    if (name === "field")
      return { ...texts, schema: BASE.schema.replace("limit: number", "limit: number, limit2: number") };
    if (name === "field order") {
      return {
        ...texts,
        schema: (texts.schema as string).replace(
          "      from: ip\n",
          "      from: ip\n      amount: number\n",
        ),
      };
    }
    return texts;
  }

  test.each(["stringBytes", "inputBytes", "listItems"] as const)("with another limit %s", (limit) => {
    expect(hash(BASE, { inputLimits: { [limit]: 100 } })).not.toBe(base);
  });

  test("without a governance document", () => {
    const { schema, policy } = BASE;
    expect(hash({ schema, policy })).not.toBe(base);
    expect(hash({ schema, policy })).not.toBe(
      hash({ ...BASE, governance: "{ version: 1, governance: { rules: [] } }" }),
    );
  });

  test("when text moves from one field to its neighbour", () => {
    const rule = (id: string, reason: string) =>
      `{ version: 1, rules: [{ id: ${id}, scope: { global: true }, effect: block, reason: "${reason}" }] }`;
    const schema = "{ version: 1, actions: {} }";
    expect(hash({ schema, policy: rule("ab", "c") })).not.toBe(hash({ schema, policy: rule("a", "bc") }));
    expect(hash({ schema, policy: rule("a", '\\",\\"') })).not.toBe(hash({ schema, policy: rule("a", ",") }));
  });
});

function moveLastRuleFirst(policy: string): string {
  const at = policy.indexOf("  - id: bots");
  return policy.slice(0, at).replace("rules:\n", `rules:\n${policy.slice(at)}`);
}

function swapGovernance(governance: string): string {
  const [head, first, second] = governance.split(/(?= {4}- id: )/);
  return `${head}${second}${first}`;
}
