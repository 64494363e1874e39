/** Explanations: what they say of each rule and atom, as data and as text, and that they tell the truth. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import {
  Actra,
  ActraInputError,
  type Effect,
  type ExplainedCondition,
  type ExplainedRule,
  type Explanation,
  type Policy,
  type PolicyInput,
  renderExplanation,
} from "../src/index.ts";
import { strictness } from "../src/language/types.ts";
import { toYaml } from "./fuzz/engine.ts";
import { makeCase } from "./generate/case.ts";
import { Random } from "./generate/random.ts";
import { machine } from "./support/machine.ts";
import { SEED } from "./support/seed.ts";
import { hostileTexts, unprintable } from "./support/unprintable.ts";

const schema = `
version: 1
actions:
  pay:
    fields:
      amount: number
      name: string
      other: string
      note: string?
      tags: string[]?
      at: datetime?
      from: ip?
      to: { optional: true, fields: { country: string, bank: string? } }
      pin: { type: string, sensitive: true }
      token: { type: string, sensitive: true, optional: true }
  wait: { fields: {} }
actor: { kind: role, fields: { role: { type: string, enum: [agent, human] }, level: number } }
snapshot: { fields: { fraud: boolean, total: number } }
`;

const atom = (path: string, operator: string, value = "") => {
  const [domain, ...names] = path.split(".");
  const subject = `{ domain: ${domain}, field: ${names.join(".")} }`;
  return `{ subject: ${subject}, operator: ${operator}${value && `, value: ${value}`} }`;
};
const literal = (value: string) => `{ literal: ${value} }`;
const field = (path: string) => {
  const [domain, ...names] = path.split(".");
  return `{ subject: { domain: ${domain}, field: ${names.join(".")} } }`;
};

const fraud = atom("snapshot.fraud", "equals", literal("true"));
const large = atom("action.amount", "greater_than", literal("1000"));
const known = "{ subject: { domain: action, field: name }, operator: in, value: { list: few } }";

interface RuleParts {
  id?: string;
  scope?: string;
  effect?: Effect;
  more?: string;
}

/** One rule in a line. */
function rule(
  when: string,
  { id = "it", scope = "{ action: pay }", effect = "block", more = "" }: RuleParts = {},
): string {
  return `  - { id: ${id}, scope: ${scope}, effect: ${effect}${more && `, ${more}`}${when && `, when: ${when}`} }`;
}

function compile(rules: readonly string[], settings = ""): Policy {
  return Actra.compile({
    schema,
    policy: `version: 1\n${settings}\nrules:${rules.length === 0 ? " []" : `\n${rules.join("\n")}`}\n`,
  });
}

const pay = (changes: Record<string, unknown> = {}, more: Record<string, unknown> = {}): PolicyInput => ({
  action: { type: "pay", amount: 5, name: "Ann", other: "Bob", pin: "1234", ...changes },
  actor: { role: "human", level: 1 },
  snapshot: { fraud: false, total: 7 },
  ...more,
});

const statusOf = (explanation: Explanation, id: string) =>
  explanation.rules.find((rule) => rule.id === id)?.status;
/** The condition of the only rule. */
const shown = (when: string, input = pay()) => compile([rule(when)]).explain(input).rules[0]!.condition!;

