// biome-ignore-all lint/suspicious/noSparseArray: a hole is what is tested
// biome-ignore-all lint/complexity/noCommaOperator: short resolvers that take notes
import { describe, expect, it, vi } from "vitest";
import { ActraInputError } from "../../src/index.ts";
import { failureOf, guarded } from "./fixture.ts";

describe("arguments", () => {
  it.each([
    ["type in an object", [{ type: "restart", amount: 5000 }], "large"],
    ["an object without a prototype", [Object.assign(Object.create(null), { amount: 5000 })], "large"],
    ["a Proxy", [new Proxy({ amount: 5000 }, {})], "large"],
    ["nothing at all", [], "large"],
    ["undefined", [undefined], "large"],
    ["null", [null], "large"],
    ["an empty object", [{}], "large"],
    ["an object that inherits the field", [Object.create({ amount: 5 })], undefined],
    ["too many", [5, "note", undefined, undefined, 6], undefined],
    ["a text", ["5"], undefined],
    ["NaN", [Number.NaN], undefined],
    [
      "a class instance",
      [
        new (class {
          amount = 5;
        })(),
      ],
      undefined,
    ],
    ["a promise", [Promise.resolve({ amount: 5 })], undefined],
    [
      "an object within a class instance",
      [
        {
          amount: 5,
          customer: new (class {
            country = "DE";
          })(),
        },
      ],
      undefined,
    ],
    [
      "a getter that throws",
      [
        {
          get amount() {
            throw new Error("secret");
          },
        },
      ],
      undefined,
    ],
  ])("%s do not get past", async (_, args, rule) => {
    const { call, ran } = guarded();
    const error = await failureOf(call(...(args as unknown[])));
    if (rule === undefined) expect(error).toBeInstanceOf(ActraInputError);
    else expect(error).toMatchObject({ matchedRule: rule });
    expect(ran).toEqual([]);
  });

  it("are copied: what was decided on is what runs", async () => {
    let resolve = () => {};
    const waiting = new Promise<void>((done) => {
      resolve = done;
    });
    const { call, ran } = guarded({ snapshot: async () => (await waiting, { fraud: false }) });
    const argument = { amount: 5, customer: { country: "DE" }, tags: ["a"] };
    const pending = call(argument);
    argument.amount = 5000;
    argument.customer.country = "XX";
    argument.tags.push("b");
    resolve();
    await pending;
    expect(ran).toEqual([[{ amount: 5, customer: { country: "DE" }, tags: ["a"] }]]);
  });

  it("with a getter that changes its answer are read once", async () => {
    const { call, ran } = guarded();
    let amount = 5;
    await call({
      get amount() {
        return (amount *= 1000) / 1000;
      },
    });
    expect(ran).toEqual([[{ amount: 5 }]]);
  });

  it("keep their cycles, dates, holes and what is no data", async () => {
    const { call, ran } = guarded({}, { fields: ["amount"] });
    const cycle: Record<string, unknown> = { when: new Date(5), list: [1, , 3], map: new Map() };
    cycle.self = cycle;
    await call(5, cycle);
    const copy = ran[0]![1] as typeof cycle;
    expect(copy).not.toBe(cycle);
    expect(copy.self).toBe(copy);
    expect(copy.when).toEqual(new Date(5));
    expect(copy.when).not.toBe(cycle.when);
    expect(1 in (copy.list as object)).toBe(false);
    expect(copy.map).toBe(cycle.map);
  });

  it("too deep or too long to copy are an error or a copy, never a crash", async () => {
    const { call } = guarded({}, { fields: ["amount"] });
    let deep: object = {};
    for (let i = 0; i < 100_000; i++) deep = { deep };
    expect(await failureOf(call(5, deep))).toBeInstanceOf(ActraInputError);
    expect(await call(5, new Array(4_000_000_000))).toBe("done");
  });

  it("of a class instance may pass through where that was asked for", async () => {
    const { call, ran } = guarded({}, { passThrough: true });
    const instance = new (class {
      amount = 5;
    })();
    await call(instance);
    expect(ran[0]![0]).toBe(instance);
  });

  it("that are spread, reordered or null are decided on as they arrive", async () => {
    const { call, ran } = guarded();
    const list = [5000, "a note"] as const;
    expect(await failureOf(call(...list))).toMatchObject({ matchedRule: "large" });
    expect(await failureOf(call("a note", 5000))).toMatchObject({ code: "INPUT_TYPE" });
    expect(await failureOf(call({ note: "a note", amount: 5000 }))).toMatchObject({ matchedRule: "large" });
    expect(await failureOf(call(null, 5))).toMatchObject({ matchedRule: "large" });
    expect(await failureOf(call(5, null, "DE"))).toBeInstanceOf(ActraInputError);
    expect(ran).toEqual([]);
  });

  it("that are thenable or promises are not waited for", async () => {
    const { call, ran } = guarded({}, { fields: ["amount"] });
    class Later<T> extends Promise<T> {}
    const then = vi.fn();
    const [later, thenable] = [Later.resolve(5), { then, amount: 5 }];
    await call(5, later, thenable);
    expect(ran[0]![1]).toBe(later);
    expect(ran[0]![2]).toEqual(thenable);
    expect(then).not.toHaveBeenCalled();
    for (const amount of [Later.resolve(5), { then, amount: 5 }])
      expect(await failureOf(call(amount))).toBeInstanceOf(ActraInputError);
    expect(ran).toHaveLength(1);
  });

  it("whose getters replace other arguments change nothing", async () => {
    const { call, ran } = guarded({}, { fields: ["amount"] });
    const second = { note: "a" };
    const first = {
      get amount() {
        second.note = "b";
        return 5;
      },
    };
    await call(5, second, first);
    expect(ran).toEqual([[5, { note: "a" }, { amount: 5 }]]);
  });
});
