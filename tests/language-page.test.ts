import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Form, formOf } from "../src/compiler/2-parse/expression/forms.ts";
import { Actra, type Policy, type PolicyInput } from "../src/index.ts";
import { OPERATOR_NAMES, OPERATORS, type OperatorForm, type RightShape } from "../src/language/operators.ts";
import { typeName } from "../src/language/types.ts";

// docs/language.md: its operators are those of the table, and its documents compile and decide as it says.

const path = fileURLToPath(new URL("../docs/language.md", import.meta.url));

const RIGHT: Record<RightShape, string> = {
  same: "same family; literal or field",
  list: "literal list, or `T[]` field",
  pair: "literal list of two",
  item: "an item; literal or field",
  items: "literal list, or `T[]` field",
  text: "string; literal or field",
  texts: "literal list of strings",
  cidr: "CIDR, or list of them; literal",
  pattern: "literal pattern",
  flag: "literal boolean, `true` when left out",
};

function left({ left }: OperatorForm): string {
  const names = left.map(typeName);
  const lists = names.filter((name) => name.endsWith("[]"));
  const others = names.filter((name) => !name.endsWith("[]"));
  const scalars = others.length >= 6 ? ["any scalar", ...others.filter((name) => name === "object")] : others;
  return [
    ...(lists.length > 0 ? ["`T[]`"] : []),
    ...scalars.map((name) => (name.includes(" ") ? name : `\`${name}\``)),
  ].join(", ");
}

function table(): string {
  const rows = OPERATOR_NAMES.flatMap((name) =>
    OPERATORS[name].forms.map(
      (form) => `| \`${name}\` | ${left(form)} | ${RIGHT[form.right]} | ${OPERATORS[name].doc} |`,
    ),
  );
  return ["| operator | left | right | true when |", "|---|---|---|---|", ...rows].join("\n");
}

it("has the table of operators", () => {
  const page = readFileSync(path, "utf8");
  const written = page.replace(
    /(<!-- operators: .*? -->\n).*?(<!-- \/operators -->)/s,
    (_, start, end) => `${start}\n${table()}\n\n${end}`,
  );
  if (process.env["UPDATE"]) writeFileSync(path, written);
  else expect(page).toBe(written);
});

function forms(): string {
  const rows = OPERATOR_NAMES.flatMap((name) => {
    const { forms, negates } = OPERATORS[name];
    const positive = formOf(name);
    if (positive !== undefined) return `| \`${name}\` | \`${shown(positive, forms[0]!)}\` |`;
    const negated = shown(formOf(negates!)!, forms[0]!);
    return `| \`${name}\` | \`!${negates === "in" ? `(${negated})` : negated}\` |`;
  });
  return ["| operator | expression |", "|---|---|", ...rows].join("\n");
}

function shown({ kind, word }: Form, { right }: OperatorForm): string {
  if (kind === "symbol") return `path ${word} right`;
  if (kind === "function") return `${word}(path)`;
  return `path.${word}(${right === "flag" ? "" : right === "pair" ? "low, high" : "right"})`;
}

it("has the form of each operator in an expression", () => {
  const page = readFileSync(path, "utf8");
  const written = page.replace(
    /(<!-- forms: .*? -->\n).*?(<!-- \/forms -->)/s,
    (_, start, end) => `${start}\n${forms()}\n\n${end}`,
  );
  if (process.env["UPDATE"]) writeFileSync(path, written);
  else expect(page).toBe(written);
});

const [schema, policy, scopes, names, items, expressions, arithmetic, absence, governance, ...others] =
  blocks("yaml");

function blocks(language: string): string[] {
  const pattern = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs");
  return [...readFileSync(path, "utf8").matchAll(pattern)].map((match) => match[1]!);
}

function compile(policy: string | undefined): Policy {
  return Actra.compile({ schema: schema!, policy: policy! });
}

/** A refund that none of the rules stops, with these parts changed. */
function refund(action: object = {}, role = "manager", snapshot: object = {}): PolicyInput {
  const customer = { id: "c", country: "DE" };
  return {
    action: {
      type: "refund",
      amount: 10,
      currency: "EUR",
      tags: [],
      note: "ticket 1",
      customer,
      lines: [],
      ...action,
    },
    actor: { role },
    snapshot: { fraud_flag: false, refunded_today: 100, as_of: "2026-01-01T00:00:00Z", ...snapshot },
  };
}

describe("the documents", () => {
  it("are the ones that are tested here", () => {
    expect([governance === undefined, others]).toEqual([false, []]);
  });

  it("compile without a warning", () => {
    for (const document of [policy!, scopes!, names!, items!, expressions!, arithmetic!, absence!])
      expect(Actra.check({ schema: schema!, policy: document })).toEqual([]);
  });

  it("have a governance that lacks a rule that blocks, and no more than that", () => {
    const documents = { schema: schema!, policy: policy!, governance: governance! };
    const block = "  - { id: b, scope: { action: refund }, effect: block }\n";
    expect(Actra.check({ ...documents, policy: policy! + block })).toEqual([]);
    expect(Actra.check(documents).map(({ code }) => code)).toEqual(["governance-violation"]);
  });
});

