import { describe, expect, test } from "vitest";
import { analyse } from "../src/compiler/analyse.ts";
import type { CompileOptions } from "../src/compiler/options.ts";
import type { Atom, Condition } from "../src/language/model.ts";
import { OPERATOR_NAMES, type OperatorName } from "../src/language/operators.ts";
import { processorTime } from "./support/time.ts";

/** Every left type, as a field of the action; the actor has the same, for the right side. */
const TYPES = {
  string: "string?",
  number: "number?",
  integer: "integer?",
  boolean: "boolean?",
  datetime: "datetime?",
  ip: "ip?",
  strings: "string[]?",
  numbers: "number[]?",
  integers: "integer[]?",
  datetimes: "datetime[]?",
  ips: "ip[]?",
  object: { fields: { x: "string" }, optional: true },
} as const;
type Left = keyof typeof TYPES;

/** Everything that may stand on the right: by its letter in the matrix. */
const RIGHTS: Record<string, string | undefined> = {
  "-": undefined,
  s: "{ literal: text }",
  n: "{ literal: 7 }",
  b: "{ literal: true }",
  d: '{ literal: "2030-01-31T09:00:00Z" }',
  i: '{ literal: "10.0.0.1" }',
  c: '{ literal: "10.0.0.0/8" }',
  S: "{ literal: [text, word] }",
  N: "{ literal: [7, 8] }",
  B: "{ literal: [true, false] }",
  D: '{ literal: ["2030-01-31T09:00:00Z", "2031-01-31T09:00:00Z"] }',
  I: '{ literal: ["10.0.0.1", "::1"] }',
  C: '{ literal: ["10.0.0.0/8", "::/0"] }',
  ...Object.fromEntries(
    Object.keys(TYPES).map((name) => [`.${name}`, `{ subject: { domain: actor, field: ${name} } }`]),
  ),
};

const TEXT_LITERALS = "s d i c";
const TEXT_LISTS = "S D I C";
const NUMBERS = ".number .integer";
const NUMBER_LISTS = ".numbers .integers";
const ORDERED = { number: `n ${NUMBERS}`, integer: `n ${NUMBERS}`, datetime: "d .datetime" };
const EQUAL = { string: `${TEXT_LITERALS} .string`, ...ORDERED, boolean: "b .boolean", ip: "i .ip" };
const MEMBER = {
  string: `${TEXT_LISTS} .strings`,
  number: `N ${NUMBER_LISTS}`,
  integer: `N ${NUMBER_LISTS}`,
  boolean: "B",
  datetime: "D .datetimes",
  ip: "I .ips",
};
const LISTS = {
  strings: MEMBER.string,
  numbers: MEMBER.number,
  integers: MEMBER.integer,
  datetimes: MEMBER.datetime,
  ips: MEMBER.ip,
};
const CONTAINS = {
  string: EQUAL.string,
  strings: EQUAL.string,
  numbers: EQUAL.number,
  integers: EQUAL.integer,
  datetimes: EQUAL.datetime,
  ips: EQUAL.ip,
};
const TEXT = { string: `${TEXT_LITERALS} .string` };
const BLOCKS = { ip: "c C" };

/** What compiles, written out by hand from language.md §3; all the rest is refused. */
const MATRIX: Record<OperatorName, Partial<Record<Left, string>>> = {
  equals: EQUAL,
  not_equals: EQUAL,
  equals_ignoring_case: TEXT,
  in_ignoring_case: { string: TEXT_LISTS },
  greater_than: ORDERED,
  less_than: ORDERED,
  greater_than_or_equals: ORDERED,
  less_than_or_equals: ORDERED,
  between: { number: "N", integer: "N", datetime: "D" },
  in: MEMBER,
  not_in: MEMBER,
  contains: CONTAINS,
  not_contains: CONTAINS,
  contains_any: LISTS,
  contains_all: LISTS,
  starts_with: TEXT,
  ends_with: TEXT,
  like: { string: TEXT_LITERALS },
  matches: { string: TEXT_LITERALS },
  in_cidr: BLOCKS,
  not_in_cidr: BLOCKS,
  is_empty: { string: "- b", strings: "- b", numbers: "- b", integers: "- b", datetimes: "- b", ips: "- b" },
  exists: Object.fromEntries(Object.keys(TYPES).map((name) => [name, "- b"])),
};

