// biome-ignore-all lint/suspicious/noExplicitAny: called as a caller without types would
import { describe, expect, it } from "vitest";
import { ActraInputError } from "../../src/index.ts";
import { failureOf, guarded } from "./fixture.ts";

describe("a builder", () => {
  it("makes the fields, and cannot make the type", async () => {
    const { call, ran, events } = guarded(
      {},
      { builder: (_: string, kwargs: any) => ({ type: "restart", amount: kwargs.amount * 2 }) },
    );
    await call(50);
    expect(ran).toEqual([[50]]);
    expect(events[0]!.action).toEqual({ type: "refund", amount: 100 });
    expect(await failureOf(call(600))).toMatchObject({ matchedRule: "large" });
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("x");
      },
    ],
    ["gives a promise", async () => ({ amount: 5 })],
    ["gives nothing", () => undefined],
    ["gives a list", () => [5]],
  ])("that %s stops the call", async (_, builder) => {
    const { call, ran } = guarded({}, { builder });
    expect(await failureOf(call(5))).toMatchObject({ code: "BUILDER_FAILED" });
    expect(ran).toEqual([]);
  });

  it("may say that the arguments are no input", async () => {
    const wrong = new ActraInputError("INPUT_TYPE", "action.amount", "a number", "a string");
    const builder = () => {
      throw wrong;
    };
    const { call, ran, events } = guarded({}, { builder });
    expect(await failureOf(call(5))).toBe(wrong);
    expect(ran).toEqual([]);
    expect(events[0]).toMatchObject({ error: wrong });
  });

  it("cannot change what the function gets", async () => {
    const { call, ran } = guarded(
      {},
      {
        builder: (_: string, kwargs: any) => {
          kwargs.amount = 5;
          kwargs.customer.country = "XX";
          return { amount: 5 };
        },
      },
    );
    await call({ amount: 7, customer: { country: "DE" } });
    expect(ran).toEqual([[{ amount: 7, customer: { country: "DE" } }]]);
  });

  it("cannot change later what it made", async () => {
    const made = { amount: 5, customer: { country: "XX" } };
    const { call, ran } = guarded(
      {
        snapshot: async () => {
          made.customer.country = "DE";
          return { fraud: false };
        },
      },
      { builder: () => made },
    );
    expect(await failureOf(call(5))).toMatchObject({ matchedRule: "abroad" });
    expect(ran).toEqual([]);
  });
});