describe("an explanation as data", () => {
  it("has the decision, the action, and each rule in the order used, with what became of it", () => {
    const policy = compile([
      rule(large, {
        id: "large",
        effect: "require_approval",
        more: 'description: "Much", reason: "Too much"',
      }),
      rule("", { id: "elsewhere", scope: "{ action: wait }" }),
      rule(fraud, { id: "fraud", scope: "{ global: true }" }),
      rule("", { id: "fine", effect: "allow" }),
    ]);
    const explanation = policy.explain(pay({ amount: 2000 }));
    expect(explanation).toMatchObject({
      effect: "require_approval",
      matched_rule: "large",
      decision: { effect: "require_approval", matched_rule: "large", reason: "Too much" },
      action: "pay",
      resolution: "strictest",
    });
    expect(explanation.rules.map(({ id, status, decided }) => [id, status, decided])).toEqual([
      ["fraud", "not_matched", false],
      ["large", "matched", true],
      ["fine", "matched", false],
      ["elsewhere", "out_of_scope", false],
    ]);
    expect(explanation.rules[1]).toEqual({
      id: "large",
      effect: "require_approval",
      mode: "enforce",
      description: "Much",
      reason: "Too much",
      place: { path: "policy", line: 4, column: 11 },
      status: "matched",
      decided: true,
      condition: {
        kind: "atom",
        truth: "true",
        place: { path: "policy", line: 4, column: expect.any(Number) },
        operator: "greater_than",
        left: { field: "action.amount", value: 2000 },
        right: { value: 1000 },
      },
    });
    expect(explanation.rules[2]).not.toHaveProperty("condition");
    expect(explanation.rules[3]).not.toHaveProperty("condition");
  });

  it("goes in the order of first_match where that is the resolution", () => {
    const rules = [
      rule("", { id: "all", scope: "{ global: true }" }),
      rule("", { id: "humans", scope: "{ actor: human }", effect: "require_approval" }),
      rule(large, { id: "large" }),
      rule("", { id: "fine", effect: "allow" }),
    ];
    const explanation = compile(rules, "resolution: first_match").explain(pay());
    expect(explanation.resolution).toBe("first_match");
    expect(explanation.rules.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "large not_matched",
      "fine matched",
      "humans matched",
      "all matched",
    ]);
    expect(explanation.rules.filter(({ decided }) => decided).map(({ id }) => id)).toEqual(["fine"]);
  });

  it("tells what is unknown and assumed from what is unknown and does not count", () => {
    const rules = [
      rule(large, { id: "blocked" }),
      rule(large, { id: "allowed", effect: "allow" }),
      rule(fraud, { id: "known" }),
    ];
    const explanation = compile(rules).explain(pay({ amount: undefined }));
    expect(explanation.decision).toEqual({
      effect: "block",
      matched_rule: "blocked",
      missing: ["action.amount"],
    });
    expect(explanation.rules.map(({ status }) => status)).toEqual(["assumed", "not_matched", "unknown"]);
    expect(explanation.rules[0]!.condition).toMatchObject({
      truth: "unknown",
      left: { field: "action.amount", absent: "required" },
    });
    const ignored = compile(rules, "missing: no_match").explain(pay({ amount: undefined }));
    expect(ignored.rules.map(({ status }) => status)).toEqual(["unknown", "not_matched", "unknown"]);
  });

  it("assumes under first_match only what stands before the first certain rule", () => {
    const rules = [
      rule(large, { id: "before" }),
      rule("", { id: "certain", effect: "allow" }),
      rule(large, { id: "behind" }),
    ];
    const explanation = compile(rules, "resolution: first_match").explain(pay({ amount: null }));
    expect(explanation.rules.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "before assumed",
      "certain matched",
      "behind unknown",
    ]);
    expect(explanation.matched_rule).toBe("before");
  });

  it("has audit rules among the others, and what a bad value did to them", () => {
    const total = atom("snapshot.total", "greater_than", literal("5"));
    const policy = compile([
      rule(total, { id: "trial", more: "mode: audit" }),
      rule(large, { id: "large" }),
      rule("", { id: "aside", scope: "{ action: wait }", more: "mode: audit" }),
    ]);
    const matched = policy.explain(pay());
    expect(matched.decision).toEqual({
      effect: "allow",
      matched_rule: "",
      audited: { rules: ["trial"], effect: "block" },
    });
    expect(matched.rules[0]).toMatchObject({ id: "trial", mode: "audit", status: "matched", decided: false });
    expect(statusOf(policy.explain(pay({}, { snapshot: undefined })), "trial")).toBe("assumed");
    expect(statusOf(policy.explain(pay({}, { snapshot: { total: 1 } })), "trial")).toBe("not_matched");
    const bad = policy.explain(pay({}, { snapshot: { total: "7" } }));
    expect(bad.rules[0]).toMatchObject({
      id: "trial",
      status: "error",
      error: { rule: "trial", code: "INPUT_TYPE", path: "snapshot.total", received: 'string "7"' },
    });
    expect(bad.rules[0]).not.toHaveProperty("condition");
    expect(String(bad)).toContain("snapshot.total: expected a finite number, received string");
  });

  it("says `allow` by default when no rule matched, and of an action that nobody declared what holds for it", () => {
    const open = compile(
      [rule("", { scope: "{ actor: agent }" }), rule(large, { id: "large" })],
      "unknown_action: evaluate",
    );
    const explanation = open.explain(pay({ type: "dance" }));
    expect(explanation).toMatchObject({ effect: "allow", matched_rule: "", action: "dance" });
    expect(explanation.rules.map(({ status }) => status)).toEqual(["not_matched", "out_of_scope"]);
    expect(open.explain({})).not.toHaveProperty("action");
    expect(() => compile([]).explain({})).toThrow(ActraInputError);
  });

  it("is frozen, all of it, and holds nothing of the policy's own", () => {
    const policy = compile([
      rule(atom("action.name", "in", literal("[Ann, Bob]"))),
      rule(`{ all: [${large}, { not: ${atom("action.tags", "contains", literal("x"))} }] }`, {
        id: "b",
        effect: "allow",
      }),
    ]);
    const bytes = policy.toBytes();
    const explanation = policy.explain(pay({ tags: ["x", "y"] }));
    const unfrozen = partsOf(explanation).filter((part) => !Object.isFrozen(part));
    expect(unfrozen).toEqual([]);
    expect(policy.toBytes()).toEqual(bytes);
  });

  it("survives JSON, its text aside", () => {
    const explanation = compile([rule(`{ any: [${large}, ${fraud}] }`)]).explain(pay());
    expect(JSON.parse(JSON.stringify(explanation))).toEqual({ ...explanation });
    expect(Object.keys(explanation)).not.toContain("toString");
  });

  function partsOf(value: unknown): object[] {
    if (typeof value !== "object" || value === null) return [];
    return [value, ...Object.values(value).flatMap(partsOf)];
  }
});