test("the matrix has every operator of the table", () => {
  expect(Object.keys(MATRIX).sort()).toEqual([...OPERATOR_NAMES].sort());
});

describe.each(OPERATOR_NAMES)("%s", (operator) => {
  test.each(Object.keys(TYPES) as Left[])("on the left side %s", (left) => {
    const letters = Object.keys(RIGHTS);
    const refused = refusedOf(operator, left, letters);
    const accepted = (MATRIX[operator][left] ?? "").split(" ").filter((letter) => letter !== "");
    expect(letters.filter((letter) => !refused.has(letter)).sort()).toEqual(accepted.sort());
  });
});

/** One rule for each right side, each on a line of its own, so that an error's line says which. */
function refusedOf(operator: OperatorName, left: Left, letters: readonly string[]): Set<string> {
  const fields = JSON.stringify(TYPES);
  const rules = letters.map((letter, index) => {
    const value = RIGHTS[letter] === undefined ? "" : `, value: ${RIGHTS[letter]}`;
    const when = `{ subject: { domain: action, field: ${left} }, operator: ${operator}${value} }`;
    return `  - { id: r${index}, scope: { action: act }, when: ${when}, effect: allow }`;
  });
  const { diagnostics } = analyse(
    {
      schema: `{ version: 1, actions: { act: { fields: ${fields} } }, actor: { fields: ${fields} } }`,
      policy: `version: 1\nrules:\n${rules.join("\n")}\n`,
    },
    {},
  );
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  return new Set(errors.map((diagnostic) => letters[diagnostic.span!.line - 3]!));
}

const SCHEMA = `
version: 1
actions:
  refund:
    fields:
      amount: number
      count: integer
      at: datetime
      from: ip
      note: string?
      currency: { type: string, enum: [USD, EUR] }
      customer: { fields: { id: string, home: { fields: { zip: string }, optional: true } } }
  payout:
    fields: { amount: number, count: number, note: string, currency: { type: string, enum: [USD] } }
actor:
  kind: role
  fields: { role: { type: string, enum: [bot, human] }, team: string? }
snapshot:
  fields: { limit: number }
`;

const check = (policy: string, options: CompileOptions = {}, schema = SCHEMA) =>
  analyse({ schema, policy }, options);
const codes = (...given: Parameters<typeof check>) => check(...given).diagnostics.map(({ code }) => code);

/** A policy of one rule on refunds, with this condition. */
const when = (condition: string, effect = "block") =>
  `{ version: 1, rules: [{ id: r, scope: { action: refund }, when: ${condition}, effect: ${effect} }] }`;
const scoped = (scope: string, condition = "true") =>
  `{ version: 1, rules: [{ id: r, scope: ${scope}, when: ${condition}, effect: block }] }`;
const atom = (path: string, operator: string, value?: string) => {
  const [domain, ...field] = path.split(".");
  const right = value === undefined ? "" : `, value: { literal: ${value} }`;
  return `{ subject: { domain: ${domain}, field: ${field.join(".")} }, operator: ${operator}${right} }`;
};

