// biome-ignore-all lint/suspicious/noSparseArray: a hole is what is tested
import { describe, expect, it } from "vitest";
import { generateTypes } from "../src/authoring.ts";
import { Actra, ActraInputError, type CompileOptions, type PolicyInput } from "../src/index.ts";
import { runTests } from "../src/testing.ts";

// Lists that rules look into, as each part of the API shows them. What they decide is in tests/vectors/decisions/items.

const schema = `
version: 1
actions:
  order:
    fields:
      lines: { items: { fields: { price: number, card: { type: string, sensitive: true }, note: string? } } }
      tags: string[]
      secrets: { type: "string[]", sensitive: true }
  ping: {}
actor: { fields: { teams: { optional: true, items: { fields: { name: string, lead: boolean } } } } }
snapshot: { fields: { limit: number } }
`;
const rule = (id: string, when: string, more = "effect: block") =>
  `  - { id: ${id}, scope: { action: order }, when: ${JSON.stringify(when)}, ${more} }\n`;
const dear = rule("dear", "action.lines.exists(x, x.price > snapshot.limit)");
const compile = (rules: string, options: CompileOptions = {}, from = schema) =>
  Actra.compile({ schema: from, policy: `version: 1\ndefault: allow\nrules:\n${rules}` }, options);
const order = (parts: object = {}): PolicyInput => ({
  action: { type: "order", lines: [], tags: [], secrets: [], ...parts },
  actor: {},
  snapshot: { limit: 10 },
});
const line = (price: unknown, more: object = {}) => ({ price, card: "4111-2222", ...more });

describe("an explanation", () => {
  const conditionOf = (when: string, input: PolicyInput) =>
    compile(rule("r", when)).explain(input).rules[0]!.condition;

  it("shows the first item that decided, with what its atoms saw", () => {
    const input = order({ lines: [line(1), line(11), line(12)] });
    expect(conditionOf("action.lines.exists(x, x.price > snapshot.limit)", input)).toMatchObject({
      kind: "any_item",
      truth: "true",
      list: { field: "action.lines" },
      items: 3,
      item: { index: 1, condition: { truth: "true", left: { field: "action.lines[1].price", value: 11 } } },
    });
    expect(conditionOf("action.lines.all(x, x.price > 10)", input)).toMatchObject({
      kind: "all_items",
      truth: "false",
      item: { index: 0, condition: { truth: "false", left: { field: "action.lines[0].price", value: 1 } } },
    });
  });

  it("shows none where none decided", () => {
    const condition = conditionOf("action.lines.exists(x, x.price > 100)", order({ lines: [line(1)] }));
    expect(condition).toMatchObject({ truth: "false", items: 1 });
    expect(condition).not.toHaveProperty("item");
    const empty = conditionOf("action.lines.all(x, x.price > 100)", order());
    expect(empty).toMatchObject({ truth: "true", items: 0 });
  });

  it("says what an item lacks, and that the list is not there", () => {
    const lacking = conditionOf(
      "action.lines.exists(x, x.price > 100)",
      order({ lines: [line(1), line(null)] }),
    );
    expect(lacking).toMatchObject({
      truth: "unknown",
      item: { index: 1, condition: { left: { field: "action.lines[1].price", absent: "required" } } },
    });
    const absent = conditionOf("actor.teams.exists(x, x.lead)", order());
    expect(absent).toMatchObject({ truth: "false", list: { field: "actor.teams", absent: "optional" } });
    expect(absent).not.toHaveProperty("items");
  });

  it("hides what is sensitive in an item, and items that are", () => {
    const input = order({ lines: [line(1)], secrets: ["4111-2222"] });
    for (const when of [
      "action.lines.exists(x, x.card == '4111-2222')",
      "action.secrets.exists(x, x == '4111-2222')",
    ]) {
      const explanation = compile(rule("r", when)).explain(input);
      expect(explanation.rules[0]!.condition).toMatchObject({ truth: "true", item: { index: 0 } });
      expect(JSON.stringify(explanation) + String(explanation)).not.toContain("4111");
    }
  });

  it("is right about items in the order given, whatever sorts the list", () => {
    const when = "action.tags.exists(x, x == 'a' && action.tags.containsAll(['a', 'z']))";
    expect(conditionOf(when, order({ tags: ["z", "m", "a", "b"] }))).toMatchObject({
      truth: "true",
      item: { index: 2, condition: { conditions: [{ left: { field: "action.tags[2]", value: "a" } }, {}] } },
    });
  });

  it("names a list as not needed with all that is in it", () => {
    const policy = compile(rule("tagged", "'x' in action.tags") + dear);
    expect(policy.explain(order({ tags: ["x"], lines: [line(11)] })).not_needed).toEqual([
      "action.lines",
      "action.lines.price",
      "snapshot.limit",
    ]);
    expect(policy.explain(order({ lines: [line(11)] })).not_needed).toEqual([]);
  });

  it("survives programs without debug information", () => {
    const loaded = Actra.load(compile(dear).toBytes({ debug: false }));
    expect(loaded.explain(order({ lines: [line(11)] })).rules[0]).toMatchObject({ status: "matched" });
  });
});

