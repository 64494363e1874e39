// biome-ignore-all lint/suspicious/noSparseArray: a hole is what is tested
import { expect, it, vi } from "vitest";
import { Actra, ActraRuntime } from "../../src/index.ts";
import { failureOf } from "./fixture.ts";

// A grant is for one call. What no rule reads is of any type, and belongs to the call all the same.

const schema = {
  version: 1,
  actions: {
    pay: {
      fields: {
        note: "string?",
        amount: "number?",
        options: { fields: { fast: "boolean?" }, optional: true },
      },
    },
  },
  actor: { fields: { id: "string?", role: "string?" } },
} as const;

const policy = {
  version: 1,
  default: "allow",
  rules: [
    {
      id: "medium",
      scope: { action: "pay" },
      effect: "require_approval",
      when: {
        subject: { domain: "action", field: "amount" },
        operator: "greater_than",
        value: { literal: 100 },
      },
    },
  ],
} as const;

const compiled = Actra.compile({ schema, policy });

async function digestOf(args: unknown[], actor: object = { id: "ann" }, own = compiled): Promise<string> {
  const call = new ActraRuntime(own, { actor: () => actor }).admit("pay", (..._: unknown[]) => {});
  return (await failureOf(call(...args))).request.digest;
}

const withNote = (note: unknown) => [{ amount: 500, note }];

it.each<[string, unknown[], unknown[]]>([
  ["amounts", [{ amount: 500 }], [{ amount: 501 }]],
  ["notes that are objects", withNote({ a: 1 }), withNote({ a: 2 })],
  ["notes that are lists of lists", withNote([[1]]), withNote([[2]])],
  ["a hole and `null`", withNote([,]), withNote([null])],
  ["options that are lists", [{ amount: 500, options: [1] }], [{ amount: 500, options: [2] }]],
  ["options that are texts", [{ amount: 500, options: "a" }], [{ amount: 500, options: "b" }]],
  ["options that are there, and empty", [{ amount: 500 }], [{ amount: 500, options: {} }]],
  ["two dates", withNote(new Date(5)), withNote(new Date(6))],
  ["a date and its milliseconds", withNote(new Date(5)), withNote(5)],
  ["a date and its text", withNote(new Date(5)), withNote(new Date(5).toISOString())],
  ["a date that is none, and NaN", withNote(new Date(Number.NaN)), withNote(Number.NaN)],
  ["a date that is none, and another value", withNote(new Date(Number.NaN)), withNote(null)],
  ["a number and its text", withNote(5), withNote("5")],
  ["a number and a bigint", withNote(5), withNote(5n)],
  ["`null` and its text", withNote(null), withNote("null")],
  ["a lone surrogate and how it is written", withNote("\ud800"), withNote("\\ud800")],
  ["a lone surrogate and what stands for it", withNote("\ud800"), withNote("\ufffd")],
  ["composed and decomposed letters", withNote("é"), withNote("e\u0301")],
  [
    "fields and a text that looks like them",
    withNote('x",options:{}'),
    [{ amount: 500, note: "x", options: {} }],
  ],
])("tells apart %s", async (_, one, other) => {
  expect(await digestOf(one)).not.toBe(await digestOf(other));
});

it.each<[string, unknown[], unknown[]]>([
  ["the order of keys", [{ amount: 500, note: "x" }], [{ note: "x", amount: 500 }]],
  ["the order of keys in a note", withNote({ a: 1, b: 2 }), withNote({ b: 2, a: 1 })],
  ["whether they have positions or names", [{ amount: 500, note: "x" }], ["x", 500]],
  ["`undefined` and nothing", [{ amount: 500, note: undefined }], [{ amount: 500 }]],
  ["the sign of zero, which is one number", withNote(0), withNote(-0)],
])("is the same whatever %s", async (_, one, other) => {
  expect(await digestOf(one)).toBe(await digestOf(other));
});

it.each<[string, unknown]>([
  ["a map", new Map([["a", 1]])],
  ["an instance", new (class Note {})()],
  ["a function", () => {}],
  ["a symbol", Symbol("note")],
])("is not made of %s, which might hold anything", async (_, note) => {
  const run = vi.fn();
  const approve = vi.fn();
  const runtime = new ActraRuntime(compiled, { actor: () => ({ id: "ann" }), approve });
  const call = runtime.admit("pay", run, { fields: ["note", "amount"] });
  expect(await failureOf(call({ inside: [note] }, 500))).toMatchObject({
    code: "INPUT_TYPE",
    path: "action.note",
  });
  expect([run, approve].map(({ mock }) => mock.calls)).toEqual([[], []]);
  // Where nobody is asked, it is the function's own business.
  await call({ inside: [note] }, 5);
  expect(run).toHaveBeenCalledTimes(1);
});

it("tells apart actors and policies", async () => {
  const args = [{ amount: 500 }];
  const stricter = Actra.compile({ schema, policy: { ...policy, default: "block" } });
  const digests = await Promise.all([
    digestOf(args),
    digestOf(args, { id: "eve" }),
    digestOf(args, { id: "ann", role: "x" }),
    digestOf(args, { id: "ann", role: { x: 1 } }),
    digestOf(args, { id: "ann", role: { x: 2 } }),
    digestOf(args, { id: "ann" }, stricter),
  ]);
  expect(new Set(digests).size).toBe(digests.length);
});

it("tells apart who asks, where the actor does not tell", async () => {
  const digestBy = async (requester: string) => {
    const runtime = new ActraRuntime(compiled, { actor: () => ({}), requester: () => requester });
    return (await failureOf(runtime.admit("pay", (_: object) => {})({ amount: 500 }))).request.digest;
  };
  expect(await digestBy("ann")).not.toBe(await digestBy("eve"));
});

it("of what holds itself is none, and the call is stopped", async () => {
  const cycle: Record<string, unknown> = { amount: 500 };
  cycle["note"] = { cycle };
  const runtime = new ActraRuntime(compiled, { actor: () => ({ id: "ann" }) });
  const ran: unknown[] = [];
  const call = runtime.admit("pay", (order: unknown) => ran.push(order));
  expect(await failureOf(call(cycle as never))).not.toHaveProperty("request");
  expect(ran).toEqual([]);
});