describe("the model", () => {
  const typed = (condition: string): Condition => check(when(condition)).policy!.rules[0]!.when;
  const right = (condition: string) => (typed(condition) as Atom).right;

  test.each([
    ["action.amount", "equals", "-0", 0],
    ["action.amount", "equals", "-0.0", 0],
    ["action.at", "less_than", '"1970-01-01T01:00:00.0015+01:00"', 1],
    ["action.from", "equals", '"10.0.0.1"', "00000000000000000000ffff0a000001"],
    ["action.from", "equals", '"::FFFF:a00:1"', "00000000000000000000ffff0a000001"],
    ["action.customer.id", "equals", '"2030-01-31T09:00:00Z"', "2030-01-31T09:00:00Z"],
  ])("has %s %s %s as %j", (path, operator, literal, value) => {
    expect(right(atom(path, operator, literal))).toMatchObject({ kind: "literal", value });
    expect(Object.is((right(atom(path, operator, literal)) as { value: unknown }).value, -0)).toBe(false);
  });

  test("has blocks of addresses with their prefix of 128", () => {
    expect(right(atom("action.from", "in_cidr", '["10.0.0.0/8", "2001:db8::/32"]'))).toMatchObject({
      kind: "cidrs",
      values: [
        { address: "00000000000000000000ffff0a000000", prefix: 104, family: 4 },
        { address: "20010db8000000000000000000000000", prefix: 32, family: 6 },
      ],
    });
    expect(right(atom("action.from", "in_cidr", '"::ffff:a00:0/104"'))).toMatchObject({
      values: [{ prefix: 104, family: 4 }],
    });
  });

  test("has the flag of `exists` filled in, and the absent condition", () => {
    expect(right(atom("action.note", "exists"))).toEqual({ kind: "flag", value: true });
    expect(
      check("{ version: 1, rules: [{ id: r, scope: { global: true }, effect: block }] }").policy,
    ).toMatchObject({
      rules: [{ when: { kind: "always" }, mode: "enforce", tags: [] }],
    });
  });

  test("has the scope's actions sorted and the actor's kind resolved", () => {
    const { policy } = check(scoped("{ actor: bot, actions: [refund, payout] }"));
    expect(policy!.rules[0]!.scope).toMatchObject({
      actions: ["payout", "refund"],
      actor: { name: "bot", kind: { domain: "actor", path: ["role"] } },
    });
  });

  test("has the schema without an action's own `type`", () => {
    const schema = "{ version: 1, actions: { a: { fields: { type: string, x: number } } } }";
    const { policy } = check("{ version: 1, rules: [] }", {}, schema);
    expect(policy!.schema.actions).toMatchObject([{ name: "a", fields: [{ name: "x" }] }]);
    expect(policy!.schema.actor).toEqual({ fields: [] });
  });

  test("is absent when there is any error", () => {
    expect(check(when(atom("action.amount", "equals", "text"))).policy).toBeUndefined();
  });
});

describe("one broken atom does not hide the others", () => {
  test("in one condition and over rules", () => {
    const broken = [
      atom("action.amuont", "equals", "1"),
      atom("action.amount", "equals", "text"),
      atom("actor.rle", "equals", "bot"),
      `{ not: ${atom("action.from", "equals", "home")} }`,
    ];
    expect(codes(when(`{ any: [${broken.join(", ")}] }`))).toEqual([
      "unknown-field",
      "operator-type-mismatch",
      "unknown-field",
      "invalid-ip",
    ]);
  });

  test("and a broken condition is not asked for guards", () => {
    expect(
      codes(when(`{ all: [${atom("action.note", "not_equals", "x")}, ${atom("action.nte", "exists")}] }`)),
    ).toEqual(["unknown-field"]);
  });
});

