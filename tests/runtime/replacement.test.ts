import { describe, expect, it } from "vitest";
import { Actra, ActraRuntime, type Policy } from "../../src/index.ts";
import { actor, attemptError, failureOf, policy, rules, schema } from "./fixture.ts";

describe("a policy that is replaced", () => {
  it("decides the calls that began under it, and is freed after them", async () => {
    let answer = (_: object) => {};
    const waiting = new Promise<object>((done) => {
      answer = done;
    });
    const old = Actra.compile({ schema, policy: rules });
    const next = Actra.compile({ schema, policy: rules.replaceAll("1000", "1") });
    const runtime = new ActraRuntime(old, { actor, snapshot: () => waiting });
    const call = runtime.admit("refund", (_amount: number) => "ran");
    const pending = call(5);
    runtime.replacePolicy(next, { dispose: true });
    const later = failureOf(call(5));
    expect(old.policyHash()).toMatch(/^[0-9a-f]{64}$/);
    answer({ fraud: false });
    expect(await pending).toBe("ran");
    expect(await later).toMatchObject({ matchedRule: "large" });
    expect(attemptError(() => old.policyHash())).toMatchObject({ code: "POLICY_DISPOSED" });
  });

  it("mixes nothing under load", async () => {
    const policies = [1000, 2000].map((limit) =>
      Actra.compile({ schema, policy: rules.replaceAll("1000", String(limit)) }),
    );
    const runtime = new ActraRuntime(policies[0]!, { actor, snapshot: async () => ({ fraud: false }) });
    const hashes = new Map(policies.map((each, i) => [each.policyHash(), [1000, 2000][i]!]));
    let wrong = 0;
    runtime.addDecisionObserver(({ policy_hash, decision, outcome }) => {
      if (outcome === undefined && (decision?.effect === "block") !== 1500 > hashes.get(policy_hash)!)
        wrong++;
    });
    const call = runtime.admit("refund", (_amount: number) => {});
    let calls = 0;
    const chain = async () => {
      for (let i = 0; i < 150; i++) {
        if (++calls % 100 === 0) runtime.replacePolicy(policies[(calls / 100) % 2]!);
        await call(1500).catch(() => {});
      }
    };
    await Promise.all(Array.from({ length: 64 }, chain));
    expect(wrong).toBe(0);
  });

  /** A runtime whose calls wait until they are let go, and one that has begun. */
  function waiting(own: Policy) {
    let letGo = (_: object) => {};
    const answer = new Promise<object>((done) => {
      letGo = done;
    });
    const runtime = new ActraRuntime(own, { actor, snapshot: () => answer });
    const call = runtime.admit("refund", (_amount: number) => "ran");
    return { runtime, call, pending: call(5), letGo: () => letGo({ fraud: false }) };
  }

  const fresh = () => Actra.compile({ schema, policy: rules });

  it("by itself first is kept for the calls that began before that, too", async () => {
    const old = fresh();
    const { runtime, pending, letGo } = waiting(old);
    runtime.replacePolicy(old);
    runtime.replacePolicy(policy, { dispose: true });
    letGo();
    expect(await pending).toBe("ran");
    expect(attemptError(() => old.policyHash())).toMatchObject({ code: "POLICY_DISPOSED" });
  });

  it("is kept for the calls of other runtimes", async () => {
    const old = fresh();
    const { pending, letGo } = waiting(old);
    new ActraRuntime(old).replacePolicy(policy, { dispose: true });
    letGo();
    expect(await pending).toBe("ran");
    expect(attemptError(() => old.policyHash())).toMatchObject({ code: "POLICY_DISPOSED" });
  });

  it("and comes back is not disposed of", async () => {
    const old = fresh();
    const { runtime, call, pending, letGo } = waiting(old);
    runtime.replacePolicy(policy, { dispose: true });
    runtime.replacePolicy(old);
    letGo();
    await pending;
    expect(await call(5)).toBe("ran");
  });

  it("or disposed of by others in the middle of a call stops the call", async () => {
    const own = fresh();
    const { call, ran } = (() => {
      const ran: number[] = [];
      const snapshot = async () => {
        own.dispose();
        return { fraud: false };
      };
      const runtime = new ActraRuntime(own, { actor, snapshot });
      return { ran, call: runtime.admit("refund", (amount: number) => ran.push(amount)) };
    })();
    expect(await failureOf(call(5))).toMatchObject({ code: "POLICY_DISPOSED" });
    expect(await failureOf(call(5))).toMatchObject({ code: "POLICY_DISPOSED" });
    expect(ran).toEqual([]);
  });
});
