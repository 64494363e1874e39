/** Outcomes that are proved; tests/outcomes.test.ts and brute-outcomes.ts hold them against every input. */
import { expect, it } from "vitest";
import { exactOutcomes } from "../../src/analysis.ts";
import { Actra, ActraInputError, ActraRuntime, type Policy } from "../../src/index.ts";

const text = (when: unknown, effect: string, id: string, more = {}) => ({
  id,
  scope: { action: "pay" },
  when,
  effect,
  ...more,
});

function policyOf(rules: readonly object[], settings = {}, options = {}): Policy {
  const schema = {
    version: 1,
    actions: {
      pay: { fields: { amount: "number", whole: "integer", name: "string", tags: "string[]", to: "ip?" } },
    },
    actor: { fields: { role: "string", team: { fields: { size: "integer" }, optional: true } } },
    snapshot: { fields: { spent: "number", whole: "integer", flag: "boolean", names: "string[]" } },
  };
  return Actra.compile({ schema, policy: { version: 1, ...settings, rules } } as never, options);
}

const action = { type: "pay", amount: 2.5, whole: 3, name: "ann", tags: ["x"], to: "::ffff:10.0.0.1" };
const actor = { role: "agent" };
const snapshot = { spent: 1, whole: 1, flag: true, names: [] };

it("leaves out what two rules leave no room for, where trying each by itself does not", () => {
  const rules = [text("action.amount > 10", "block", "large"), text("action.amount <= 10", "block", "small")];
  const plain = policyOf(rules);
  expect(plain.outcomes({ action, actor }, { unknown: ["action"] })).toMatchObject({
    exact: false,
    effects: ["block", "allow"],
  });
  const { effects, decisions, exact } = exactOutcomes(plain, { action, actor }, { unknown: ["action"] });
  expect({ effects, exact }).toEqual({ effects: ["block"], exact: true });
  expect(decisions).toHaveLength(3);
  expect(decisions).toContainEqual({ effect: "block", matched_rule: "large", missing: ["action.amount"] });
});

it("is what a policy says that was compiled with it, and what its runtime asks", async () => {
  const rules = [
    text("action.amount > 10 && snapshot.flag", "block", "large"),
    text("action.amount > 10 && !snapshot.flag", "block", "also"),
    text("action.amount <= 10 && snapshot.spent > 5 && snapshot.spent < 5", "require_approval", "never"),
  ];
  const settings = { missing: "no_match", default: "allow" };
  const proved = policyOf(rules, settings, { outcomes: exactOutcomes });
  let asked = 0;
  const options = {
    actor: () => actor,
    snapshot: () => {
      asked++;
      return snapshot;
    },
    lazySnapshot: true,
  };
  for (const [policy, times] of [
    [policyOf(rules, settings), 1],
    [proved, 0],
  ] as const) {
    asked = 0;
    const { type: _, ...small } = action;
    expect(new ActraRuntime(policy, options).check("pay", small).effect).toBe("allow");
    expect(asked).toBe(times);
  }
  expect((await new ActraRuntime(proved, options).outcomesAsync("pay")).effects).toEqual(["block", "allow"]);
});

it("goes by the values that are known, of every type", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    // An integer is never 2.5, whatever else it is.
    ["action.amount == snapshot.whole && snapshot.flag", "snapshot", ["allow"]],
    ["action.whole == snapshot.whole && snapshot.flag", "snapshot", ["block", "allow"]],
    ["action.whole == snapshot.spent && snapshot.flag", "snapshot.spent", ["block", "allow"]],
    ["'x' in action.tags && snapshot.flag", "snapshot.flag", ["block", "allow"]],
    ["action.tags.isEmpty() || (snapshot.flag && !snapshot.flag)", "snapshot.flag", ["allow"]],
    [
      "has(action.to) && action.to.inCidr('10.0.0.0/8') && snapshot.flag",
      "snapshot.flag",
      ["block", "allow"],
    ],
    [
      "has(action.to) && action.to.inCidr('10.0.0.0/9') && action.to.inCidr('10.128.0.0/9')",
      "action.to",
      ["allow"],
    ],
    ["has(actor.team) && actor.team.size > 3", "actor.team.size", ["allow"]],
    ["has(actor.team.size) && actor.team.size > 3", "actor.team", ["block", "allow"]],
  ];
  for (const [when, unknown, effects] of cases) {
    const policy = policyOf([text(when, "block", "r")], { missing: "no_match" });
    const found = exactOutcomes(policy, { action, actor, snapshot }, { unknown: [unknown] });
    expect(found, when).toMatchObject({ effects, exact: true });
  }
});

