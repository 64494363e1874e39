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

it("lets any two values meet, and tries all while they are few", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(sizes, (given) => {
      const rows = combinationsOf(given);
      for (const [right, many] of given.entries())
        for (let left = 0; left < right; left++)
          expect(new Set(rows.map((row) => row[left]! * 10 + row[right]!)).size).toBe(given[left]! * many);
      const all = given.reduce((product, size) => product * size, 1);
      expect(rows.length).toBeLessThanOrEqual(all);
      if (all <= 64) expect(new Set(rows.map(String)).size).toBe(all);
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
    writeFileSync(path, "## pay\n\nnothing\n");
    expect((await actra(command)).code).toBe(2);
  });
});