describe("guards of optional fields", () => {
  const zip = "action.customer.home.zip";
  test.each([
    ["a bare negative atom", atom("action.note", "not_equals", "x"), false],
    ["a bare positive atom", atom("action.note", "equals", "x"), true],
    ["a positive atom under not", `{ not: ${atom("action.note", "equals", "x")} }`, false],
    ["a positive atom under two nots", `{ not: { not: ${atom("action.note", "equals", "x")} } }`, true],
    ["a negative atom under not", `{ not: ${atom("action.note", "not_equals", "x")} }`, false],
    ["is_empty: false", atom("action.note", "is_empty", "false"), false],
    ["is_empty", atom("action.note", "is_empty"), true],
    ["is_empty under not", `{ not: ${atom("action.note", "is_empty")} }`, false],
    [
      "a guard on the same path",
      `{ all: [${atom("action.note", "not_equals", "x")}, ${atom("action.note", "exists")}] }`,
      true,
    ],
    [
      "a guard that asks for absence, anywhere",
      `{ any: [${atom("action.note", "not_equals", "x")}, { not: ${atom("action.note", "exists", "false")} }] }`,
      true,
    ],
    [
      "a guard on another path",
      `{ all: [${atom("action.note", "not_equals", "x")}, ${atom("actor.team", "exists")}] }`,
      false,
    ],
    [
      "a guard on the last optional part of a path",
      `{ all: [${atom(zip, "not_equals", "x")}, ${atom("action.customer.home", "exists")}] }`,
      true,
    ],
    ["a nested path without one", atom(zip, "not_equals", "x"), false],
    [
      "an optional field on the right",
      "{ subject: { domain: action, field: customer.id }, operator: not_equals, value: { subject: { domain: actor, field: team } } }",
      false,
    ],
  ])("%s", (_, condition, compiles) => {
    expect(codes(when(condition))).toEqual(compiles ? [] : ["unguarded-optional"]);
    expect(codes(when(condition, "require_approval"))).toEqual(compiles ? [] : ["unguarded-optional"]);
    expect(codes(when(condition, "allow"))).toEqual([]);
    expect(codes(when(condition), { semantics: "actra-0.7" })).toEqual([]);
  });

  test("a field that is optional in one of several actions", () => {
    const condition = atom("action.note", "not_equals", "x");
    expect(codes(scoped("{ actions: [payout, refund] }", condition))).toEqual(["unguarded-optional"]);
    expect(codes(scoped("{ action: payout }", condition))).toEqual([]);
  });

  test("the help has both forms, and both compile", () => {
    const [finding] = check(when(atom("action.note", "not_equals", '"a b"'))).diagnostics;
    const forms = finding!.help!.split("\n").filter((line) => line.startsWith("  "));
    expect(forms.map((line) => line.trim())).toEqual([
      "any:",
      "- { subject: { domain: action, field: note }, operator: exists, value: { literal: false } }",
      '- { subject: { domain: action, field: note }, operator: not_equals, value: { literal: "a b" } }',
      "all:",
      "- { subject: { domain: action, field: note }, operator: exists }",
      '- { subject: { domain: action, field: note }, operator: not_equals, value: { literal: "a b" } }',
    ]);
    for (const form of [forms.slice(0, 3), forms.slice(3)]) {
      const rule =
        "version: 1\nrules:\n  - id: r\n    scope: { action: refund }\n    effect: block\n    when:\n";
      expect(codes(rule + form.map((line) => `    ${line}\n`).join(""))).toEqual([]);
    }
  });
});

describe("semantics: actra-0.7", () => {
  const old: CompileOptions = { semantics: "actra-0.7" };

  test("sets its settings, leaves `default` free", () => {
    expect(check("{ version: 1, default: block, rules: [] }", old).policy!.settings).toEqual({
      semantics: "actra-0.7",
      resolution: "first_match",
      missing: "no_match",
      unknownAction: "evaluate",
      default: "block",
    });
    expect(check("{ version: 1, semantics: actra-0.7, rules: [] }").policy!.settings.resolution).toBe(
      "first_match",
    );
  });

  test("lets actor scopes name anyone, whatever the schema says", () => {
    const schema = "{ version: 1, actions: { a: {} } }";
    expect(codes(scoped("{ actor: nobody }"), {}, schema)).toEqual(["actor-scope-without-kind"]);
    expect(check(scoped("{ actor: nobody }"), old, schema).policy!.rules[0]!.scope.actor).toMatchObject({
      name: "nobody",
      kind: { domain: "actor", path: ["type"] },
    });
  });

  test("lets `action.type` be compared with anything", () => {
    const policy = scoped("{ global: true }", atom("action.type", "equals", "refnd"));
    expect(codes(policy)).toEqual(["unknown-action"]);
    expect(codes(policy, old)).toEqual([]);
    expect(codes(policy.replace("version: 1,", "version: 1, unknown_action: evaluate,"))).toEqual([]);
  });
});

