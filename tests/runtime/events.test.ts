// biome-ignore-all lint/suspicious/noExplicitAny: looked at as an observer without types would
import { describe, expect, it, vi } from "vitest";
import { failureOf, guarded, policy } from "./fixture.ts";

describe("events", () => {
  it("are frozen, redacted, and tell one call from another", async () => {
    const { call, events } = guarded();
    await call({ amount: 5, customer: { country: "DE", card: "4111-secret" } });
    await failureOf(call("x"));
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(events[0]!.action).toEqual({
      type: "refund",
      amount: 5,
      customer: { country: "DE", card: "[redacted]" },
    });
    for (const event of events) expect(Object.isFrozen(event) && Object.isFrozen(event.context)).toBe(true);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(events[0]).toMatchObject({ policy_hash: policy.policyHash(), mode: "admit" });
    expect(events[2]).toMatchObject({ error: { code: "INPUT_TYPE", path: "action.amount" } });
  });

  it("reach observers that fail without harm", async () => {
    const failures: unknown[] = [];
    const { call } = guarded({
      observers: [
        () => {
          throw new Error("a");
        },
        async () => {
          throw new Error("b");
        },
      ],
      onObserverError: (error) => failures.push(error),
    });
    expect(await call(5)).toBe("done");
    await new Promise((done) => setTimeout(done));
    expect(failures).toHaveLength(4);
  });

  it("without a decision do not reach the one observer that Actra 0.7 has", async () => {
    const { runtime, call, events } = guarded();
    const single = vi.fn();
    runtime.setDecisionObserver(single);
    await failureOf(call("x"));
    expect(events).toMatchObject([{ error: { code: "INPUT_TYPE" } }]);
    expect(single).not.toHaveBeenCalled();
    await call(5);
    expect(single.mock.calls).toMatchObject([[{ decision: { effect: "allow" } }]]);
  });

  it("end where an observer is taken away", async () => {
    const { runtime, call } = guarded();
    const observer = vi.fn();
    const undo = runtime.addDecisionObserver(observer);
    runtime.setDecisionObserver(observer);
    await call(5);
    expect(observer).toHaveBeenCalledTimes(3);
    undo();
    runtime.setDecisionObserver(null);
    await call(5);
    expect(observer).toHaveBeenCalledTimes(3);
  });

  it("are not waited for: an observer that never answers, or not for long, holds nothing up", async () => {
    const { call, ran } = guarded({
      observers: [
        () => new Promise(() => {}),
        () => {
          const end = performance.now() + 20;
          while (performance.now() < end);
        },
      ],
    });
    expect(await call(5)).toBe("done");
    expect(await failureOf(call(5000))).toMatchObject({ matchedRule: "large" });
    expect(ran).toEqual([[5]]);
  });

  it("change nothing of the call: they are told of copies", async () => {
    const failures: unknown[] = [];
    const { call, ran } = guarded({
      observers: [
        ({ action, context, decision }) => {
          for (const object of [
            action,
            context,
            context.actor,
            decision,
            (action as any).tags,
            (action as any).customer,
          ])
            expect(() => Object.assign(object as object, { 0: "x", amount: 1, effect: "allow" })).toThrow(
              TypeError,
            );
        },
      ],
      onObserverError: (error) => failures.push(error),
    });
    const argument = { amount: 5, tags: ["a"], customer: { country: "DE" } };
    await call(argument);
    expect(ran).toEqual([[argument]]);
    expect(failures).toEqual([]);
  });

  it("can be written down whatever the fields hold", async () => {
    const { call, events } = guarded();
    await call({ amount: 5n }).catch(() => {});
    await call({ amount: 2n ** 70n }).catch(() => {});
    expect(JSON.parse(JSON.stringify(events.map(({ action }) => action["amount"])))).toEqual(
      expect.arrayContaining([5, String(2n ** 70n)]),
    );
  });
});
