import { afterEach, expect, it, vi } from "vitest";
import { Actra } from "../../src/index.ts";
import { failureOf, grantFor, runtimeWith, schema } from "./fixture.ts";

// Which grants a runtime takes to have been used, when there were very many.

const atom = (domain: string, field: string, operator: string, literal: unknown) => ({
  subject: { domain, field },
  operator,
  value: { literal },
});

/** Every refund is approved; one in a time of fraud within a minute. */
const policy = Actra.compile({
  schema,
  policy: {
    version: 1,
    rules: [
      {
        id: "hasty",
        scope: { action: "refund" },
        when: atom("snapshot", "fraud", "equals", true),
        effect: "require_approval",
        approval: { approvers: ["boss"], expires_in: "1m" },
      },
      {
        id: "any",
        scope: { action: "refund" },
        effect: "require_approval",
        approval: { approvers: ["boss"] },
      },
    ],
  },
});

afterEach(() => vi.useRealTimers());

it("one that had a minute is not good again where it would have an hour", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  let fraud = true;
  const { runtime } = runtimeWith({ snapshot: () => ({ fraud }), observers: [] });
  runtime.replacePolicy(policy);
  const run = vi.fn();
  const call = runtime.admit("refund", run);
  const grant = grantFor((await failureOf(call(1))).request.digest);
  runtime.addGrant(grant);
  await call(1);
  fraud = false;
  vi.setSystemTime(Date.now() + 120_000);
  const many = runtime.admit("refund", (_amount: number) => {}, {
    approve: ({ digest }) => grantFor(digest),
  });
  for (let i = 0; i < 10_001; i++) await many(2);
  runtime.addGrant(grant);
  expect(await failureOf(call(1))).toMatchObject({ refusal: "used" });
  expect(run).toHaveBeenCalledTimes(1);
});