describe("the hash", () => {
  const hash = (rules: string, options: CompileOptions = {}, from = schema) =>
    compile(rules, options, from).policyHash();

  it("is one for both notations, whatever the variable is called", () => {
    const structured =
      "  - { id: dear, scope: { action: order }, effect: block, when: { any_item: { in: { domain: action, field: lines }, " +
      "where: { subject: { domain: item, field: price }, operator: greater_than, value: { subject: { domain: snapshot, field: limit } } } } } }\n";
    expect(hash(structured)).toBe(hash(dear));
    expect(hash(dear.replaceAll(/\bx\b/g, "item"))).toBe(hash(dear));
    expect(hash(dear.replace("exists", "all"))).not.toBe(hash(dear));
  });

  it("has the limit on lists of objects where there is one, and only there", () => {
    expect(hash(dear, { inputLimits: { listObjects: 5 } })).not.toBe(hash(dear));
    const plain = "version: 1\nactions: { order: { fields: { tags: 'string[]' } } }\n";
    const tagged = rule("r", "action.tags.exists(x, x == 'a')");
    expect(hash(tagged, { inputLimits: { listObjects: 5 } }, plain)).toBe(hash(tagged, {}, plain));
  });
});

describe("limits and hostile items", () => {
  const fails = (input: PolicyInput, options: CompileOptions = {}) => {
    try {
      return compile(dear, options).evaluate(input);
    } catch (error) {
      if (!(error instanceof ActraInputError)) throw error;
      return `${error.code} ${error.path}`;
    }
  };

  it("hold", () => {
    const tight = { inputLimits: { listObjects: 1 } };
    expect(fails(order({ lines: [line(1)] }), tight)).toMatchObject({ effect: "allow" });
    expect(fails(order({ lines: [line(1), line(1)] }), tight)).toBe("INPUT_LIMIT action.lines");
    expect(fails(order({ lines: [line(1), line(1)] }), { inputLimits: { inputBytes: 24 + 8 + 23 } })).toBe(
      "INPUT_LIMIT action.lines[1]",
    );
  });

  it("whatever an item does while it is read", () => {
    const cyclic: Record<string, unknown> = line(11);
    cyclic["lines"] = [cyclic];
    expect(fails(order({ lines: [cyclic] }))).toMatchObject({ effect: "block" });
    const lines: unknown[] = [
      {
        get price() {
          lines.length = 0;
          return 1;
        },
      },
      line(11),
    ];
    expect(fails(order({ lines }))).toBe("INPUT_TYPE action.lines[1]");
    const thrower = {
      get price() {
        throw new Error("no");
      },
    };
    expect(fails(order({ lines: [line(1), thrower] }))).toBe("INPUT_ACCESS action.lines[1].price");
    expect(fails(order({ lines: new Proxy([line(11)], {}) }))).toMatchObject({ effect: "block" });
    expect(fails(order({ lines: [new Proxy(line(11), {})] }))).toMatchObject({ effect: "block" });
    const endless = new Proxy([], { get: (_, key) => (key === "length" ? 1e9 : undefined) });
    expect(fails(order({ lines: endless }))).toBe("INPUT_LIMIT action.lines");
    for (const length of [0.5, 1.5, 2 ** -30]) {
      const broken = new Proxy([line(11), line(11)], {
        get: (list, key) => (key === "length" ? length : Reflect.get(list, key)),
      });
      expect(fails(order({ lines: broken }))).toBe("INPUT_TYPE action.lines");
    }
    expect(fails(order({ lines: [line(1), , line(11)] }))).toBe("INPUT_TYPE action.lines[1]");
    expect(fails(order({ lines: Object.setPrototypeOf([,], [line(1)]) }))).toBe(
      "INPUT_INHERITED action.lines[0]",
    );
  });

  it("a decision inside a getter of an item changes nothing of the one around it", () => {
    const policy = compile(dear);
    const inner: unknown[] = [];
    const nosy = {
      get price() {
        inner.push(policy.evaluate(order({ lines: [line(11), line(12)] })).effect);
        return 1;
      },
    };
    expect(policy.evaluate(order({ lines: [line(2), nosy, line(3)] })).effect).toBe("allow");
    expect(inner).toEqual(["block"]);
  });
});

