// biome-ignore-all lint/complexity/noCommaOperator: short resolvers that take notes
// biome-ignore-all lint/suspicious/noExplicitAny: called as a caller without types would
import { describe, expect, it } from "vitest";
import { guarded, runtimeWith } from "./fixture.ts";

describe("the context", () => {
  const roles: unknown[] = [];
  const options = { actor: (ctx: any) => (roles.push(ctx), { role: "x" }) };

  it("is `this`, or what `context` says, or that of `run`", async () => {
    roles.length = 0;
    const { call } = guarded(options);
    await call.call("mine", 5);
    await guarded(options, { context: (amount: number) => `of ${amount}` }).call(5);
    const { runtime, run } = guarded(options);
    const inside = runtime.admit("refund", run);
    await runtime.run("run", () => inside.call("mine", 5));
    expect(roles).toEqual(["mine", "of 5", "run"]);
  });

  it("is the one that is given, where one is given", async () => {
    roles.length = 0;
    const { runtime } = runtimeWith(options);
    runtime.run("run", () => {
      runtime.evaluate({ type: "refund", amount: 5 }, "given");
      runtime.check("refund", { amount: 5 }, "given");
      runtime.allow("refund", { amount: 5 });
    });
    expect(roles).toEqual(["given", "given", "run"]);
  });

  it("is never that of a request beside it", async () => {
    const seen: [unknown, unknown][] = [];
    const { runtime } = runtimeWith({ actor: async (ctx: any) => ({ role: String(ctx) }) });
    runtime.addDecisionObserver(({ action, context }) => seen.push([action.amount, context.actor.role]));
    const call = runtime.admit("refund", async (amount: number) => amount);
    const request = (i: number) =>
      runtime.run(i, async () => {
        await new Promise((done) => setTimeout(done, (i * 7) % 5));
        await call(i);
      });
    await Promise.all(Array.from({ length: 50 }, (_, i) => request(i)));
    expect(seen).toHaveLength(100);
    for (const [amount, role] of seen) expect(role).toBe(String(amount));
  });

  it("decides each of many calls by its own arguments, in whatever order they are resolved", async () => {
    const { call, ran } = guarded({
      snapshot: async (_: unknown, { action }) => {
        await new Promise((done) => setTimeout(done, (Number(action.amount) * 7) % 11));
        return { fraud: Number(action.amount) % 3 === 0 };
      },
    });
    const amounts = Array.from({ length: 90 }, (_, i) => i);
    const answers = await Promise.allSettled(amounts.map((amount) => call(amount)));
    const allowed = amounts.filter((amount) => amount % 3 !== 0);
    expect(answers.flatMap(({ status }, i) => (status === "fulfilled" ? [i] : []))).toEqual(allowed);
    expect(ran.map(([amount]) => amount as number).sort((a, b) => a - b)).toEqual(allowed);
  });
});