describe("a condition", () => {
  const truths = (condition: ExplainedCondition): unknown =>
    condition.kind === "atom"
      ? condition.truth
      : { [condition.kind]: inside(condition).map(truths), truth: condition.truth };

  it("is shown as written, each part with its truth", () => {
    const note = atom("action.note", "equals", literal("x"));
    const when = `{ not: { any: [{ all: [${large}, ${fraud}] }, { not: ${note} }] } }`;
    expect(truths(shown(when))).toEqual({
      not: [
        {
          any: [
            { all: ["false", "false"], truth: "false" },
            { not: ["false"], truth: "true" },
          ],
          truth: "true",
        },
      ],
      truth: "false",
    });
    expect(truths(shown(when, pay({ amount: 2000 }, { snapshot: { fraud: true } })))).toMatchObject({
      truth: "false",
    });
    expect(truths(shown(when, pay({ amount: 1, note: "x" })))).toMatchObject({ truth: "true" });
    expect(truths(shown(when, pay({ amount: 2000, note: "x" }, { snapshot: {} })))).toMatchObject({
      truth: "unknown",
    });
  });

  it("is shown under its name, with the place of the use, and its parts where they are defined", () => {
    const text = (path: string, lines: string) => ({
      path: `policies/${path}.yaml`,
      text: `version: 1\n${lines}`,
    });
    const policy = Actra.compile({
      schema,
      policy: [
        text(
          "a",
          `conditions: { much: { condition: large } }\nrules:\n${rule("{ not: { condition: much } }")}\n`,
        ),
        text(
          "b",
          `lists: { few: [Ann, Bob] }\nconditions:\n  large: { any: [${large}, ${known}] }\nrules: []\n`,
        ),
      ],
    });
    for (const explained of [policy, Actra.load(policy.toBytes())].map((each) =>
      each.explain(pay({ amount: 2000 })),
    )) {
      const condition = explained.rules[0]!.condition!;
      expect(condition).toMatchObject({
        kind: "not",
        truth: "false",
        condition: {
          kind: "named",
          name: "much",
          truth: "true",
          place: { path: "policies/a.yaml", line: 4 },
          condition: {
            kind: "named",
            name: "large",
            truth: "true",
            place: { path: "policies/a.yaml", line: 2 },
            condition: { kind: "any", truth: "true", place: { path: "policies/b.yaml", line: 4 } },
          },
        },
      });
      expect(String(explained).split("\n").slice(4, -1)).toEqual([
        "      ✗ not :4",
        "        ✓ much: :4",
        "          ✓ large: from policies/b.yaml :2",
        "            ✓ any of :4",
        "              ✓ action.amount greater_than 1000 :4  saw 2000",
        '              ✓ action.name in ["Ann", "Bob"] :4  saw "Ann"',
      ]);
    }
  });

  it("has the place of each of its parts", () => {
    const policy = Actra.compile({
      schema,
      policy: [
        {
          path: "policies/a.yaml",
          text: "version: 1\nrules:\n  - id: a\n    scope: { action: pay }\n    effect: block\n    when:\n      all:\n        - subject: { domain: action, field: amount }\n          operator: equals\n          value: { literal: 5 }\n",
        },
        { path: "policies/b.yaml", text: `version: 1\nrules:\n${rule(fraud, { id: "b" })}\n` },
      ],
    });
    const [a, b] = policy.explain(pay()).rules as [ExplainedRule, ExplainedRule];
    expect(a.place).toEqual({ path: "policies/a.yaml", line: 3, column: 9 });
    expect(a.condition!.place).toMatchObject({ path: "policies/a.yaml", line: 7 });
    expect(inside(a.condition!)[0]!.place).toMatchObject({ path: "policies/a.yaml", line: 8 });
    expect(b.place).toMatchObject({ path: "policies/b.yaml", line: 3 });
  });

  it("that compares two fields shows both values, under their names", () => {
    expect(shown(atom("action.name", "equals", field("action.other")))).toMatchObject({
      truth: "false",
      left: { field: "action.name", value: "Ann" },
      right: { field: "action.other", value: "Bob" },
    });
    expect(
      shown(atom("action.amount", "less_than", field("snapshot.total")), pay({}, { snapshot: {} })),
    ).toMatchObject({
      truth: "unknown",
      left: { value: 5 },
      right: { field: "snapshot.total", absent: "required" },
    });
    const mine = atom("action.name", "in", field("action.tags"));
    expect(shown(mine, pay({ tags: ["Ann", "x"] }))).toMatchObject({
      truth: "true",
      left: { field: "action.name", value: "Ann" },
      right: { field: "action.tags", value: ["Ann", "x"] },
    });
  });

  it("shows nothing of a value of a wrong type, where such a value is no error", () => {
    const policy = Actra.compile({
      schema: "version: 1\nactions: { pay: { fields: { n: number } } }",
      policy: `version: 1
semantics: actra-0.7
rules:
  - id: large
    scope: { action: pay }
    when: { subject: { domain: action, field: n }, operator: greater_than, value: { literal: 1 } }
    effect: block`,
    });
    const explanation = policy.explain({ action: { type: "pay", n: "90" } } as never);
    expect(explanation.toString()).toContain("action.n");
    expect(explanation.toString()).not.toContain("undefined");
    policy.dispose();
  });

  it("that is negative is shown as it was written, not as it is computed", () => {
    for (const [operator, value] of [
      ["not_equals", literal("Bob")],
      ["not_in", literal("[Bob]")],
      ["less_than_or_equals", ""],
    ] as const) {
      const when =
        value === "" ? atom("action.amount", operator, literal("5")) : atom("action.name", operator, value);
      expect(shown(when)).toMatchObject({ operator, truth: "true" });
      expect(shown(`{ not: ${when} }`)).toMatchObject({
        truth: "false",
        condition: { operator, truth: "true" },
      });
    }
  });

  it("shows literals as somebody would write them", () => {
    const literals: readonly [string, string, string, unknown][] = [
      ["action.at", "less_than", "2026-01-01T00:00:00+02:00", "2025-12-31T22:00:00.000Z"],
      ["action.from", "in_cidr", '[10.0.0.0/8, "2001:DB8::/32"]', expect.any(Array)],
      ["action.amount", "between", "[1, 10]", [1, 10]],
      ["action.note", "in_ignoring_case", "[Stop, HALT]", ["Stop", "HALT"]],
      ["action.tags", "contains_any", "[b, a]", ["b", "a"]],
      ["action.note", "exists", "false", false],
    ];
    for (const [path, operator, written, value] of literals)
      expect(shown(atom(path, operator, literal(written)))).toMatchObject({ operator, right: { value } });
  });

  it("shows values of each type as plain data", () => {
    const at = new Date("2026-01-01T00:00:00Z");
    const value = (path: string, given: unknown, operator: string, right: string) =>
      (
        shown(atom(path, operator, literal(right)), pay({ [path.split(".")[1]!]: given })) as {
          left: unknown;
        }
      ).left;
    const before = ["less_than", "2027-01-01T00:00:00Z"] as const;
    expect(value("action.at", at, ...before)).toEqual({ field: "action.at", value: at.toISOString() });
    expect(value("action.at", "2026-01-01t00:00:00z", ...before)).toMatchObject({
      value: "2026-01-01t00:00:00z",
    });
    expect(value("action.amount", -0, "equals", "1")).toMatchObject({ value: -0 });
    expect(value("action.from", "::FFFF:10.0.0.1", "in_cidr", "10.0.0.0/8")).toMatchObject({
      value: "::FFFF:10.0.0.1",
    });
    expect(value("action.tags", [], "contains", "x")).toMatchObject({ value: [] });
  });

  it("says of what is absent whether it might be", () => {
    const country = atom("action.to.country", "equals", literal("DE"));
    expect(shown(country)).toMatchObject({ truth: "false", left: { absent: "optional" } });
    expect(shown(country, pay({ to: {} }))).toMatchObject({ truth: "unknown", left: { absent: "required" } });
    const bank = atom("action.to.bank", "equals", literal("X"));
    expect(shown(bank, pay({ to: { country: "DE" } }))).toMatchObject({
      truth: "false",
      left: { absent: "optional" },
    });
    const exists = (value: string) => shown(atom("action.note", "exists", literal(value)));
    expect(exists("true")).toMatchObject({ truth: "false", left: { absent: "optional" } });
    expect(exists("false")).toMatchObject({ truth: "true", left: { absent: "optional" } });
    expect(shown(atom("action.to", "exists"), pay({ to: { country: "x" } }))).toMatchObject({
      truth: "true",
      left: { field: "action.to" },
    });
  });

  it("hides a sensitive value, and what it is compared with", () => {
    const redacted = { value: "[redacted]" };
    expect(shown(atom("action.pin", "equals", literal('"1234"')))).toMatchObject({
      truth: "true",
      left: { field: "action.pin", ...redacted },
      right: redacted,
    });
    for (const [left, right] of [
      ["action.pin", "action.name"],
      ["action.name", "action.pin"],
    ] as const)
      expect(shown(atom(left, "equals", field(right)))).toMatchObject({
        left: { field: left, ...redacted },
        right: { field: right, ...redacted },
      });
    expect(shown(atom("action.token", "equals", literal("x")))).toMatchObject({
      truth: "false",
      left: { field: "action.token", absent: "optional" },
      right: redacted,
    });
  });

  it("cuts long values short, at a whole character", () => {
    const left = (name: unknown, path = "name") =>
      (
        shown(
          atom(`action.${path}`, path === "tags" ? "contains" : "equals", literal("x")),
          pay({ [path]: name }),
        ) as {
          left: { value: string | string[] };
        }
      ).left.value;
    expect(left("y".repeat(200))).toBe("y".repeat(200));
    expect(left("y".repeat(201))).toBe(`${"y".repeat(200)}…`);
    expect(left("y".repeat(1_000_000))).toHaveLength(201);
    expect((left(`${"y".repeat(199)}😀z`) as string).isWellFormed()).toBe(true);
    expect(left(new Array(20).fill("y"), "tags")).toHaveLength(20);
    expect(left(new Array(10_000).fill("y"), "tags")).toEqual([...new Array(20).fill("y"), "… 9980 more"]);
    expect(left(["y".repeat(1000)], "tags")).toEqual([`${"y".repeat(200)}…`]);
  });
});