describe("what else shows lists", () => {
  it("needs", () => {
    const policy = compile(rule("r", "actor.teams.exists(x, x.lead)", "effect: allow"));
    expect(policy.needs("order").actor).toEqual(["teams", "teams.lead"]);
  });

  it("outcomes, for a list as a whole", () => {
    const policy = compile(dear);
    expect(policy.outcomes(order(), { unknown: ["action.lines"] }).effects).toEqual(["block", "allow"]);
    expect(policy.outcomes(order({ lines: [line(1)] }), { unknown: ["action.tags"] }).effects).toEqual([
      "allow",
    ]);
    expect(() => policy.outcomes(order(), { unknown: ["action.lines.price"] })).toThrow(TypeError);
  });

  it("governance, by what is read of the items", () => {
    const check = (must: string, where = "{}") =>
      Actra.check({
        schema,
        policy: `version: 1\ndefault: allow\nrules:\n${dear}`,
        governance: `version: 1\ngovernance: { rules: [{ id: g, select: { where: ${where} }, must: ${must}, error: no }] }`,
      }).map(({ code }) => code);
    expect(check("{ allowed_fields: [action.lines, action.lines.price, snapshot.limit] }")).toEqual([]);
    expect(check("{ allowed_fields: [action.lines, snapshot.limit] }")).toEqual(["governance-violation"]);
    expect(
      check("{ exists: true }", "{ when: { subject: { domain: action, field: lines.price } } }"),
    ).toEqual([]);
    expect(
      check("{ exists: true }", "{ when: { subject: { domain: action, field: lines.prise } } }"),
    ).toEqual(["unknown-field"]);
  });

  it("generated types", () => {
    expect(generateTypes(compile(dear).getSchema())).toContain("lines: readonly {\n        price: number;");
  });

  it("guards: what an optional field or list is not needs an `exists`", () => {
    const codes = (when: string) =>
      Actra.check({ schema, policy: `version: 1\ndefault: allow\nrules:\n${rule("r", when)}` }).map(
        ({ code }) => code,
      );
    expect(codes("action.lines.exists(x, x.note != 'a')")).toEqual(["unguarded-optional"]);
    expect(codes("action.lines.exists(x, has(x.note) && x.note != 'a')")).toEqual([]);
    expect(codes("!action.lines.exists(x, x.note == 'a')")).toEqual(["unguarded-optional"]);
    expect(codes("!actor.teams.exists(x, x.lead)")).toEqual(["unguarded-optional"]);
    expect(codes("!has(actor.teams) || !actor.teams.exists(x, x.lead)")).toEqual([]);
  });

  it("errors of the compiler", () => {
    const told = (when: string) =>
      Actra.check({ schema, policy: `version: 1\ndefault: allow\nrules:\n${rule("r", when)}` }).map(
        ({ code, message, help }) => `${code}: ${message}; ${help}`,
      )[0];
    expect(told("action.lines.exists(x, x.prise > 1)")).toBe(
      "unknown-field: an item of `action.lines` has no field `prise`; did you mean `price`?",
    );
    expect(told("action.lines.price > 1")).toContain("a list stands on the way");
    expect(told("action.lines.contains('a')")).toContain(
      "operator-type-mismatch: operator `contains` does not fit `action.lines` (object[])",
    );
    expect(told("snapshot.limit.exists(x, x > 1)")).toContain(
      "looks into lists, and `snapshot.limit` (number) is none",
    );
    expect(told("action.tags.exists(x, x > 1)")).toContain("operator-type-mismatch");
    expect(told("action.lines.exists(x, x == 1)")).toContain("is an object, and no value");
    expect(told("action.tags.exists(x)")).toContain("takes a variable and a condition, not 1 argument");
    expect(told("action.tags.exists(for, for == 'a')")).toContain("reserved word");
    expect(told("action.lines.exists(x, item.price > 1)")).toContain("the variable here is `x`");
  });

  it("test files", () => {
    const tests = `
version: 1
tests:
  - name: dear
    input: { action: { type: order, lines: [{ price: 11, card: x }], tags: [], secrets: [] }, snapshot: { limit: 10 } }
    expect: { effect: block, rule: dear }
  - name: unknown
    input: { action: { type: order, lines: [{ card: x }], tags: [], secrets: [] }, snapshot: { limit: 10 } }
    expect: { effect: block, missing: [action.lines.price] }
`;
    const run = (text: string) => runTests(compile(dear), [{ path: "a.test.yaml", text }]);
    expect(run(tests).passed).toBe(true);
    const { diagnostics } = run(tests.replace("price: 11", "prise: 11"));
    expect(diagnostics.map(({ message }) => message)).toEqual(["the schema has no `action.lines.prise`"]);
  });
});

