import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundaryTables } from "../src/analysis.ts";
import { combinationsOf } from "../src/boundaries/combinations.ts";
import { parseSnapshot, snapshotText } from "../src/boundaries/snapshot.ts";
import { Actra } from "../src/index.ts";
import { policyFolder } from "./support/cli/folders.ts";
import { actra } from "./support/cli/in-process.ts";

// Decisions around every limit, and the snapshot of them.

const SCHEMA = `version: 1
actions:
  pay: { fields: { amount: { type: integer, minimum: 1 }, currency: { type: string, enum: [EUR, USD] }, at: datetime, from: ip, note: string?, tags: "string[]", lines: { items: { fields: { price: integer } } } } }
  look: {}
actor: { fields: { role: string } }
`;
const policyOf = (...whens: string[]) =>
  `version: 1\ndefault: allow\nrules:\n${whens.map((when, i) => `  - { id: r${i}, scope: { action: pay }, when: '${when}', effect: block }\n`).join("")}`;
const tablesOf = (...whens: string[]) =>
  boundaryTables(Actra.compile({ schema: SCHEMA, policy: policyOf(...whens) }));

/** A policy with one rule on one action, and what is tried of it. */
function tried(fields: string, when: string) {
  const schema = `version: 1\nactions: { pay: { fields: { ${fields} } } }\nactor: { fields: { limit: integer } }\n`;
  const policy = `version: 1\ndefault: allow\nrules: [{ id: r, scope: { action: pay }, when: '${when}', effect: block }]\n`;
  const [table] = boundaryTables(Actra.compile({ schema, policy }));
  return { ...table!, outcomes: table!.rows.map(({ values, outcome }) => [...values, outcome]) };
}

describe("boundaryTables", () => {
  it("has both sides of a limit, and the limit", () => {
    const [pay, look] = tablesOf("action.amount > 1000");
    expect(pay).toEqual({
      action: "pay",
      columns: ["action.amount"],
      rows: [
        { values: [1], outcome: "allow", rule: "" },
        { values: [999], outcome: "allow", rule: "" },
        { values: [1000], outcome: "allow", rule: "" },
        { values: [1001], outcome: "block", rule: "r0" },
      ],
    });
    expect(look).toEqual({ action: "look", columns: [], rows: [{ values: [], outcome: "allow", rule: "" }] });
  });

  it.each([
    [`action.currency == "EUR"`, ["EUR", "USD"]],
    [`has(action.note) && action.note.startsWith("a")`, ["a", "ax", "other", undefined]],
    [`action.from.inCidr("10.0.0.0/8")`, ["10.0.0.0", "203.0.113.7"]],
    [`action.tags.containsAny(["a", "b"])`, [[], ["a"], ["b"], ["other"], ["a", "b", "other"]]],
    [
      `action.at > timestamp("2026-01-01T00:00:00Z")`,
      ["2025-12-31T23:59:59.000Z", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:01.000Z"],
    ],
    [`action.lines.exists(x, x.price > 5)`, [[], ...[1, 4, 5, 6].map((price) => [{ price }])]],
  ])("tries of %s what makes a difference", (when, values) => {
    const { rows } = tablesOf(when)[0]!;
    expect(rows.map((row) => row.values[0])).toEqual(values);
    expect(new Set(rows.map(({ outcome }) => outcome)).size).toBe(2);
  });

  it("has a text that fits a pattern and one that does not", () => {
    const { rows } = tablesOf(`has(action.note) && action.note.matches("^[0-9]{3}$")`)[0]!;
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(["allow", "block"]));
  });
});