describe("an explanation as text", () => {
  it("says who decided, why, and what each rule saw", () => {
    const policy = compile([
      rule(large, {
        id: "large",
        effect: "require_approval",
        more: 'reason: "Too much", approval: { approvers: [lead, risk] }',
      }),
      rule(fraud, { id: "fraud", scope: "{ global: true }" }),
      rule("", { id: "elsewhere", scope: "{ action: wait }" }),
    ]);
    expect(String(policy.explain(pay({ amount: 2000 })))).toBe(`pay → require_approval by rule large
  reason: Too much
  approval for large: lead, risk

rules looked at (strictest):
  fraud block: ✗ not matched  policy:5
      ✗ snapshot.fraud equals true :5  saw false
  large require_approval: ✓ matched ← decided  policy:4
      ✓ action.amount greater_than 1000 :4  saw 2000
  1 more for other actions`);
  });

  it("says what was missing, assumed, audited and not needed", () => {
    const policy = compile([
      rule(fraud, { id: "fraud" }),
      rule(large, { id: "trial", more: "mode: audit" }),
      rule(atom("action.name", "equals", literal("Zed")), { id: "named", effect: "allow" }),
    ]);
    const text = String(policy.explain(pay({ amount: 2000 }, { snapshot: {} })));
    expect(text).toContain("missing: snapshot.fraud, so the worst was assumed");
    expect(text).toContain("audit rules trial: would have been block");
    expect(text).toContain("fraud block: ? unknown → assumed ← decided");
    expect(text).toContain("trial block (audit): ✓ matched");
    const known = String(policy.explain(pay({}, { snapshot: { fraud: true } })));
    expect(known).toContain("not needed: action.amount, action.name");
  });

  it("lists what was not needed over as many lines as it takes", () => {
    const explanation = compile([rule(fraud)]).explain(pay());
    for (const length of [1, 9, 25, 90]) {
      const paths = Array.from({ length: 12 }, (_, index) => `action.${"x".repeat(length)}${index}`);
      const text = renderExplanation({ ...explanation, not_needed: paths });
      const list = text.slice(text.indexOf("not needed:"));
      expect(list.replace("not needed:", "").trim().split(/,\s+/)).toEqual(paths);
      const lines = list.split("\n");
      expect(lines.filter((line) => line.length > 80 && line.includes(", "))).toEqual([]);
      expect(lines.slice(1).every((line) => /^ {2}\S/.test(line))).toBe(true);
    }
  });

  it("says so when nothing applies or nothing matched", () => {
    expect(String(compile([]).explain(pay()))).toBe(
      "pay → allow by default: no rule matched\n\nrules looked at (strictest):",
    );
    expect(String(compile([rule(large)], "default: block").explain(pay()))).toContain(
      "pay → block by default: no rule matched",
    );
  });

  const demo = (path: string) => fileURLToPath(new URL(`../demo/${path}`, import.meta.url));

  // language.md §7: people read it in a terminal.
  it("fits 80 columns for usual policies", async () => {
    const policy = await Actra.fromDirectory(demo("documents"));
    const requests: PolicyInput[] = parse(readFileSync(demo("requests.yaml"), "utf8"));
    const explained = requests.flatMap((request) => attempt(() => policy.explain(request)) ?? []);
    expect(explained.length).toBeGreaterThan(8);
    const lines = explained.flatMap((explanation) => String(explanation).split("\n"));
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
  });

  // beside in policy/render-explanation.ts: `90000` once showed as `9000…`.
  it("cuts no value and no condition, however long the line", () => {
    const fields = { amount: "integer", paid_in_total_by_this_customer: "integer", tags: "string[]" };
    const tags = Array.from({ length: 15 }, (_, i) => `tag ${i}`);
    const policy = Actra.compile({
      schema: { version: 1, actions: { pay: { fields } } },
      policy: {
        version: 1,
        rules: [
          "action.amount > action.paid_in_total_by_this_customer",
          "action.paid_in_total_by_this_customer + action.amount > 500000",
          `action.tags.containsAny(${JSON.stringify(tags)})`,
        ].map((when, i) => ({ id: `r${i}`, scope: { action: "pay" }, when, effect: "block" })),
      },
    });
    const action = { type: "pay", amount: 60_000, paid_in_total_by_this_customer: 90_000, tags };
    const text = String(policy.explain({ action }));
    const lines = text.split("\n");
    expect(text).not.toContain("…");
    for (const words of ["saw 60000, saw 90000", "greater_than 500000 :", "came to 150000"])
      expect(text).toContain(words);
    const list = `[${tags.map((tag) => JSON.stringify(tag)).join(", ")}]`;
    expect(text.replace(/\s+/g, " ").split(list)).toHaveLength(3);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it("shows of a literal what it shows of a value, however long it is", () => {
    const [words, long] = [Array.from({ length: 500 }, (_, i) => `word${i}`), "x".repeat(5000)];
    const policy = Actra.compile({
      schema: { version: 1, actions: { pay: { fields: { name: "string" } } } },
      policy: {
        version: 1,
        rules: [`action.name in ${JSON.stringify(words)}`, `action.name == "${long}"`].map((when, i) => ({
          id: `r${i}`,
          scope: { action: "pay" },
          when,
          effect: "block",
        })),
      },
    });
    const text = String(policy.explain({ action: { type: "pay", name: long } }));
    expect(text).toMatch(/"word19",\s+"… 480 more"\]/);
    expect(text).toContain(`"${"x".repeat(200)}…"`);
    expect(text.length).toBeLessThan(2000);
  });

  it("shows the end of a long path, and that it was cut", () => {
    const path = `policies/${"x".repeat(100)}/refunds.yaml`;
    const text = "version: 1\ndefault: block\nrules: [{ id: go, scope: { action: a }, effect: allow }]";
    const policy = Actra.compile({ schema: "version: 1\nactions: { a: {} }", policy: [{ path, text }] });
    const line = /^ *go allow.*$/m.exec(String(policy.explain({ action: { type: "a" } })))![0];
    expect(line).toMatch(/ {2}…x+\/refunds\.yaml:3$/);
    expect(line).toHaveLength(80);
  });

  it("has a line for each of its parts, whatever the policy says", () => {
    const said = (text: string) =>
      String(
        Actra.compile({
          schema: { version: 1, actions: { pay: { fields: {} } } },
          policy: {
            version: 1,
            rules: [
              {
                id: "ask",
                scope: { action: "pay" },
                effect: "require_approval",
                reason: text,
                approval: { approvers: [text] },
              },
            ],
          },
        }).explain({ action: { type: "pay" } }),
      );
    for (const text of hostileTexts.map((hostile) => `a${hostile}b`)) {
      expect(unprintable(said(text)), JSON.stringify(text)).toEqual([]);
      expect(said(text).split("\n")).toHaveLength(said("usual").split("\n").length);
    }
  });

  it("has a line for each of its parts, whatever the values", () => {
    const open = (name: unknown, type = "pay") =>
      compile([rule(atom("action.name", "equals", literal('"x\\ny"')))], "unknown_action: evaluate").explain(
        pay({ name, type }),
      );
    const usual = String(open("Ann")).split("\n").length;
    for (const text of hostileTexts) {
      expect(String(open(text)).split(/\r\n|[\n\r\u2028\u2029]/), JSON.stringify(text)).toHaveLength(usual);
      expect(unprintable(String(open(text))), JSON.stringify(text)).toEqual([]);
      expect(unprintable(String(open("Ann", text))), JSON.stringify(text)).toEqual([]);
      expect(String(open("Ann", text)).split("\n")).toHaveLength(
        String(open("Ann", "dance")).split("\n").length,
      );
    }
  });

  it("is well-formed however it is cut", () => {
    for (let length = 20; length < 70; length++) {
      const name = `${"y".repeat(length)}😀😀`;
      expect(
        String(
          compile([rule(atom("action.name", "equals", literal(`"${name}"`)))]).explain(pay({ name })),
        ).isWellFormed(),
      ).toBe(true);
    }
  });
});

describe("explaining at scale", () => {
  const paths = (count: number) => Array.from({ length: count }, (_, i) => `action.f${i}`);
  const values = (count: number, value: unknown) =>
    Object.fromEntries(paths(count).map((path) => [path.slice("action.".length), value]));
  const open = (count: number, rules: readonly string[]) =>
    Actra.compile({
      schema: `version: 1\nactions: { pay: { fields: { ${paths(count).map((path) => `${path.slice(7)}: number`)} } } }`,
      policy: `version: 1\nrules:\n${rules.join("\n")}\n`,
    });
  const above = (path: string) => atom(path, "greater_than", literal("10"));
  /** How often the machine goes through all rules of the action, and how often through one. */
  const runs = (run: () => void) => {
    const spies = [vi.spyOn(machine(), "decide"), vi.spyOn(machine(), "judge")];
    run();
    const counts = spies.map(({ mock }) => mock.calls.length);
    for (const spy of spies) spy.mockRestore();
    return counts as [number, number];
  };

  it("runs rules as often as they read fields", () => {
    const count = 500;
    const policy = open(
      count,
      paths(count).map((path, i) => rule(above(path), { id: `r${i}` })),
    );
    const input = (value: number) => ({ action: { type: "pay", ...values(count, value), f400: 11 } });
    for (const value of [5, 11]) {
      const [decisions, judgements] = runs(() => policy.explain(input(value)));
      expect(decisions).toBeLessThan(5);
      expect(judgements).toBeLessThan(6 * count);
    }
    expect(policy.explain(input(5)).not_needed).toEqual(paths(count).slice(401));
  });

  it("counts as needed what it has not come to, and never what it has not looked at as not needed", () => {
    const count = 4_000;
    const any = (all: readonly string[]) => `{ any: [${all.map(above).join(", ")}] }`;
    const policy = open(count, [rule(any(paths(count)))]);
    const explain = (value: number) => policy.explain({ action: { type: "pay", ...values(count, value) } });
    expect(explain(11).not_needed).toEqual(paths(count).slice(0, 2_500));
    expect(explain(5).not_needed).toEqual([]);
  });

  it("tells each of many audit rules its own bad value", () => {
    const count = 200;
    const policy = open(
      count,
      paths(count).map((path, i) => rule(above(path), { id: `r${i}`, more: "mode: audit" })),
    );
    const { rules } = policy.explain({ action: { type: "pay", ...values(count, "x") } });
    expect(rules.map(({ error }) => error?.path)).toEqual(paths(count));
  });
});

describe("without debug information", () => {
  const policy = compile([
    rule(large, { id: "large", effect: "require_approval", more: 'reason: "Too much", description: "Much"' }),
    rule(fraud, { id: "fraud" }),
    rule(fraud, { id: "trial", more: "mode: audit" }),
  ]);
  const stripped = Actra.load(policy.toBytes({ debug: false }));

  it("rules are explained all the same, without places and conditions", () => {
    for (const input of [
      pay(),
      pay({ amount: 2000 }),
      pay({}, { snapshot: {} }),
      pay({}, { snapshot: { fraud: true } }),
    ]) {
      const [whole, bare] = [policy.explain(input), stripped.explain(input)];
      expect(bare.decision).toEqual(whole.decision);
      expect(bare.not_needed).toEqual(whole.not_needed);
      const without = whole.rules.map(({ place, condition, description, ...rest }) => rest);
      expect(bare.rules).toEqual(without);
      expect(String(bare).split("\n")[0]).toBe(String(whole).split("\n")[0]);
      const lack = "(no conditions and places: the program's debug information was stripped)";
      expect([String(bare).includes(lack), String(whole).includes(lack)]).toEqual([true, false]);
    }
  });

  it("they are in the file when asked for, and there by default", () => {
    const sizes = [{ debug: false }, { debug: true }, {}].map((options) => policy.toBytes(options).length);
    expect(sizes[0]).toBeLessThan(sizes[1]!);
    expect(sizes[1]).toBe(sizes[2]);
    expect(Actra.load(policy.toBytes()).explain(pay())).toEqual(policy.explain(pay()));
  });
});

describe(`random explanations (SEED=${SEED})`, () => {
  const seeds = fc.noBias(fc.integer());
  const parameters = { seed: SEED, numRuns: 60 };

  interface Drawn {
    policy: Policy;
    settings: { default?: Effect };
    inputs: unknown[];
  }

  function draw(seed: number, inputs: number): Drawn {
    const { schema, policies, options, ...drawn } = makeCase(seed, inputs);
    const files = policies.map((policy, i) => ({ path: `${i}.yaml`, text: toYaml(policy) }));
    const policy = Actra.compile({ schema, policy: files }, options);
    return { policy, settings: Object.assign({}, ...policies), inputs: drawn.inputs };
  }

  it("agree with the decision, and with themselves", () => {
    let explained = 0;
    const property = fc.property(seeds, (seed) => {
      const { policy, settings, inputs } = draw(seed, 6);
      for (const input of inputs as PolicyInput[]) {
        const explanation = attempt(() => policy.explain(input));
        if (explanation === undefined) continue;
        explained++;
        expect(explanation.decision).toEqual(policy.evaluate(input));
        expect(explanation).toMatchObject({
          effect: explanation.decision.effect,
          matched_rule: explanation.decision.matched_rule,
        });
        expect(concluded(explanation, settings.default ?? "allow")).toEqual([
          explanation.effect,
          explanation.matched_rule,
        ]);
        for (const rule of explanation.rules) expectAgreement(rule);
      }
      policy.dispose();
    });
    fc.assert(property, parameters);
    expect(explained).toBeGreaterThan(200);
  });

  /** What the statuses come to (language.md §3). */
  function concluded({ rules }: Explanation, byDefault: Effect): [Effect, string] {
    const enforced = rules.filter(({ mode, status }) => mode === "enforce" && status !== "out_of_scope");
    const certain = enforced.find(({ status }) => status === "matched")?.effect ?? byDefault;
    const assumed = enforced.filter(({ status }) => status === "assumed").map(({ effect }) => effect);
    const [effect] = [certain, ...assumed].sort((a, b) => strictness(a) - strictness(b)) as [Effect];
    const counts = (rule: ExplainedRule) => rule.status === "matched" || rule.status === "assumed";
    return [effect, enforced.find((rule) => counts(rule) && rule.effect === effect)?.id ?? ""];
  }

  const TRUTH_OF = { matched: "true", not_matched: "false", assumed: "unknown", unknown: "unknown" } as const;

  function expectAgreement({ status, condition }: ExplainedRule): void {
    if (condition === undefined) return;
    expect(condition.truth).toBe(TRUTH_OF[status as keyof typeof TRUTH_OF]);
    for (const part of allParts(condition)) {
      // An atom on what may be absent, and is, is false under `not` as well (language.md §3).
      if (part.kind === "atom" || (part.kind === "not" && allParts(part).some(isAbsent))) continue;
      expect(part.truth, JSON.stringify(part)).toBe(combined(part));
    }
  }

  // notNeeded in explain.ts: it says that these fields may hold anything, all of them at once.
  it("name as not needed only what may be anything, or gone", () => {
    let changed = 0;
    const property = fc.property(seeds, (seed) => {
      const random = new Random(seed);
      const { policy, inputs } = draw(seed, 8);
      const good = inputs.flatMap(plainly).filter((input) => attempt(() => policy.evaluate(input)));
      for (const input of good) {
        const { not_needed, matched_rule } = policy.explain(input);
        for (let trial = 0; trial < 6 && not_needed.length > 0; trial++) {
          const other = withOthers(random, input, not_needed, good);
          const decision = attempt(() => policy.evaluate(other));
          if (decision === undefined) continue;
          changed++;
          expect(decision.matched_rule, not_needed.join()).toBe(matched_rule);
        }
      }
      policy.dispose();
    });
    fc.assert(property, parameters);
    expect(changed).toBeGreaterThan(300);
  });

  it("name as not needed only what was read, each once, in the order of reading", () => {
    const property = fc.property(seeds, (seed) => {
      const { policy, inputs } = draw(seed, 3);
      for (const input of inputs as PolicyInput[]) {
        const { not_needed = [] } = attempt(() => policy.explain(input)) ?? {};
        expect(new Set(not_needed).size).toBe(not_needed.length);
        const domains = not_needed.map((path) =>
          ["action", "actor", "snapshot"].indexOf(path.split(".")[0]!),
        );
        expect(domains).toEqual(domains.toSorted());
        expect(domains).not.toContain(-1);
        expect(not_needed).not.toContain("action.type");
      }
      policy.dispose();
    });
    fc.assert(property, { ...parameters, numRuns: 25 });
  });

  /** The input with each of the fields absent, or with what another input has there. */
  function withOthers(
    random: Random,
    input: unknown,
    paths: readonly string[],
    inputs: readonly unknown[],
  ): PolicyInput {
    const other = structuredClone(input);
    for (const path of paths) {
      const names = path.split(".");
      const parent = valueAt(other, names.slice(0, -1));
      if (typeof parent !== "object" || parent === null) continue;
      const values = inputs.map((each) => valueAt(each, names)).filter((value) => value !== undefined);
      const name = names.at(-1)!;
      if (values.length === 0 || random.chance(0.3)) Reflect.deleteProperty(parent, name);
      else Reflect.set(parent, name, random.pick(values));
    }
    return other as PolicyInput;
  }

  /** Without proxies and prototypes, which are looked at elsewhere. */
  function plainly(input: unknown): PolicyInput[] {
    try {
      return [structuredClone(input) as PolicyInput];
    } catch {
      return [];
    }
  }

  function valueAt(input: unknown, names: readonly string[]): unknown {
    return names.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], input);
  }
});

