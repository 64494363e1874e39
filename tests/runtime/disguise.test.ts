import { describe, expect, it } from "vitest";
import { Actra, ActraRuntime } from "../../src/index.ts";
import { failureOf } from "./fixture.ts";

// A function that takes one object of fields, all of them optional and the first one read by no rule: what is passed to
// it must not be taken for something else, of which nothing is known to be bad.

const policy = Actra.compile({
  schema: {
    version: 1,
    actions: { pay: { fields: { note: "string?", amount: "number?", extra: "string?" } } },
  },
  policy: {
    version: 1,
    default: "allow",
    rules: [{ id: "large", scope: { action: "pay" }, effect: "block", when: above(1000) }],
  },
});

function above(literal: number) {
  return {
    subject: { domain: "action", field: "amount" },
    operator: "greater_than",
    value: { literal },
  } as const;
}

const large = { amount: 5000 };

const disguises: [string, unknown[]][] = [
  ["as it is", [large]],
  ["that calls itself a date", [{ ...large, [Symbol.toStringTag]: "Date" }]],
  ["before `undefined`", [large, undefined]],
  ["before `null`", [large, null]],
  ["before what would be the field", [large, 5]],
  ["that is a function", [Object.assign(() => {}, large)]],
  ["that is a function before another argument", [Object.assign(() => {}, large), 5]],
  ["that is a Proxy of a function", [new Proxy(() => {}, { get: () => 5000, has: () => false })]],
  ["that is a Proxy", [new Proxy(large, { has: () => false, getOwnPropertyDescriptor })]],
  ["without a prototype", [Object.assign(Object.create(null), large)]],
  ["that inherits", [Object.create(large)]],
  ["that is a list", [Object.assign([], large)]],
  ["that is a date", [Object.assign(new Date(5), large)]],
  ["that is an error", [Object.assign(new Error("x"), large)]],
  ["that is a promise", [Object.assign(Promise.resolve(), large)]],
  [
    "with a getter",
    [
      {
        get amount() {
          return 5000;
        },
      },
    ],
  ],
  ["that shows nothing of it", [Object.defineProperty({}, "amount", { value: 5000, enumerable: false })]],
];

/** `{...proxy}` asks for it. */
function getOwnPropertyDescriptor(target: object, name: PropertyKey) {
  return { ...Reflect.getOwnPropertyDescriptor(target, name), configurable: true };
}

describe("an object of fields", () => {
  it.each(disguises)("%s does not reach the function undecided", async (_, args) => {
    const amounts = await amountsThatRan(args, {});
    for (const amount of amounts) expect(amount).toBeUndefined();
  });

  it.each(disguises)("%s does not get past a builder", async (_, args) => {
    const builder = (_: string, { amount }: Record<string, unknown>) => ({ amount });
    const amounts = await amountsThatRan(args, { builder });
    for (const amount of amounts) expect(amount).toBeUndefined();
  });

  it("that calls itself a date is what it is", async () => {
    const call = new ActraRuntime(policy).admit("pay", (order: { amount: number }) => order.amount);
    expect(await call({ amount: 5, [Symbol.toStringTag]: "Date" } as never)).toBe(5);
  });

  it("is one where the parameters have names", async () => {
    const runtime = new ActraRuntime(policy);
    const call = runtime.admit("pay", (_note: unknown, amount: number) => amount, {
      fields: ["note", "amount"],
    });
    expect(await call(large, 5)).toBe(5);
    expect(await failureOf(call(large, 5000))).toMatchObject({ matchedRule: "large" });
  });

  it("says how to name the parameters where it is unclear what they are", async () => {
    const call = new ActraRuntime(policy).admit("pay", (..._: unknown[]) => {});
    const error = await failureOf(call(large, 5));
    expect(error).toMatchObject({ code: "INPUT_ARGUMENTS", path: "arguments" });
    expect(error.message).toContain("name the parameters by `fields`");
  });
});

/** Of the calls that were let through, what the function found in its argument. */
async function amountsThatRan(args: unknown[], options: object): Promise<unknown[]> {
  const ran: unknown[] = [];
  const call = new ActraRuntime(policy).admit(
    "pay",
    (order: { amount?: unknown }) => ran.push(order.amount),
    options,
  ) as (...args: unknown[]) => Promise<unknown>;
  await call(...args).catch(() => {});
  return ran;
}