describe("what is tried lets a test come out either way", () => {
  it("of more values than any combination of them would be tried", () => {
    const countries = Array.from({ length: 70 }, (_, i) => `"c${i}"`);
    const { rows } = tried("country: string", `action.country in [${countries.join()}]`);
    expect(rows).toHaveLength(71);
    expect(rows.at(-1)).toEqual({ values: ["other"], outcome: "allow", rule: "" });
  });

  it.each([
    // Fields of which the schema refuses what is usual.
    ["code: { type: string, max_length: 3 }", `action.code != "abc"`],
    ["a: { type: integer, minimum: 10 }, b: { type: integer, minimum: 10 }", "action.a > action.b"],
    ["at: { type: datetime, minimum: 2030-01-01T00:00:00Z }, to: datetime", "action.at < action.to"],
    // Fields that are compared.
    ["amount: integer", "action.amount > actor.limit"],
    ["amount: integer", "action.amount < actor.limit"],
    ["owner: string, who: string", "action.owner != action.who"],
    ["from: ip, to: ip", "action.from != action.to"],
    ["allowed: 'string[]', who: string", "!(action.who in action.allowed)"],
    ["at: datetime, to: datetime", `action.to - action.at > duration("24h")`],
    [
      "amount: integer, lines: { items: { fields: { price: integer } } }",
      "action.lines.exists(x, x.price > action.amount)",
    ],
    // Limits on what is computed.
    ["at: datetime", "action.at.getHours() >= 18"],
    ["at: datetime", `action.at.getHours("+02:00") >= 18`],
    ["at: datetime", "action.at.getFullYear() < 2020"],
    ["at: datetime", "action.at.getDayOfWeek() == 6"],
    ["at: datetime", "action.at.getMilliseconds() == 999"],
    ["note: string", "size(action.note) > 100"],
    ["tags: 'string[]'", "size(action.tags) > 3"],
    ["tags: 'string[]'", "action.tags.exists(x, size(x) > 20)"],
    ["lines: { items: { fields: { price: integer } } }", "size(action.lines) > 3"],
    // Literals that are what is usual, or fit it.
    ["note: string", `action.note == "other"`],
    ["note: string", `action.note.startsWith("o")`],
    ["note: string", `action.note.contains("other")`],
    ["from: ip", `action.from.inCidr("203.0.113.0/24")`],
    ["code: { type: string, enum: [a1, a2, a3, a4, a5, a6, a7, a8, b1, b2] }", `action.code.startsWith("b")`],
    // Objects, and what is in those of a list.
    ["customer: { optional: true, fields: { country: string? } }", "has(action.customer)"],
    [
      "customer: { optional: true, fields: { country: string? } }",
      "has(action.customer) && !has(action.customer.country)",
    ],
    [
      "lines: { items: { fields: { box: { fields: { size: integer } } } } }",
      "action.lines.exists(x, x.box.size > 5)",
    ],
    [
      "lines: { items: { fields: { a: string, b: string } } }",
      `action.lines.exists(x, x.a == "p" && x.b != "q")`,
    ],
  ])("of %s by %s", (fields, when) => {
    const { rows } = tried(fields, when);
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(["allow", "block"]));
  });

  it("right beside limits on sizes and parts, too", () => {
    expect(tried("note: string", "size(action.note) > 3").outcomes).toEqual([
      ["xx", "allow"],
      ["xxx", "allow"],
      ["xxxx", "block"],
      ["other", "block"],
    ]);
    const { outcomes } = tried("at: datetime", "action.at.getHours() >= 18");
    expect(outcomes).toContainEqual(["2026-01-01T17:00:00.000Z", "allow"]);
    expect(outcomes).toContainEqual(["2026-01-01T18:00:00.000Z", "block"]);
    const { rows } = tried("at: datetime, to: datetime", `action.to - action.at > duration("24h")`);
    expect(rows).toContainEqual({
      values: ["2026-01-02T00:00:00.000Z", "2026-01-01T00:00:00.000Z"],
      outcome: "allow",
      rule: "",
    });
  });

  it("with an object where one of its fields is", () => {
    const customer = "customer: { optional: true, fields: { country: string? } }";
    const { outcomes } = tried(customer, "has(action.customer) && !has(action.customer.country)");
    expect(outcomes).toEqual([
      [{}, "other", "allow"],
      [{}, undefined, "block"],
      [undefined, undefined, "allow"],
    ]);
  });
});

it("lets any two values meet, and tries all while they are few", () => {
  const sizes = fc.oneof(
    fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 7 }),
    fc.tuple(fc.integer({ min: 60, max: 100 })),
  );
  fc.assert(
    fc.property(sizes, (given) => {
      const rows = combinationsOf(given);
      for (const [right, many] of given.entries())
        for (let left = 0; left < right; left++)
          expect(new Set(rows.map((row) => row[left]! * 10 + row[right]!)).size).toBe(given[left]! * many);
      const all = given.reduce((product, size) => product * size, 1);
      expect(rows.length).toBeLessThanOrEqual(all);
      if (all <= 64 || given.length === 1) expect(new Set(rows.map(String)).size).toBe(all);
    }),
  );
});

it("keeps tables as text that says the same when it is read", () => {
  const cell = fc.option(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string())), {
    nil: undefined,
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (pairs) => {
      const rows = pairs.map((values) => ({ values, outcome: "allow", rule: "" }));
      const tables = [{ action: "a.b", columns: ["action.x", "actor.y"], rows }];
      expect(parseSnapshot(snapshotText(tables))).toEqual(tables);
    }),
  );
});

describe("actra test --boundaries", () => {
  it("shows a change of the policy as decisions that change", async () => {
    const governance = "version: 1\ngovernance: { rules: [] }\n";
    const folder = policyFolder({
      "schema.yaml": SCHEMA,
      "policy.yaml": policyOf("action.amount > 1000"),
      "governance.yaml": governance,
    });
    const command = ["test", folder, "--boundaries"];
    const first = await actra(command);
    expect(first.code).toBe(1);
    expect(first.out).toContain("there is no snapshot");
    expect((await actra([...command, "--update"])).code).toBe(0);
    const path = join(folder, "boundaries.snapshot.md");
    expect(readFileSync(path, "utf8")).toContain("| 1001          | block   | r0        |");
    expect(await actra(command)).toMatchObject({ code: 0 });
    writeFileSync(join(folder, "policy.yaml"), policyOf("action.amount > 999"));
    const { code, out } = await actra(command);
    expect(code).toBe(1);
    expect(out).toContain(
      "pay action.amount: 1000\n  - allow by the default\n  + block by r0\n1 inputs are new, 1 are gone\n",
    );
    const table = "| __proto__.actra | outcome | rule |\n| - | - | - |\n| 1 | allow | (default) |\n";
    writeFileSync(path, `## pay\n\n${table}`);
    expect((await actra(command)).code).toBe(1);
    expect(({} as { actra?: unknown }).actra).toBeUndefined();
    writeFileSync(path, "## pay\n\nnothing\n");
    expect((await actra(command)).code).toBe(2);
  });
});
