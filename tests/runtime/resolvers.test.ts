// biome-ignore-all lint/complexity/noCommaOperator: short resolvers that take notes
// biome-ignore-all lint/suspicious/noExplicitAny: called as a caller without types would
import { describe, expect, it, vi } from "vitest";
import { ActraResolverError } from "../../src/index.ts";
import { attemptError, failureOf, guarded, runtimeWith, snapshot } from "./fixture.ts";

describe("resolvers", () => {
  it.each([
    [
      "throws",
      () => {
        throw new Error("x");
      },
      "RESOLVER_FAILED",
    ],
    [
      "rejects",
      async () => {
        throw new Error("x");
      },
      "RESOLVER_FAILED",
    ],
    ["gives a list", () => [], "RESOLVER_RESULT"],
    ["gives a text", async () => "fraud", "RESOLVER_RESULT"],
    ["never answers", () => new Promise<never>(() => {}), "RESOLVER_TIMEOUT"],
  ])("one that %s stops the call", async (_, resolver, code) => {
    const { call, ran, events } = guarded({ snapshot: resolver as () => object, timeoutMs: 20 });
    const error = await failureOf(call(5));
    expect(error).toBeInstanceOf(ActraResolverError);
    expect(error).toMatchObject({ code, resolver: "snapshot" });
    expect(ran).toEqual([]);
    expect(events).toMatchObject([{ error: { code }, mode: "admit" }]);
  });

  it("that give nothing leave their fields missing", async () => {
    const { call } = guarded({ snapshot: () => null });
    expect(await failureOf(call(5))).toMatchObject({
      matchedRule: "fraud",
      decision: { missing: ["snapshot.fraud"] },
    });
  });

  it("that are asynchronous are an error in synchronous calls", () => {
    const { runtime } = runtimeWith({ snapshot: async () => ({ fraud: false }) });
    const run = vi.fn();
    expect(attemptError(() => runtime.admitSync("refund", run)(5))).toMatchObject({ code: "RESOLVER_ASYNC" });
    expect(attemptError(() => runtime.allow("refund", { amount: 5 }))).toMatchObject({
      code: "RESOLVER_ASYNC",
    });
    expect(run).not.toHaveBeenCalled();
  });

  it("by field are asked once, and only for what the decision can read", async () => {
    const asked: string[] = [];
    const note = (name: string, value: unknown) => () => (asked.push(name), value);
    const { call } = guarded({
      actor: { id: note("id", "ann"), role: note("role", "x") },
      snapshot: { fraud: note("fraud", false) },
    });
    await call(5);
    expect(asked).toEqual(["fraud"]);
  });

  it("are told of the call, and cannot change it", async () => {
    const { call, ran } = guarded({
      snapshot: (_: unknown, told: any) => {
        expect(told.needs).toEqual(["fraud"]);
        expect(told.signal).toBeInstanceOf(AbortSignal);
        expect(() => {
          told.action.amount = 1;
        }).toThrow(TypeError);
        expect(() => {
          told.action.customer.country = "DE";
        }).toThrow(TypeError);
        return { fraud: false };
      },
    });
    expect(await failureOf(call({ amount: 5, customer: { country: "XX" } }))).toMatchObject({
      matchedRule: "abroad",
    });
    expect(ran).toEqual([]);
  });

  it("hear that nobody waits for them any more", async () => {
    let signal: AbortSignal | undefined;
    const { call } = guarded({
      timeoutMs: 10,
      snapshot: (_: unknown, told: any) => ((signal = told.signal), new Promise<never>(() => {})),
    });
    await failureOf(call(5));
    expect(signal?.aborted).toBe(true);
  });

  it("of a snapshot that cannot matter are not asked", async () => {
    const ask = vi.fn(snapshot);
    const { call } = guarded({ snapshot: ask, lazySnapshot: true });
    expect(await failureOf(call(5000))).toMatchObject({ matchedRule: "large" });
    expect(ask).not.toHaveBeenCalled();
    await call(5);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