describe("several files", () => {
  const analyseFiles = (...texts: string[]) =>
    analyse(
      { schema: SCHEMA, policy: texts.map((text, index) => ({ path: `policies/${index}.yaml`, text })) },
      {},
    );
  const file = (id: string, more = "") =>
    `{ version: 1, ${more} rules: [{ id: ${id}, scope: { global: true }, effect: block }] }`;

  test("are one policy", () => {
    const { policy } = analyseFiles(file("a", "default: block,"), file("b", "resolution: first_match,"));
    expect(policy!.rules.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(policy!.settings).toMatchObject({ default: "block", resolution: "first_match" });
  });

  test("say each setting, and use each id, once", () => {
    const { diagnostics } = analyseFiles(file("a", "default: block,"), file("a", "default: block,"));
    expect(diagnostics.map(({ code }) => code)).toEqual(["setting-repeated", "duplicate-rule-id"]);
    for (const { span, related } of diagnostics) {
      expect(span!.source.path).toBe("policies/1.yaml");
      expect(related![0]!.span.source.path).toBe("policies/0.yaml");
    }
  });

  test("have a limit of rules together", () => {
    const policy = [file("a"), file("b"), file("c")].map((text, index) => ({ path: `${index}.yaml`, text }));
    const { diagnostics } = analyse({ schema: SCHEMA, policy }, { limits: { rules: 2 } });
    expect(diagnostics.map(({ code }) => code)).toEqual(["too-many-rules"]);
  });
});

describe("expires", () => {
  const codesAt = (expires: string, asOf?: string | Date) =>
    codes(
      `{ version: 1, rules: [{ id: r, scope: { global: true }, effect: block, expires: "${expires}" }] }`,
      asOf === undefined ? {} : { asOf },
    );

  test.each([
    ["2026-01-31", undefined, []],
    ["2026-01-31", "2026-01-31", []],
    ["2026-01-31", "2026-01-31T23:59:59.999Z", []],
    ["2026-01-31", "2026-02-01", ["rule-expired"]],
    ["2026-01-31", new Date("2026-02-01T00:00:00Z"), ["rule-expired"]],
    ["2026-01-31", "2026-02-01T01:00:00+02:00", []],
    ["2026-01-31T12:00:00Z", "2026-01-31T11:59:59.999Z", []],
    ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z", ["rule-expired"]],
    ["2026-02-30", undefined, ["invalid-expires"]],
    ["2026-02-30", "2030-01-01", ["invalid-expires"]],
    ["soon", undefined, ["invalid-expires"]],
    ["2026-01-31", "yesterday", ["invalid-as-of"]],
    ["2026-01-31", new Date(Number.NaN), ["invalid-as-of"]],
  ])("%s as of %s", (expires, asOf, expected) => {
    expect(codesAt(expires, asOf)).toEqual(expected);
  });
});

describe("size", () => {
  test("conditions as deep as documents may be", () => {
    const deep = (depth: number) =>
      "{ not: ".repeat(depth) + atom("action.amount", "equals", "1") + " }".repeat(depth);
    expect(codes(when(deep(50)))).toEqual([]);
  });

  test("many rules, many actions, many wrong names take time in proportion", () => {
    const names = Array.from({ length: 2000 }, (_, index) => `a${index}`);
    const schema = `version: 1\nactions:\n${names.map((name) => `  ${name}: { fields: { x: number } }\n`).join("")}`;
    const rule = (index: number) =>
      `  - { id: r${index}, scope: { action: a${index} }, effect: block, when: ${atom(`action.y${index}`, "equals", "1")} }\n`;
    const policy = `version: 1\nrules:\n${names.map((_, index) => rule(index)).join("")}`;
    const took = processorTime(() => {
      const { diagnostics, more } = check(policy, {}, schema);
      expect(diagnostics.length + more).toBe(2000);
    });
    expect(took).toBeLessThan(10_000);
  });
});
