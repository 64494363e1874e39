/** `must: { decide, whenever }`: proved, refuted by an input, or not to be proved. */
import { describe, expect, it } from "vitest";
import { proveInvariants } from "../../src/analysis.ts";
import { Actra, ActraCompileError, type PolicySources } from "../../src/index.ts";

const SCHEMA = {
  version: 1,
  actions: { refund: { fields: { amount: "number", note: "string?" } }, look: { fields: {} } },
  snapshot: { fields: { refunded: "number" } },
};

function sources(rules: readonly object[], must: object, more: object = {}): PolicySources {
  const governed = {
    id: "g",
    applies_to: { actions: ["refund"] },
    must,
    error: "large refunds are blocked",
    ...more,
  };
  const written = rules.map((rule) => ({ scope: { action: "refund" }, ...rule }));
  return {
    schema: SCHEMA,
    policy: { version: 1, rules: written },
    governance: { version: 1, governance: { rules: [governed] } },
  };
}

function findings(rules: readonly object[], must: object, more?: object) {
  return Actra.check(sources(rules, must, more), { invariants: proveInvariants }).map(
    ({ code, help, message }) => ({ code, help, message }),
  );
}

const block = (when: string) => ({ id: "b", effect: "block", when });
const decide = (whenever: string) => ({ decide: "block", whenever });

describe("an invariant", () => {
  it("holds", () => {
    expect(findings([block("action.amount > 100")], decide("action.amount > 1000"))).toEqual([]);
    expect(
      findings([block("action.amount > 100 || snapshot.refunded > 5")], {
        decide: "require_approval",
        whenever: "action.amount > 100",
      }),
    ).toEqual([]);
  });

  it("is violated by an input that the engine decides wrongly, what is missing included", () => {
    const [finding] = findings([block("action.amount > 100")], decide("action.amount >= 100"));
    expect(finding).toMatchObject({
      code: "governance-violation",
      message: expect.stringContaining("large refunds"),
    });
    expect(finding!.help).toContain('"amount":100');
    const optional = findings([block('has(action.note) && action.note == "x"')], decide("action.amount > 1"));
    expect(optional).toMatchObject([{ code: "governance-violation" }]);
  });

  it("is a warning where the governance rule is one", () => {
    expect(
      findings([], decide("action.amount > 1"), {
        applies_to: { actions: ["refund"], if: "declared" },
        severity: "warning",
      }),
    ).toMatchObject([{ code: "governance-violation-warning" }]);
  });

  it("cannot-prove what is beyond the proof, and names it", () => {
    const rules = [block("snapshot.refunded + action.amount > 5000")];
    const must = decide("action.amount + snapshot.refunded > 5000");
    expect(findings(rules, must)).toMatchObject([
      { code: "cannot-prove", message: expect.stringContaining("snapshot.refunded + action.amount") },
    ]);
    expect(findings(rules, must, { unproved: "warning" })).toMatchObject([{ code: "cannot-prove-warning" }]);
    // The very same computation is proved all the same.
    expect(findings(rules, decide("snapshot.refunded + action.amount > 5000"))).toEqual([]);
  });

  it("names what is asked of items in words", () => {
    const schema = {
      version: 1,
      actions: { pay: { fields: { lines: { items: { fields: { price: "number" } } } } } },
    };
    const when = "action.lines.exists(line, line.price > 5.0)";
    const policy = {
      version: 1,
      rules: [
        { id: "some", scope: { action: "pay" }, when, effect: "block" },
        {
          id: "none",
          scope: { action: "pay" },
          when: "action.lines.all(line, line.price <= 5.0)",
          effect: "block",
        },
      ],
    };
    const rule = { id: "g", must: { decide: "block" }, error: "as agreed" };
    const governance = { version: 1, governance: { rules: [rule] } };
    const [found] = Actra.check({ schema, policy, governance } as never, { invariants: proveInvariants });
    expect(found).toMatchObject({
      code: "cannot-prove",
      message: expect.stringContaining("`any_item of action.lines: action.lines.price greater_than 5`"),
    });
  });

  it("finds an input for what computes, where there is one", () => {
    const [finding] = findings(
      [block("snapshot.refunded + action.amount > 5000")],
      decide("snapshot.refunded + action.amount > 4000"),
    );
    expect(finding).toMatchObject({ code: "governance-violation" });
  });

  it("stops the compile, and is never passed over", () => {
    const bad = sources([block("action.amount > 100")], decide("action.amount > 10"));
    expect(() => Actra.compile(bad, { invariants: proveInvariants })).toThrow(ActraCompileError);
    expect(() => Actra.compile(bad)).toThrow(/nothing is there to prove/);
    expect(() => Actra.compile(bad, { invariants: true as never })).toThrow(TypeError);
  });

  it("is in the policy hash", () => {
    const hash = (whenever: string) =>
      Actra.compile(sources([block("action.amount > 100")], decide(whenever)), {
        invariants: proveInvariants,
      }).policyHash();
    expect(hash("action.amount > 1000")).not.toBe(hash("action.amount > 1001"));
    expect(hash("action.amount > 1000")).toBe(hash("1000 < action.amount"));
  });

  it.each([
    [{ decide: "allow" }, "unknown-word"],
    [{ decide: "block", whenever: "action.amout > 1" }, "unknown-field"],
    [{ decide: "block", exists: true }, "must-takes-one"],
    [{ exists: true, whenever: "action.amount > 1" }, "must-takes-one"],
  ])("is refused as %j", (must, code) => {
    expect(findings([], must).map((each) => each.code)).toContain(code);
  });
});
