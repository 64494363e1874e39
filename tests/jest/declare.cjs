/** The tests, for each of the two ways to load the package. Those in `fails` have to fail; `run.mjs` looks at how they do. */
exports.declare = (Actra, actraMatchers, CoverageCounter, { describe, expect, it }) => {
  expect.extend(actraMatchers);
  const policy = Actra.compile({
    schema: "version: 1\nactions: { refund: { fields: { amount: number } } }\n",
    policy: [
      "version: 1",
      "default: allow",
      "rules:",
      "  - { id: large, scope: { action: refund }, when: action.amount > 100, effect: require_approval }",
      "  - { id: huge, scope: { action: refund }, when: action.amount > 1000, effect: block }",
      "",
    ].join("\n"),
  });
  const on = (amount) => ({ policy, input: { action: { type: "refund", amount } } });

  describe("holds", () => {
    it("for what is so", async () => {
      expect(on(1)).toBeAllowed();
      expect(on(101)).toRequireApproval();
      expect(on(1001)).toBeBlockedBy("huge");
      expect(policy.evaluate(on(1001).input)).toBeBlockedBy("huge");
      expect(on(101)).not.toBeAllowed();
      await expect(Promise.resolve(on(1))).resolves.toBeAllowed();
    });

    it("and errors are no success under `not`", () => {
      expect(() => expect(on("ten")).not.toBeAllowed()).toThrow("action.amount");
      expect(() => expect(on(1)).not.toBeBlockedBy("hueg")).toThrow("did you mean `huge`?");
    });

    it("and coverage is counted", () => {
      const counter = new CoverageCounter(policy);
      counter.record(on(101).input);
      expect(counter.coverage().totals.rules).toEqual({ covered: 1, total: 3 });
    });
  });

  describe("fails", () => {
    it("toBeAllowed", () => expect(on(101)).toBeAllowed());
    it("toBeBlockedBy", () => expect(on(1)).toBeBlockedBy("huge"));
    it("toRequireApproval", () => expect(policy.evaluate(on(1001).input)).toRequireApproval());
    it("not", () => expect(on(1001)).not.toBeBlockedBy("huge"));
  });
};