function inside(condition: ExplainedCondition): readonly ExplainedCondition[] {
  if (condition.kind === "atom") return [];
  if ("list" in condition) return condition.item ? [condition.item.condition] : [];
  const isOne = condition.kind === "not" || condition.kind === "named";
  return isOne ? [condition.condition] : condition.conditions;
}

function allParts(condition: ExplainedCondition): ExplainedCondition[] {
  return [condition, ...inside(condition).flatMap(allParts)];
}

type ExplainedOperand = Extract<ExplainedCondition, { kind: "atom" }>["left"];

function isAbsent(part: ExplainedCondition): boolean {
  const isAbsentOn = ({ absent, parts = [] }: ExplainedOperand): boolean =>
    absent === "optional" || parts.some(isAbsentOn);
  return part.kind === "atom" && [part.left, part.right].some(isAbsentOn);
}

/** Kleene's tables, over what the parts are said to be. */
function combined(condition: ExplainedCondition): string {
  const truths = inside(condition).map(({ truth }) => truth);
  if (condition.kind === "not") return { true: "false", false: "true", unknown: "unknown" }[truths[0]!];
  const decisive = condition.kind === "all" ? "false" : "true";
  if (truths.includes(decisive)) return decisive;
  return truths.includes("unknown") ? "unknown" : decisive === "false" ? "true" : "false";
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof ActraInputError) return undefined;
    throw error;
  }
}
