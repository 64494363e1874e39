import { expect, it } from "vitest";
import { Actra, type ExplainedCondition } from "../src/index.ts";

// What explanations say of what is computed: each part with its value, faults, and nothing of what is secret.

type ExplainedAtom = Extract<ExplainedCondition, { kind: "atom" }>;

const schema = `
version: 1
actions:
  pay: { fields: { amount: integer, rate: number, pin: { type: integer, sensitive: true }, at: datetime, note: string? } }
snapshot: { fields: { spent: integer, now: datetime } }
`;

function explained(
  when: string,
  action: object,
  snapshot: object = { spent: 4500, now: "2030-01-02T00:00:00Z" },
) {
  const rule = { id: "rule", scope: { action: "pay" }, effect: "block", when };
  const policy = Actra.compile({ schema, policy: { version: 1, rules: [rule] } });
  const given = { type: "pay", amount: 1000, rate: 0, pin: 1234, at: "2030-01-01T00:00:00Z", ...action };
  const explanation = policy.explain({ action: given, snapshot });
  const atom = explanation.rules[0]!.condition as ExplainedAtom;
  policy.dispose();
  return { atom, text: String(explanation) };
}

it("each part has its value", () => {
  const { atom, text } = explained("snapshot.spent + action.amount * 2 > 60 * 100", {});
  expect(atom.left).toEqual({
    expression: "snapshot.spent + action.amount * 2",
    value: 6500,
    parts: [
      { field: "snapshot.spent", value: 4500 },
      {
        expression: "action.amount * 2",
        value: 2000,
        parts: [{ field: "action.amount", value: 1000 }, { value: 2 }],
      },
    ],
  });
  expect(atom.right).toEqual({ expression: "60 * 100", value: 6000, parts: [{ value: 60 }, { value: 100 }] });
  expect(text).toContain("came to 6500");
  expect(text).toContain("snapshot.spent: saw 4500");
  expect(text).toContain("action.amount * 2: came to 2000");
});

it("datetimes and durations are text", () => {
  const { atom } = explained('snapshot.now - action.at > duration("1h") + (snapshot.now - action.at)', {});
  expect(atom.left.value).toBe("86400s");
  expect(atom.right).toMatchObject({ value: "90000s", parts: [{ value: "3600s" }, { value: "86400s" }] });
  const moved = explained('action.at + duration("1500ms") > snapshot.now', {});
  expect(moved.atom.left.value).toBe("2030-01-01T00:00:01.500Z");
});

it("a fault says so, and what had a result shows it", () => {
  const { atom, text } = explained("(action.amount + 1) / action.rate > 3", {});
  expect(atom.truth).toBe("unknown");
  expect(atom.left).toMatchObject({ fault: "arithmetic fault", parts: [{ value: 1001 }, { value: 0 }] });
  expect(atom.left).not.toHaveProperty("value");
  expect(text).toContain("arithmetic fault, so the worst was assumed");
});

it("what is absent has no result", () => {
  const { atom } = explained("action.amount + size(action.note) > 3 && !has(action.note)", {});
  const [first] = (atom as unknown as { conditions: ExplainedAtom[] }).conditions;
  expect(first!.truth).toBe("false");
  expect(first!.left).toEqual({
    expression: "action.amount + size(action.note)",
    parts: [
      { field: "action.amount", value: 1000 },
      { expression: "size(action.note)", parts: [{ field: "action.note", absent: "optional" }] },
    ],
  });
});

it("nothing tells a secret, however deep it stands", () => {
  const sum = Array.from({ length: 30 }, () => "action.amount").join(" + ");
  for (const when of [
    "action.pin % 10000 == 1234",
    "action.amount + (action.amount - action.pin) * 2 != 468",
    `${sum} + action.pin > 31233`,
    "31233 < action.rate + action.pin",
    "action.amount == action.pin - 234",
    "1 / (action.pin - 1234) > 3.5",
  ]) {
    const { atom, text } = explained(when, {});
    const shown = JSON.stringify([atom.left, atom.right]);
    expect(shown, when).not.toMatch(/[0-9]|arithmetic fault/);
    expect(shown).toContain("[redacted]");
    expect(text.split("looked at")[1], when).not.toContain("came to 1");
  }
});
