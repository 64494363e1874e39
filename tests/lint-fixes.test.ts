import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { lint } from "../src/authoring.ts";
import { Actra } from "../src/index.ts";
import { fixAll } from "../src/lint/fix.ts";
import { lintSources } from "../src/lint/lint.ts";
import { foundFiles, sourcesIn } from "./support/diagnostics/found-files.ts";

// What fixes promise: the documents compile, every decision on every input is as before, those that keep the hash keep it,
// and nothing else of the text changes.

const SCHEMA = `version: 1
actions:
  refund: { fields: { amount: integer, currency: { type: string, enum: [USD, EUR, GBP] }, tags: "string[]?" } }
  payout: { fields: { amount: integer } }
actor: { kind: role, fields: { role: { type: string, enum: [bot, human] } } }
snapshot:
  fields:
`;

const currencies = fc.array(fc.constantFrom("USD", "EUR", "GBP"), { minLength: 1, maxLength: 4 });
const amounts = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 });
const atom = (field: string, operator: string, literal: unknown) => ({
  subject: { domain: "action", field },
  operator,
  value: { literal },
});

const onRefund = fc.oneof(
  currencies.map((list) => atom("currency", "in", list)),
  currencies.map((list) => ({ not: atom("currency", "in", list) })),
  amounts.map((list) => atom("amount", "not_in", list)),
  fc.constant(atom("tags", "contains_any", ["a", "a", "b"])),
  fc.constant({ condition: "used" }),
  fc.constant({ subject: { domain: "action", field: "currency" }, operator: "in", value: { list: "some" } }),
);

const RULES = fc.array(
  fc.record(
    {
      scope: fc.constantFrom<object>(
        { action: "refund" },
        { actions: ["refund"] },
        { action: "refund", actor: "bot" },
      ),
      when: onRefund,
      effect: fc.constantFrom("allow", "block", "require_approval"),
      mode: fc.constantFrom("enforce", "audit"),
      reason: fc.constantFrom("one", "two"),
      approval: fc.constant({ approvers: ["cfo"] }),
    },
    { requiredKeys: ["scope", "effect"] },
  ),
  { minLength: 1, maxLength: 6 },
);

const POLICIES = fc.record(
  {
    resolution: fc.constantFrom("strictest", "first_match"),
    default: fc.constantFrom("allow", "block"),
    rules: fc
      .tuple(RULES, fc.array(fc.nat(), { maxLength: 3 }))
      .map(([rules, copied]) => [...rules, ...copied.map((index) => rules[index % rules.length]!)]),
    lists: fc.constantFrom<object>({ some: ["USD", "USD", "EUR"] }, { some: ["EUR"], other: [1, 1] }),
    conditions: fc.constantFrom<object>(
      { used: atom("amount", "in", [1, 1]) },
      { used: atom("amount", "equals", 1), spare: { condition: "more" }, more: atom("amount", "equals", 2) },
    ),
    flow: fc.nat({ max: 2 }),
  },
  { requiredKeys: ["resolution", "rules", "lists", "conditions", "flow"] },
);

function textOf({
  rules,
  flow,
  ...policy
}: typeof POLICIES extends fc.Arbitrary<infer T> ? T : never): string {
  const numbered = rules.map(({ effect, approval, ...rule }, index) => ({
    id: `r${index}`,
    ...rule,
    effect,
    ...(approval && effect === "require_approval" && { approval }),
  }));
  // What comments say is seen again below.
  // Without shared objects, which would be written as anchors and aliases.
  const document = JSON.parse(JSON.stringify({ version: 1, ...policy, rules: numbered }));
  const text = stringify(document, { collectionStyle: flow === 0 ? "flow" : "any" });
  return flow > 1 ? text.replaceAll(/^( +- id: r[1-9])$/gm, "$1 # kept") : text;
}

const INPUTS = [0, 1, 2, undefined].flatMap((amount) =>
  ["USD", "GBP", undefined].flatMap((currency) =>
    [undefined, [], ["a"], ["b", "c"]].flatMap((tags) =>
      ["bot", "human", undefined].map((role) => ({
        action: { type: "refund", amount, currency, tags },
        actor: { role },
        snapshot: {},
      })),
    ),
  ),
);

function decisions(policy: string, schema: string): unknown[] {
  const compiled = Actra.compile({ schema, policy });
  return INPUTS.map((input) => {
    try {
      return compiled.evaluate(input);
    } catch (error) {
      return String(error);
    }
  });
}

describe("fixes", () => {
  it("change no decision, and no other text", () => {
    const counts: Record<string, number> = {};
    fc.assert(
      fc.property(POLICIES, (given) => {
        const policy = textOf(given);
        const { files, fixed, linting } = fixAll(foundFiles({ schema: SCHEMA, policy }));
        const [schemaNow, policyNow] = sourcesIn(files).map(({ text }) => text) as [string, string];
        for (const { code } of fixed) counts[code] = (counts[code] ?? 0) + 1;
        expect(linting.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(decisions(policyNow, schemaNow)).toEqual(decisions(policy, SCHEMA));
        if (fixed.every(({ fix }) => fix.keeps === "hash"))
          expect(linting.compilation.program!.policyHash).toBe(
            lintSources({ schema: SCHEMA, policy }).compilation.program!.policyHash,
          );
        const left = policyNow.split("\n");
        const added = left.filter((line) => !policy.split("\n").includes(line));
        // Only lines out of which something was taken are new, and the default.
        for (const line of added) expect(line).toMatch(/^default: |\[.*\]|\{.*\}|^\{/);
        const comments = (text: string) => text.match(/# kept/g)?.length ?? 0;
        const rulesLeft = (text: string) => text.match(/id: r[1-9]/g)?.length ?? 0;
        if (comments(policy) > 0) expect(comments(policyNow)).toBe(rulesLeft(policyNow));
      }),
      { numRuns: 80 },
    );
    for (const code of [
      "blank-fields",
      "unused-name",
      "duplicate-literal",
      "default-not-written",
      "repeated-rule",
    ])
      expect(counts[code], code).toBeGreaterThan(0);
  });

  it("are data that anybody can apply, one at a time", () => {
    const policy = `version: 1\nlists: { some: [USD, EUR, USD] }\nrules:\n  - { id: a, scope: { action: refund }, when: action.amount > 1, effect: block }\n`;
    const found = lint({ schema: SCHEMA, policy }).filter(({ fix }) => fix !== undefined);
    expect(found.map(({ code, fix }) => [code, fix!.title])).toEqual([
      ["blank-fields", "write `fields: {}`"],
      ["default-not-written", "write `default: allow`"],
    ]);
    const { span, text } = found[1]!.fix!.edits[0]!;
    expect(policy.slice(0, span.start) + text + policy.slice(span.end)).toContain(
      "version: 1\ndefault: allow\nlists:",
    );
  });

  it("leave documents with errors alone", () => {
    const given = foundFiles({ schema: SCHEMA, policy: "version: 1\nrules: [{ id: a }]\n" });
    const { files, fixed } = fixAll(given);
    expect(fixed).toEqual([]);
    expect(sourcesIn(files)).toEqual(sourcesIn(given));
  });
});