describe("the rules on the page", () => {
  const day = { as_of: "2026-01-01T05:00:00Z" };

  it.each([
    ["large_refund", refund({ amount: 1001 }, "agent")],
    ["", refund({ amount: 1001 })],
    ["", refund({}, "agent")],
  ])("first policy: %s", (rule, input) => {
    expect(compile(policy).evaluate(input).matched_rule).toBe(rule);
  });

  it.each([
    ["refunds_are_fine", refund()],
    ["more_than_all_of_today", refund({ amount: 101 })],
    ["agents_ask", refund({}, "agent")],
    ["managers_refund_abroad", refund({ customer: { id: "c", country: "US" } })],
    ["not_under_suspicion", refund({}, "manager", { fraud_flag: true })],
  ])("scopes: %s", (rule, input) => {
    expect(compile(scopes).evaluate(input).matched_rule).toBe(rule);
  });

  it.each([
    ["large_refunds_abroad", refund({ amount: 1001, customer: { id: "c", country: "US" } }, "agent")],
    ["refunds_abroad_by_agents", refund({ customer: { id: "c", country: "US" } }, "agent")],
    ["", refund({ customer: { id: "c", country: "US" } })],
    ["", refund({ amount: 1001 }, "agent")],
  ])("names: %s", (rule, input) => {
    expect(compile(names).evaluate(input).matched_rule).toBe(rule);
  });

  it("are explained as the page shows", () => {
    const explanation = compile(names).explain(
      refund({ amount: 2000, customer: { id: "c", country: "US" } }),
    );
    expect(String(explanation)).toContain(blocks("text")[1]!.trim());
  });

  it.each([
    [
      "dear_line",
      refund({
        lines: [
          { price: 1, gift: false },
          { price: 1001, gift: false },
        ],
      }),
    ],
    [
      "",
      refund({
        lines: [
          { price: 1, gift: false },
          { price: 1001, gift: true },
        ],
        tags: ["a"],
      }),
    ],
    ["odd_tag", refund({ tags: ["a", "A"] })],
    ["", refund()],
  ])("lists: %s", (rule, input) => {
    expect(compile(items).evaluate(input).matched_rule).toBe(rule);
  });

  it("lists: the expression says the same as the two before it", () => {
    const alone = compile(items!.replace(/ {2}- id: dear_line.*(?= {2}- id: same_in_short)/s, ""));
    const lines = [{ price: 1001, gift: false }];
    for (const action of [{ lines }, { tags: ["A"] }])
      expect(alone.evaluate(refund(action)).matched_rule).toBe("same_in_short");
    expect(alone.evaluate(refund({ tags: ["a"] })).matched_rule).toBe("");
  });

  it.each([
    ["large_refund", refund({ amount: 1001 }, "agent")],
    ["odd_note", refund({ note: "urgent" })],
    ["odd_note", refund({ tags: ["vip"] })],
    ["odd_note", refund({ amount: 500 })],
    ["late", refund({}, "manager", { as_of: "2030-01-01T00:00:00Z" })],
    ["", refund({ note: undefined, amount: 499 })],
  ])("expressions: %s", (rule, input) => {
    expect(compile(expressions).evaluate(input).matched_rule).toBe(rule);
  });

  it.each([
    ["", refund({}, "manager", day)],
    ["over_the_daily_limit", refund({ amount: 4901 }, "manager", day)],
    ["", refund({ amount: 4900 }, "manager", day)],
    ["far_over_the_limit", refund({ amount: 49_901 }, "manager", day)],
    ["at_night", refund({}, "manager", { as_of: "2026-01-01T04:59:59Z" })],
    ["at_night", refund({ tags: Array.from({ length: 11 }, () => "a") }, "manager", day)],
  ])("arithmetic: %s", (rule, input) => {
    expect(compile(arithmetic).evaluate(input).matched_rule).toBe(rule);
  });

  it.each([
    ["", "ticket 1"],
    ["absence_stops", "no number"],
    ["absence_stops", undefined],
  ])("absence: %s", (rule, note) => {
    expect(compile(absence).evaluate(refund({ note })).matched_rule).toBe(rule);
  });

  it("absence_passes, alone, lets absence pass", () => {
    const alone = compile(absence!.replace(/ {2}- id: absence_stops.*?effect: block\n/s, ""));
    expect(alone.evaluate(refund({ note: undefined })).effect).toBe("allow");
    expect(alone.evaluate(refund({ note: "no number" })).matched_rule).toBe("absence_passes");
  });
});

describe("the errors on the page", () => {
  it("are what a schema without `kind` gives", () => {
    const withoutKind = schema!.replace("  kind: role\n", "");
    expect(() => Actra.compile({ schema: withoutKind, policy: scopes! })).toThrow(blocks("text")[0]!.trim());
  });

  it.each(["scope", "id", "effect"])("come when a rule has no %s, as the page says", (key) => {
    const rule = { id: "a", scope: { action: "refund" }, effect: "block", [key]: undefined };
    const given = JSON.parse(JSON.stringify({ version: 1, default: "allow", rules: [rule] }));
    expect(Actra.check({ schema: schema!, policy: given })).toMatchObject([{ code: "missing-key" }]);
  });
});
