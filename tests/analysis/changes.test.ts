/** What single changes are proposed, beyond what brute.test.ts tries: computing, lists, what is sensitive, and how it is said. */
import { describe, expect, it } from "vitest";
import {
  diffPolicies,
  explainWithChanges,
  renderDiff,
  renderDiffMarkdown,
  smallestChanges,
} from "../../src/analysis.ts";
import { Actra, type Policy } from "../../src/index.ts";

function policyOf(fields: object, rules: readonly object[], settings: object = {}): Policy {
  const written = rules.map((rule, i) => ({
    id: `r${i}`,
    scope: { action: "pay" },
    effect: "block",
    ...rule,
  }));
  return Actra.compile({
    schema: {
      version: 1,
      actions: { pay: { fields } },
      snapshot: { fields: { paid: "number", key: { type: "number", sensitive: true } } },
    },
    policy: { version: 1, ...settings, rules: written },
  });
}

const pay = (fields: object, snapshot: object = { paid: 10, key: 7 }) => ({
  action: { type: "pay", ...fields },
  snapshot,
});

describe("smallest change", () => {
  it("is the values of one field, milder effects first", () => {
    const policy = policyOf({ amount: "number" }, [
      { when: "action.amount > 1000" },
      { when: "action.amount > 100", effect: "require_approval" },
    ]);
    expect(smallestChanges(policy, pay({ amount: 5000 }))).toMatchObject([
      { field: "action.amount", effect: "allow", when: "action.amount <= 100", exact: true },
      { effect: "require_approval", when: "action.amount > 100 and action.amount <= 1000" },
    ]);
    expect(smallestChanges(policy, pay({ amount: 5 }))).toEqual([]);
  });

  it("finds where a computation turns, and says that it was by trying", () => {
    const policy = policyOf({ amount: "integer" }, [{ when: "snapshot.paid + action.amount > 500" }]);
    const changes = smallestChanges(policy, pay({ amount: 600 }));
    expect(changes).toContainEqual({
      field: "action.amount",
      effect: "allow",
      when: "action.amount <= 490",
      value: 490,
      exact: false,
    });
  });

  it("is an item more or less", () => {
    const policy = policyOf({ tags: "string[]" }, [{ when: 'action.tags.contains("vip")' }]);
    expect(smallestChanges(policy, pay({ tags: ["vip", "new"] }))).toEqual([
      {
        field: "action.tags",
        effect: "allow",
        when: '"vip" not in action.tags',
        value: ["new"],
        exact: true,
      },
    ]);
  });

  it("tells nothing of what is sensitive", () => {
    const compared = policyOf({ amount: "number" }, [{ when: "action.amount > snapshot.key" }]);
    expect(smallestChanges(compared, pay({ amount: 50 })).map(({ field }) => field)).toEqual([
      "snapshot.key",
    ]);
    const computed = policyOf({ amount: "number" }, [{ when: "action.amount + snapshot.key > 20.0" }]);
    expect(
      smallestChanges(computed, pay({ amount: 50 })).filter(({ field }) => field === "action.amount"),
    ).toEqual([]);
    const list = policyOf({ tags: { type: "string[]", sensitive: true } }, [
      { when: 'action.tags.contains("vip")' },
    ]);
    expect(JSON.stringify(smallestChanges(list, pay({ tags: ["vip", "secret"] })))).not.toContain("secret");
    const items = policyOf(
      { limit: "integer", lines: { items: { fields: { price: { type: "integer", sensitive: true } } } } },
      [{ when: "action.lines.exists(x, x.price > action.limit)" }],
    );
    expect(JSON.stringify(smallestChanges(items, pay({ limit: 1, lines: [{ price: 4711 }] })))).not.toContain(
      "471",
    );
  });

  it("is in the explanation and its text", () => {
    const policy = policyOf({ amount: "number" }, [{ when: "action.amount > 1000" }]);
    const explanation = explainWithChanges(policy, pay({ amount: 5000 }));
    expect(explanation.changes).toHaveLength(1);
    expect(String(explanation)).toContain("would be less strict:\n  allowed if action.amount <= 1000");
  });

  it("needs the rules", () => {
    const loaded = Actra.load(policyOf({ amount: "number" }, []).toBytes());
    expect(() => smallestChanges(loaded, pay({ amount: 1 }))).toThrow(
      expect.objectContaining({ code: "UNAVAILABLE" }),
    );
  });
});

