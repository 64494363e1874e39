// biome-ignore-all lint/suspicious/noExplicitAny: called as a caller without types would
import { describe, expect, it, vi } from "vitest";
import { Actra, ActraInputError, ActraPolicyError, ActraRuntime } from "../../src/index.ts";
import { actor, attemptError, failureOf, guarded, rules, runtimeWith, schema } from "./fixture.ts";

describe("a guarded function", () => {
  it("runs where the policy allows it, with its own result, `this` and parameters", async () => {
    const { runtime } = runtimeWith();
    const account = {
      factor: 2,
      refund: runtime.admit("refund", function (this: { factor: number }, amount: number, note = "none") {
        return `${this.factor * amount} ${note}`;
      }),
    };
    expect(await account.refund(50)).toBe("100 none");
    expect(account.refund.length).toBe(1);
  });

  it.each([
    ["refund", 0],
    ["refund", 3],
    ["refund", 7],
    ["__proto__", 1],
    ["", 2],
    [undefined, 1],
    ["refund", "constructor"],
    ["refund", "map"],
    ["refund", -1],
    ["refund", Number.POSITIVE_INFINITY],
  ])("is one, and decides, whatever its function calls itself: %j, %j", (name, length) => {
    const { runtime } = runtimeWith();
    const ran: unknown[] = [];
    const run = (...args: unknown[]) => ran.push(args);
    Object.defineProperty(run, "name", { value: name });
    Object.defineProperty(run, "length", { value: length });
    const call = runtime.admitSync("refund", run as any) as any;
    expect([typeof call, call.name, call.length]).toEqual(["function", name, length]);
    expect(() => call(2000)).toThrow(ActraPolicyError);
    expect(() => new call(50)).toThrow(TypeError);
    expect(ran).toEqual([]);
    call(50);
    expect(ran).toEqual([[50]]);
  });

  it("does not run where it is blocked", async () => {
    const { call, ran } = guarded();
    const error = await failureOf(call(2000));
    expect(error).toBeInstanceOf(ActraPolicyError);
    expect(error).toMatchObject({
      code: "ACTION_BLOCKED",
      matchedRule: "large",
      message: "Action blocked (rule: large)",
    });
    expect(error.action).toEqual({ type: "refund", amount: 2000 });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      matched_rule: "large",
      decision: { effect: "block" },
    });
    expect(ran).toEqual([]);
  });

  it("rejects an action that the policy does not have, when it is wrapped", () => {
    const { runtime, run } = guarded();
    for (const name of ["refnud", "__proto__", "constructor", ""])
      expect(attemptError(() => runtime.admit(name, run))).toBeInstanceOf(ActraInputError);
    expect(attemptError(() => runtime.admit("refund", run, { fields: ["amuont"] }))).toMatchObject({
      message: expect.stringContaining("did you mean `amount`?"),
    });
    expect(attemptError(() => runtime.admit("refund", run, { feilds: ["amount"] } as object))).toBeInstanceOf(
      TypeError,
    );
  });

  // What would not be done is refused where it is written, in words that say what to write.
  it("is refused what nobody would look at", () => {
    const { runtime, run } = guarded();
    const approve = () => undefined;
    for (const way of ["admitSync", "auditSync"] as const)
      expect(() => runtime[way]("refund", run, { approve } as object)).toThrow(/`approve` needs `admit`/);
    expect(() => runtime.admit("refund", run, { approve })).not.toThrow();
    expect(() => (runtime as any).run(() => 1)).toThrow(/`run` takes a context and a function/);
    expect(() => new ActraRuntime(Promise.resolve(runtime) as any)).toThrow(/`await` is missing/);
  });

  it("has one parameter for each field", () => {
    const { runtime, run } = guarded();
    const wrap = (...fields: string[]) => runtime.admit("refund", run, { fields });
    expect(() => wrap("amount", "note", "amount")).toThrow("`fields` has `amount` twice");
    expect(() => wrap("_a", "amount", "_a")).not.toThrow();
  });

  it("is no constructor", () => {
    const { call } = guarded();
    expect(() => new (call as unknown as new () => object)()).toThrow(TypeError);
  });

  it.each([
    ["call", (call: any, amount: number) => call.call({}, amount)],
    ["apply", (call: any, amount: number) => call.apply(undefined, [amount])],
    ["bind", (call: any, amount: number) => call.bind(null, amount)()],
    ["Reflect.apply", (call: any, amount: number) => Reflect.apply(call, null, [amount])],
  ])("is decided by way of %s too", async (_, run) => {
    const { call, ran } = guarded();
    await run(call, 5);
    expect(await failureOf(run(call, 5000))).toBeInstanceOf(ActraPolicyError);
    expect(ran).toEqual([[5]]);
  });

  it("decides once for a generator, at the call", async () => {
    const { runtime, events } = runtimeWith();
    const count = runtime.admit("refund", function* (amount: number) {
      yield amount;
      yield amount + 1;
    });
    expect([...(await count(1))]).toEqual([1, 2]);
    expect(events.filter(({ outcome }) => outcome === undefined)).toHaveLength(1);
    expect(await failureOf(count(5000))).toBeInstanceOf(ActraPolicyError);
  });

  class Till {
    readonly paid: number[] = [];
    refund(amount: number) {
      this.paid.push(amount);
      return this.paid.length;
    }
  }

  it("may be a method of a class, on each of its objects", async () => {
    const { runtime } = runtimeWith();
    const refund = runtime.admit("refund", Till.prototype.refund);
    const [first, second] = [new Till(), new Till()];
    expect(await refund.call(first, 5)).toBe(1);
    expect(await failureOf(refund.call(second, 5000))).toBeInstanceOf(ActraPolicyError);
    expect([first.paid, second.paid]).toEqual([[5], []]);
  });

  it.each<[string, (ran: unknown[][]) => (...args: any[]) => unknown]>([
    ["an arrow function", (ran) => (amount) => ran.push([amount])],
    ["an asynchronous function", (ran) => async (amount) => ran.push([amount])],
    [
      "one with a default parameter",
      (ran) =>
        (amount, note = "none") =>
          ran.push([amount, note]),
    ],
    [
      "one with rest parameters",
      (ran) =>
        (...rest) =>
          ran.push(rest),
    ],
    ["one that is bound", (ran) => ((amount: number) => ran.push([amount])).bind(null)],
    ["a Proxy", (ran) => new Proxy((amount: number) => ran.push([amount]), {})],
  ])("may be %s", async (_, make) => {
    const { runtime } = runtimeWith();
    const ran: unknown[][] = [];
    const call = runtime.admit("refund", make(ran));
    const sync = runtime.admitSync("refund", make(ran));
    await call(5);
    expect(await failureOf(call(5000))).toBeInstanceOf(ActraPolicyError);
    sync(6);
    expect(attemptError(() => sync(5000))).toBeInstanceOf(ActraPolicyError);
    expect(ran.map(([amount]) => amount)).toEqual([5, 6]);
  });

  it("decides once for an asynchronous generator, at the call", async () => {
    const { runtime, events } = runtimeWith();
    const started: number[] = [];
    const count = runtime.admit("refund", async function* (amount: number) {
      started.push(amount);
      yield amount;
    });
    for await (const amount of await count(1)) expect(amount).toBe(1);
    expect(await failureOf(count(5000))).toBeInstanceOf(ActraPolicyError);
    expect(started).toEqual([1]);
    expect(events.filter(({ outcome }) => outcome === undefined)).toHaveLength(2);
  });

  it("of an action that nobody declared is decided where the policy says so", async () => {
    const lenient = Actra.compile({ schema, policy: `${rules}unknown_action: evaluate\n` });
    const runtime = new ActraRuntime(lenient, { actor, snapshot: () => ({ fraud: true }) });
    const run = vi.fn();
    expect(await failureOf(runtime.admit("other", run)())).toMatchObject({ matchedRule: "fraud" });
    expect(run).not.toHaveBeenCalled();
  });
});
