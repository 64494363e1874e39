import { describe, expect, it, vi } from "vitest";
import { Actra, ActraApprovalRequiredError, ActraRuntime, type Grant } from "../../src/index.ts";
import { actor, failureOf, grantFor, guarded, rules, schema, snapshot } from "./fixture.ts";

type Approvals = Grant["approvals"];

const by = (...pairs: [approver: string, by: string][]): Approvals =>
  pairs.map(([approver, by]) => ({ approver, by }));

/** Answers with more than it holds. */
class Generous<T> extends Array<T> {
  override map(): never {
    return by(["boss", "carol"], ["bob", "dave"]) as never;
  }
}

describe("an approval", () => {
  it("by `approve` lets the call through once it has been decided again", async () => {
    const { call, ran } = guarded({ approve: async (request) => grantFor(request.digest) });
    await call(500);
    expect(ran).toEqual([[500]]);
  });

  it("that comes later lets the same call through, once", async () => {
    const { call, ran, runtime } = guarded();
    const error = await failureOf(call(500));
    expect(error).toBeInstanceOf(ActraApprovalRequiredError);
    expect(error.message).toBe("Action requires approval (rule: medium)");
    const grant = grantFor(error.request.digest);
    runtime.addGrant(grant);
    expect(await failureOf(call(501))).toMatchObject({ code: "APPROVAL_REQUIRED" });
    await call(500);
    runtime.addGrant(grant);
    expect(await failureOf(call(500))).toMatchObject({ refusal: "used" });
    expect(ran).toEqual([[500]]);
  });

  it.each<[string, (digest: string) => unknown, string | undefined]>([
    ["nothing", () => null, undefined],
    ["a grant for other arguments", () => grantFor("0".repeat(64)), "other_call"],
    ["one that has expired", (digest) => grantFor(digest, { granted_at: 5, expires_at: 6 }), "expired"],
    ["one of tomorrow", (digest) => grantFor(digest, { granted_at: Date.now() + 100_000 }), "not_yet_valid"],
    [
      "the requester's own",
      (digest) => grantFor(digest, { approvals: [{ approver: "boss", by: "ann" }] }),
      "approvers_missing",
    ],
    [
      "one by nobody that was asked for",
      (digest) => grantFor(digest, { approvals: [{ approver: "dave", by: "dave" }] }),
      "approvers_missing",
    ],
    ["one without approvals", (digest) => grantFor(digest, { approvals: [] }), "approvers_missing"],
    ["something else", () => true, "malformed"],
    [
      "an error",
      () => {
        throw new Error("x");
      },
      "approve_failed",
    ],
  ])("that is %s does not", async (_, answer, refusal) => {
    const { call, ran } = guarded({ approve: (request) => answer(request.digest) as Grant });
    const error = await failureOf(call(500));
    expect(error).toBeInstanceOf(ActraApprovalRequiredError);
    expect(error.refusal).toBe(refusal);
    expect(ran).toEqual([]);
  });

  it("is no good where nobody can tell who asks", async () => {
    const { call } = guarded({
      actor: () => ({ role: "x" }),
      approve: (request) => grantFor(request.digest),
    });
    expect(await failureOf(call(500))).toMatchObject({ refusal: "requester_unknown" });
  });

  it("does not help against a policy that has become stricter", async () => {
    const stricter = Actra.compile({
      schema,
      policy: rules.replace(
        "greater_than, value: { literal: 1000 }",
        "greater_than, value: { literal: 100 }",
      ),
    });
    const { call, ran, runtime } = guarded({
      approve: (request) => {
        runtime.replacePolicy(stricter);
        return grantFor(request.digest);
      },
    });
    expect(await failureOf(call(500))).toMatchObject({ code: "ACTION_BLOCKED" });
    expect(ran).toEqual([]);
  });

  it.each<[string, Partial<Grant>, string | undefined]>([
    ["by the boss", {}, undefined],
    ["by a boss and a bob", { approvals: by(["boss", "carol"], ["bob", "dave"]) }, undefined],
    ["by one person as two", { approvals: by(["boss", "carol"], ["bob", "carol"]) }, "approvers_missing"],
    ["by one person twice", { approvals: by(["boss", "carol"], ["boss", "carol"]) }, "approvers_missing"],
    ["by one and the requester", { approvals: by(["boss", "carol"], ["bob", "ann"]) }, "approvers_missing"],
    ["by nobody", { approvals: by(["boss", ""]) }, "malformed"],
    ["by a list of another class", { approvals: Generous.from(by(["boss", "carol"])) }, "approvers_missing"],
    ["that is older than the policy lets it be", { granted_at: Date.now() - 61_000 }, "expired"],
    ["that says itself how long", { granted_at: Date.now() - 61_000, expires_at: 1e300 }, "expired"],
    ["of no time", { granted_at: Number.NaN }, "malformed"],
    ["of all times", { expires_at: Number.POSITIVE_INFINITY }, "malformed"],
    ["of a time that is a text", { granted_at: "0" as never }, "malformed"],
    ["for any call", { digest: undefined as never }, "malformed"],
    ["without a name", { id: "" }, "malformed"],
  ])("%s counts as what it is", async (name, parts, refusal) => {
    const quorum = name === "by the boss" ? 1 : 2;
    const strict = rules.replace("quorum: 1", `quorum: ${quorum}, expires_in: 1m`);
    const runtime = new ActraRuntime(Actra.compile({ schema, policy: strict }), {
      actor,
      snapshot,
      // Events alone go by it.
      clock: () => 0,
      approve: ({ digest }) => grantFor(digest, parts),
    });
    const run = vi.fn();
    const answer = await runtime
      .admit(
        "refund",
        run,
      )(500)
      .catch((error) => error);
    if (refusal !== undefined) expect(answer).toMatchObject({ code: "APPROVAL_REQUIRED", refusal });
    expect(run).toHaveBeenCalledTimes(refusal === undefined ? 1 : 0);
  });

  it("is not the requester's own business, whatever the requester is called", async () => {
    const { call, ran } = guarded({
      actor: () => ({ id: "boss", role: "x" }),
      approve: ({ digest }) => grantFor(digest, { approvals: by(["boss", "boss"]) }),
    });
    expect(await failureOf(call(500))).toMatchObject({ refusal: "approvers_missing" });
    expect(ran).toEqual([]);
  });

  it("of one call is not one of a call beside it", async () => {
    const grants: Grant[] = [];
    const { call, ran } = guarded({
      approve: async ({ digest }) => {
        grants.push(grantFor(digest));
        await new Promise((done) => setTimeout(done, 5));
        return grants[0]!;
      },
    });
    const calls = await Promise.allSettled([call(500), call(500), call(501)]);
    expect(calls.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(ran).toEqual([[500]]);
  });
});