it("says no more than without it where a test is beyond the proof, and nothing less", () => {
  const sum = text("snapshot.spent + action.amount > 10", "block", "sum");
  const policy = policyOf([sum, text("snapshot.spent < action.amount", "require_approval", "less")]);
  const unknown = ["snapshot"];
  const input = { action, actor };
  expect(exactOutcomes(policy, input, { unknown })).toEqual(policy.outcomes(input, { unknown }));
  // What is settled is no matter, and neither is what nothing leads to.
  const never = text("snapshot.spent > 5 && snapshot.spent < 5", "require_approval", "never");
  const settled = policyOf([text("action.amount + 1 > 10", "block", "sum"), never], { missing: "no_match" });
  expect(exactOutcomes(settled, input, { unknown })).toMatchObject({ effects: ["allow"], exact: true });
  const mixed = policyOf([sum, never], { missing: "no_match" });
  expect(mixed.outcomes(input, { unknown }).effects).toEqual(["block", "require_approval", "allow"]);
  expect(exactOutcomes(mixed, input, { unknown })).toMatchObject({
    effects: ["block", "allow"],
    exact: false,
  });
});

it("keeps what a fault alone brings about", () => {
  const rules = [text("1.0 / snapshot.spent > 5.0 && !(1.0 / snapshot.spent > 5.0)", "block", "r")];
  const policy = policyOf(rules, { missing: "no_match" });
  expect(policy.evaluate({ action, actor, snapshot: { ...snapshot, spent: 0 } }).effect).toBe("block");
  expect(exactOutcomes(policy, { action, actor }, { unknown: ["snapshot"] }).effects).toContain("block");
});

it("says no more than without it of a loaded program", () => {
  const policy = policyOf([
    text("action.amount > 10", "block", "a"),
    text("action.amount <= 10", "block", "b"),
  ]);
  const loaded = Actra.load(policy.toBytes());
  const unknown = ["action"];
  expect(exactOutcomes(loaded, { action, actor }, { unknown })).toEqual(
    policy.outcomes({ action, actor }, { unknown }),
  );
});

it("is not exact where limits on inputs leave no room", () => {
  const rules = [text("action.tags.containsAll(['a', 'b', 'c'])", "block", "all")];
  const policy = policyOf(rules, { missing: "no_match" }, { inputLimits: { listItems: 2 } });
  expect(
    exactOutcomes(policy, { action: { ...action, tags: [] }, actor }, { unknown: ["action.tags"] }),
  ).toMatchObject({
    effects: ["block", "allow"],
    exact: false,
  });
});

it("refuses what `outcomes` refuses, and an option that is no function", () => {
  const policy = policyOf([text("action.amount > 10", "block", "a")], {}, { outcomes: exactOutcomes });
  expect(() => policy.outcomes({ action, actor }, { unknown: ["nothing"] })).toThrow(TypeError);
  expect(() =>
    policy.outcomes({ action: { ...action, amount: "a" }, actor }, { unknown: ["snapshot"] }),
  ).toThrow(ActraInputError);
  expect(() => policyOf([], {}, { outcomes: true })).toThrow(
    "the option `outcomes` is true, expected `exactOutcomes` of `actra/analysis`",
  );
  policy.dispose();
  expect(() => policy.outcomes({ action }, { unknown: ["snapshot"] })).toThrow("disposed");
});

it("reads the caller's values once", () => {
  const policy = policyOf([text("action.amount > 10", "block", "a"), text("snapshot.flag", "block", "b")]);
  let reads = 0;
  const once = {
    type: "pay",
    get amount() {
      reads++;
      return reads;
    },
  };
  exactOutcomes(policy, { action: once, actor }, { unknown: ["snapshot"] });
  expect(reads).toBe(1);
});

it("remembers answers, and gives each its own", () => {
  const never = "snapshot.spent > 5 && snapshot.spent < 5";
  const when = `(action.name == 'ann' && snapshot.flag) || (action.name != 'ann' && ${never})`;
  const policy = policyOf([text(when, "block", "r")], { missing: "no_match" });
  const effectsFor = (name: string) =>
    exactOutcomes(policy, { action: { ...action, name }, actor }, { unknown: ["snapshot"] }).effects;
  for (let round = 0; round < 3; round++) {
    expect(effectsFor("ann")).toEqual(["block", "allow"]);
    expect(effectsFor("bob")).toEqual(["allow"]);
  }
});
