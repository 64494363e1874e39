import { describe, expect, it } from "vitest";
import { ActraError, ActraRuntime } from "../../src/index.ts";
import { attemptError, policy, runtimeWith } from "./fixture.ts";

describe("the other calls", () => {
  it("decide, say why, and throw where there is no decision", async () => {
    const { runtime } = runtimeWith();
    expect(runtime.evaluate({ type: "refund", amount: 5000 }).matched_rule).toBe("large");
    expect(await runtime.evaluateAsync({ type: "refund", amount: 5 })).toMatchObject({ effect: "allow" });
    expect(runtime.check("refund", { amount: 500 }).effect).toBe("require_approval");
    expect(runtime.allow("refund", { amount: 5 })).toBe(true);
    expect(runtime.block("refund", { amount: 5000 })).toBe(true);
    expect(runtime.requiresApproval("refund", { amount: 500 })).toBe(true);
    for (const run of [
      () => runtime.allow("refund", { amount: "5" }),
      () => runtime.block("other"),
      () => runtime.evaluate(null),
    ])
      expect(attemptError(run)).toBeInstanceOf(ActraError);
    expect(String(runtime.explain({ type: "refund", amount: 5000 }))).toContain("by rule large");
    function refund() {}
    expect(runtime.explainCall(refund, { args: [5000] }).matched_rule).toBe("large");
    expect((await runtime.explainCallAsync(refund, { args: [5] })).effect).toBe("allow");
    expect(runtime.action("refund", { amount: 5, other: 1, type: "x" })).toEqual({
      type: "refund",
      amount: 5,
    });
    expect(runtime.buildAction("refund", { amount: 5, note: "x" }, { fields: ["note"] })).toEqual({
      type: "refund",
      note: "x",
    });
  });

  it("refuse options that there are not", () => {
    expect(() => new ActraRuntime(policy, { timeout: 5 } as object)).toThrow("`timeout` is no option");
    expect(() => new ActraRuntime(policy, { mode: "off" } as never)).toThrow("`mode`");
    expect(() => new ActraRuntime({} as never)).toThrow(TypeError);
  });
});
