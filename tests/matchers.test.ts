import { beforeAll, describe, expect, it } from "vitest";
import { Actra, ActraInputError, type PolicyInput } from "../src/index.ts";
import { actraMatchers } from "../src/testing.ts";

// The matchers, in vitest itself and by the contract of jest.

beforeAll(() => expect.extend(actraMatchers));

const policy = Actra.compile({
  schema: "version: 1\nactions: { refund: { fields: { amount: number } }, ping: {} }\n",
  policy: `
    version: 1
    rules:
      - id: large
        scope: { action: refund }
        when: { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 100 } }
        effect: require_approval
      - id: huge
        scope: { action: refund }
        when: { subject: { domain: action, field: amount }, operator: greater_than, value: { literal: 1000 } }
        effect: block
        reason: nobody refunds that much
  `,
});

const of = (amount: unknown): PolicyInput => ({ action: { type: "refund", amount } });
const on = (amount: unknown) => ({ policy, input: of(amount) });

describe("in vitest", () => {
  it("hold", () => {
    expect(on(1)).toBeAllowed();
    expect(on(101)).toRequireApproval();
    expect(on(1001)).toBeBlockedBy("huge");
    expect(policy.evaluate(of(1))).toBeAllowed();
    expect(policy.evaluate(of(101))).toRequireApproval();
    expect(policy.evaluate(of(1001))).toBeBlockedBy("huge");
  });

  it("hold under `not`", () => {
    expect(on(101)).not.toBeAllowed();
    expect(on(1)).not.toRequireApproval();
    expect(on(1)).not.toBeBlockedBy("huge");
    expect(on(1001)).not.toBeBlockedBy("large");
    expect(policy.evaluate(of(1001))).not.toBeBlockedBy("");
  });

  it("hold under `resolves`", async () => {
    await expect(Promise.resolve(on(1))).resolves.toBeAllowed();
  });

  it("fail with the explanation", () => {
    const message = failure(() => expect(on(101)).toBeAllowed());
    expect(message).toContain("expected the decision to be allow\n\nrefund → require_approval by rule large");
    expect(message).toContain("action.amount greater_than 100 :6  saw 101");
    expect(failure(() => expect(on(1001)).not.toBeBlockedBy("huge"))).toContain(
      "not to be block by rule huge",
    );
  });

  it("fail with the decision, where there is nothing to explain it", () => {
    const message = failure(() => expect(policy.evaluate(of(1001))).toBeAllowed());
    expect(message).toBe(
      "expected the decision to be allow\n\nit is block by rule huge\n  reason: nobody refunds that much",
    );
    expect(failure(() => expect(policy.evaluate(of(null))).toBeBlockedBy(""))).toContain(
      "missing: action.amount",
    );
  });
});

describe("under `not`, too, it is no success", () => {
  it("that an input is in error", () => {
    expect(() => expect(on("ten")).toBeAllowed()).toThrow(ActraInputError);
    expect(() => expect(on("ten")).not.toBeAllowed()).toThrow(ActraInputError);
  });

  it("that the policy has no such rule", () => {
    const wrong = "the policy has no rule `hueg`: did you mean `huge`?";
    expect(() => expect(on(1001)).toBeBlockedBy("hueg")).toThrow(wrong);
    expect(() => expect(on(1)).not.toBeBlockedBy("hueg")).toThrow(wrong);
    expect(() => expect(on(1)).not.toBeBlockedBy(undefined as never)).toThrow("takes the id of a rule");
  });

  it.each([
    undefined,
    null,
    "allow",
    {},
    { effect: "alow", matched_rule: "" },
    { effect: "allow" },
    { policy },
    { policy: {}, input: {} },
    { policy: null, input: {} },
  ])("that there is no decision: %o", (received) => {
    expect(() => expect(received).toBeAllowed()).toThrow(TypeError);
    expect(() => expect(received).not.toBeAllowed()).toThrow("takes a decision, or `{ policy, input }`");
  });

  it("that a promise was not awaited", () => {
    expect(() => expect(Promise.resolve(on(1))).not.toBeAllowed()).toThrow("received a promise: await it");
  });
});

describe("by the contract of jest", () => {
  it.each(Object.entries(actraMatchers))(
    "%s gives `pass` and a function `message`, and needs no `this`",
    (_name, matcher) => {
      for (const amount of [1, 101, 1001]) {
        const result = (matcher as (received: unknown, rule: string) => unknown).call(
          undefined,
          on(amount),
          "huge",
        );
        expect(result).toEqual({
          pass: expect.any(Boolean),
          message: expect.any(Function),
          expected: expect.anything(),
          actual: expect.anything(),
        });
        expect((result as { message: () => unknown }).message()).toEqual(expect.any(String));
      }
    },
  );

  it("are own, enumerable functions, as `expect.extend` takes them", () => {
    expect(Object.keys(actraMatchers)).toEqual(["toBeAllowed", "toBeBlockedBy", "toRequireApproval"]);
  });
});

function failure(run: () => void): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it held");
}