describe("a difference", () => {
  const at = (limit: number, more: object = {}) =>
    policyOf({ amount: "number", note: "string" }, [{ when: `action.amount > ${limit}` }], more);

  it("is in words that people read, with an input", () => {
    const difference = diffPolicies(at(100), at(200));
    expect(difference).toMatchObject({ equivalent: false, unclear: [], notCompared: [] });
    expect(difference.regions).toMatchObject([
      {
        action: "pay",
        before: { effect: "block", rule: "r0" },
        after: { effect: "allow", rule: "" },
        exact: true,
      },
    ]);
    expect(difference.regions[0]!.within).toEqual(["action.amount > 100 and action.amount <= 200"]);
    expect(renderDiff(difference)).toContain(
      "+ pay: block (r0) → allow (default)\n    when action.amount > 100 and action.amount <= 200",
    );
    expect(renderDiffMarkdown(difference)).toContain("#### Now milder");
    expect(diffPolicies(at(100), at(100)).equivalent).toBe(true);
  });

  it("comes with what is newly allowed first", () => {
    const both = diffPolicies(
      policyOf({ amount: "number" }, [{ when: "action.amount > 100" }]),
      policyOf({ amount: "number" }, [{ when: "action.amount < 50 || action.amount > 200" }]),
    );
    expect(both.regions.map(({ after }) => after.effect)).toEqual(["allow", "block"]);
  });

  it("leaves nothing of a backtick in Markdown to chance", () => {
    const difference = diffPolicies(
      policyOf({ note: "string" }, [{ when: 'action.note == "a``b"' }]),
      policyOf({ note: "string" }, []),
    );
    expect(renderDiffMarkdown(difference)).toContain('```action.note == "a``b"```');
  });

  // #isIn in analysis/diff.ts: where tests compute, inputs are tried, and one of another region differs as well.
  it("comes with inputs of the very region", () => {
    const fields = { amount: "integer", today: "integer" };
    const more = { when: "action.amount > snapshot.paid" };
    const daily = { when: "action.today + action.amount > 500" };
    const before = policyOf(fields, [more, daily]);
    const { regions } = diffPolicies(before, policyOf(fields, []));
    expect(regions.map(({ before: { rule } }) => rule).sort()).toEqual(["r0", "r1"]);
    for (const { input, when } of regions) {
      const words = when.flat().join("\n");
      const { rules } = before.explain(input as never);
      for (const [i, text] of [
        "action.amount greater_than snapshot.paid",
        "action.today + action.amount greater_than 500",
      ].entries()) {
        const { status } = rules.find(({ id }) => id === `r${i}`)!;
        if (words.includes(`not (${text})`)) expect(status).toBe("not_matched");
        else if (words.includes(text)) expect(status).toBe("matched");
      }
      expect(words).not.toMatch(/(is unknown).*\1/);
    }
  });

  it("shows an input also where no region can be proved, and few of many tests", () => {
    const at = (than: string) =>
      policyOf(
        { a: "number", b: "number", c: "number" },
        Array.from({ length: 40 }, (_, i) => ({
          when: `action.a * ${i + 2} + action.b ${than} action.c`,
          effect: i % 3 === 0 ? "require_approval" : "block",
        })),
      );
    const { equivalent, unclear } = diffPolicies(at(">"), at(">="));
    expect(equivalent).toBe(false);
    expect(unclear.length).toBeGreaterThan(0);
    for (const text of unclear) expect(text.length).toBeLessThan(400);
    const [, input] = /such as (\{.*\})$/.exec(unclear.find((text) => text.includes("such as")) ?? "")!;
    const [before, after] = [at(">"), at(">=")].map((policy) => policy.evaluate(JSON.parse(input!)).effect);
    expect(before).not.toBe(after);
  });

  it("names what only one of them has", () => {
    const other = Actra.compile({
      schema: { version: 1, actions: { refund: {} } },
      policy: { version: 1, rules: [] },
    });
    const { equivalent, notCompared } = diffPolicies(at(1), other);
    expect(equivalent).toBe(false);
    expect(notCompared).toEqual(["action `pay` is gone", "action `refund` is new"]);
  });

  // isNoWider in analysis/core/spec.ts: proved is what is proved of inputs that both take.
  it.each([
    ["a higher maximum", { type: "number", maximum: 1000 }, { type: "number", maximum: 1_000_000 }],
    ["a lower minimum", { type: "number", minimum: 1 }, { type: "number" }],
    ["another type of number", "integer", "number"],
  ])("names a field that takes more: %s", (_, old, fresh) => {
    const [before, after] = [old, fresh].map((amount) =>
      policyOf({ amount }, [{ when: "action.amount > 5" }]),
    );
    const only = "action.amount: there are values that only one of the schemas takes";
    for (const difference of [diffPolicies(before!, after!), diffPolicies(after!, before!)])
      expect(difference).toMatchObject({ equivalent: false, regions: [], notCompared: [only] });
    expect(diffPolicies(after!, after!).equivalent).toBe(true);
  });

  it("names words that only one of them takes, in whatever order they stand", () => {
    const at = (words: readonly string[]) =>
      policyOf({ currency: { type: "string", enum: words } }, [{ when: 'action.currency != "EUR"' }]);
    expect(diffPolicies(at(["EUR"]), at(["EUR", "RUB"]))).toMatchObject({
      equivalent: false,
      notCompared: ["action.currency: there are values that only one of the schemas takes"],
    });
    expect(diffPolicies(at(["RUB", "EUR"]), at(["EUR", "RUB"])).equivalent).toBe(true);
  });

  // declaredInside in analysis/core/side.ts: what is asked of items is not taken apart.
  it.each([
    [
      "optional",
      { p: "number", c: { fields: { d: "number" } } },
      { p: "number?", c: { fields: { d: "number" } } },
    ],
    [
      "in an optional object",
      { c: { fields: { p: "number" } } },
      { c: { optional: true, fields: { p: "number" } } },
    ],
    ["of another type", { p: "number" }, { p: "integer" }],
    ["of a wider range", { p: { type: "number", maximum: 9 } }, { p: "number" }],
  ])("names a field of items that is %s in one of them", (_, old, fresh) => {
    const field = "p" in old ? "p" : "c.p";
    const at = (fields: object, more: object = {}) =>
      policyOf({ lines: { items: { fields } }, ...more }, [
        { when: `action.lines.exists(l, l.${field} > 3)` },
      ]);
    const [before, after] = [at(old), at(fresh)];
    const input = pay({ lines: [field === "p" ? { c: { d: 1 } } : {}] });
    if (field === "c.p")
      expect([before, after].map((policy) => policy.evaluate(input).effect)).toEqual(["block", "allow"]);
    const difference = diffPolicies(before, after);
    expect(difference.equivalent).toBe(false);
    expect(difference.notCompared).toEqual([`action.lines[].${field}: the schemas declare it differently`]);
    // What no rule asks for, and words about it, are nothing to name.
    expect(diffPolicies(at(old), at({ ...old, q: "number" }, { note: "string" })).equivalent).toBe(true);
  });

  // isIn in analysis/diff.ts, for approvals.
  it("never shows who is asked by an input for which one of them asks nobody", () => {
    const at = (when: string) =>
      policyOf({ lines: { items: { fields: { p: "number" } } }, limit: "number", note: "string" }, [
        { when: "action.lines.exists(l, l.p > action.limit)", effect: "require_approval" },
        { when, effect: "require_approval", approval: { approvers: ["boss"] } },
      ]);
    const [before, after] = [at('action.note == "a"'), at('action.note in ["a", "b"]')];
    const { regions, unclear } = diffPolicies(before, after);
    const input = pay({ lines: [{ p: 2 }], limit: 1, note: "b" });
    expect([before, after].map((policy) => policy.evaluate(input).approvals?.length)).toEqual([undefined, 1]);
    const others = regions.filter(({ before, after }) => before.effect === after.effect);
    if (others.length === 0) expect(unclear).toEqual(["action `pay`: who is asked for approval"]);
    for (const region of others) expect(region.after.approvers).toEqual(["boss"]);
    expect(regions.filter(({ before }) => before.effect === "allow")).toHaveLength(1);
  });

  // declaredInside in analysis/core/side.ts.
  it.each([
    ["it is optional", { limit: "number?" }, { limit: "number" }, "limit"],
    [
      "an object around it is",
      { cap: { optional: true, fields: { limit: "number" } } },
      { cap: { fields: { limit: "number" } } },
      "cap.limit",
    ],
  ])("names a field that an item is held against where %s in one of them", (_, old, fresh, field) => {
    const at = (fields: object) =>
      policyOf({ tags: "number[]", ...fields }, [{ when: `action.tags.exists(t, t > action.${field})` }]);
    const [before, after] = [at(old), at(fresh)];
    const input = pay({ tags: [1] });
    expect([before, after].map((policy) => policy.evaluate(input).effect)).toEqual(["allow", "block"]);
    for (const difference of [diffPolicies(before, after), diffPolicies(after, before)])
      expect(difference).toMatchObject({
        equivalent: false,
        notCompared: [`action.${field}: the schemas declare it differently`],
      });
    expect(diffPolicies(before, at({ ...old, note: "string" })).equivalent).toBe(true);
  });

  it("names a field that is an object in one of them, whichever is the old one", () => {
    const object = { optional: true, fields: { id: "string?" } };
    const at = (customer: unknown, when: string) => policyOf({ customer }, [{ when }]);
    const [before, after] = [at(object, "has(action.customer)"), at("string?", "has(action.customer)")];
    const around = at(object, "has(action.customer.id) && has(action.customer) || has(action.customer)");
    for (const one of [before, around])
      for (const difference of [diffPolicies(one, after), diffPolicies(after, one)])
        expect(difference).toMatchObject({ equivalent: false, notCompared: ["action.customer"] });
  });

  it("names values of a wrong type, which only `semantics: actra-0.7` takes", () => {
    const at = (settings: object) =>
      policyOf({ amount: "number" }, [{ when: "action.amount > 5" }], settings);
    const strict = at({ resolution: "first_match", missing: "no_match", unknown_action: "evaluate" });
    const lenient = at({ semantics: "actra-0.7" });
    const input = pay({ amount: "9" });
    expect(lenient.evaluate(input).effect).toBe("allow");
    expect(() => strict.evaluate(input)).toThrow();
    for (const difference of [diffPolicies(strict, lenient), diffPolicies(lenient, strict)])
      expect(difference).toMatchObject({
        equivalent: false,
        notCompared: ["values of a wrong type, which one of them refuses"],
      });
  });
});