// repetitions.ts: 10,000 items that each go through a text of a megabyte would take a quarter of a minute.
describe("what a condition goes through outside of the items", () => {
  const long = "a".repeat(1024 * 1024);
  const inputOf = (items: number, text: string) =>
    order({ tags: Array.from({ length: items }, (_, i) => `aaab${i}`), note: text });
  const limit = expect.objectContaining({ code: "INPUT_LIMIT", path: "action.tags" });
  const withNote = schema.replace("tags: string[]", "tags: string[]\n      note: string");
  const policyOf = (when: string, more?: string) => compile(rule("r", when, more), {}, withNote);
  const contains = policyOf("action.tags.exists(t, action.note.contains(t))");

  it("counts once for each of them", () => {
    expect(contains.evaluate(inputOf(15, long))).toMatchObject({ effect: "allow" });
    expect(() => contains.evaluate(inputOf(17, long))).toThrow(limit);
    expect(() => contains.explain(inputOf(10_000, long))).toThrow(limit);
    expect(contains.evaluate(inputOf(10_000, "aaab9"))).toMatchObject({ effect: "block" });
  });

  it("counts where it is outside, and not where it is the items' own", () => {
    const own = policyOf("action.tags.exists(t, t.contains('x')) || action.note.contains('x')");
    expect(own.evaluate(inputOf(5000, long))).toMatchObject({ effect: "allow" });
  });

  it("is nothing where only the items of a list of objects are counted, or a constant is computed with", () => {
    const many = order({ lines: Array.from({ length: 1000 }, () => line(1)), note: long });
    const counted = policyOf("action.lines.exists(l, l.price > 0 && size(action.lines) > 999)");
    expect(counted.evaluate(many)).toMatchObject({ effect: "block" });
    const computed = policyOf("action.note.contains('b') || action.lines.exists(l, 1000 - l.price < 0)");
    expect(computed.evaluate(many)).toMatchObject({ effect: "allow" });
  });

  it("is bad for audit rules alone, where no other looks into the list", () => {
    const audited = policyOf("action.tags.exists(t, action.note.contains(t))", "effect: block, mode: audit");
    const { effect, audited: report } = audited.evaluate(inputOf(1000, long));
    expect(effect).toBe("allow");
    expect(report?.errors).toMatchObject([{ rule: "r", code: "INPUT_LIMIT", path: "action.tags" }]);
  });
});
