import { describe, expect, it } from "vitest";
import { instantOf } from "./datetime.ts";
import { addressOf, cidrOf, inCidr } from "./ip.ts";
import { prepare } from "./reference.ts";

describe("datetimes", () => {
  it.each([
    ["1970-01-01T00:00:00Z", 0],
    ["1969-12-31T23:59:59.9999Z", -1],
    ["2024-02-29t12:00:00.5+05:30", Date.UTC(2024, 1, 29, 6, 30, 0, 500)],
    ["2000-12-31T23:59:59z", Date.UTC(2000, 11, 31, 23, 59, 59)],
    ["0000-02-29T00:00:00-00:00", Date.parse("0000-02-29T00:00:00Z")],
    ["9999-12-31T23:59:59.999-23:59", Date.parse("9999-12-31T23:59:59.999Z") + 1439 * 60_000],
  ])("%s is an instant", (text, instant) => expect(instantOf(text)).toBe(instant));

  it("agree with `Date` over eight centuries", () => {
    for (let day = -200_000; day < 100_000; day += 7) {
      const text = new Date(day * 86_400_000).toISOString();
      expect(instantOf(text), text).toBe(day * 86_400_000);
    }
  });

  it("are valid dates", () => {
    expect(instantOf(new Date(5))).toBe(5);
    for (const bad of [new Date(NaN), 0, "", "2023-02-29T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01"])
      expect(instantOf(bad)).toBeUndefined();
  });
});

describe("addresses", () => {
  it.each([
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["0:0:0:0:0:FFFF:a00:1", "10.0.0.1"],
    ["2001:DB8::0001:0", "2001:db8:0:0:0:0:1:0"],
    ["::1.2.3.4", "::102:304"],
    ["1::", "1:0:0:0:0:0:0:0"],
  ])("%s is %s", (a, b) => {
    expect(addressOf(a)).toBeDefined();
    expect(addressOf(a)).toBe(addressOf(b));
  });

  it.each([
    "1.2.3",
    "01.2.3.4",
    "256.0.0.1",
    ":::",
    "1::2::3",
    "::1%eth0",
    "1:2:3:4:5:6:7::8",
    "12345::",
    ":1",
    "",
  ])("%j is none", (text) => expect(addressOf(text)).toBeUndefined());

  it("are inside a block of their own family only", () => {
    const inside = (address: string, cidr: string) => inCidr(addressOf(address)!, cidrOf(cidr)!);
    expect(inside("10.1.2.3", "10.0.0.0/8")).toBe(true);
    expect(inside("::ffff:a01:203", "::ffff:10.0.0.0/104")).toBe(true);
    expect(inside("11.0.0.0", "10.0.0.0/8")).toBe(false);
    expect(inside("10.0.0.1", "::/0")).toBe(false);
    expect(inside("::10.0.0.1", "0.0.0.0/0")).toBe(false);
    expect(cidrOf("10.0.0.1/8")).toBeUndefined();
    expect(cidrOf("::ffff:0:0/90")).toBeUndefined();
  });
});

function fail(): never {
  throw new Error("the caller's code threw");
}

describe("checks of a value", () => {
  const schema = {
    version: 1,
    actions: { go: { fields: { at: "datetime?" } } },
    actor: {
      fields: {
        name: { type: "string", max_length: 2 },
        age: { type: "integer", minimum: 0, maximum: 9 },
        size: "number?",
        tags: { type: "string[]", enum: ["a", "b"] },
        home: { fields: { ip: "ip?" } },
      },
    },
  };
  const actor = { name: "é😀", age: 9n, tags: ["a"], home: {} };
  const rules = ["name", "age", "size", "tags", "home.ip"].map((field) => ({
    id: field,
    effect: "allow",
    scope: { global: true },
    when: { subject: { domain: "actor", field }, operator: field === "name" ? "is_empty" : "exists" },
  }));
  const { decide } = prepare(schema, [{ version: 1, rules }]);
  const answerTo = (change: object) => decide({ action: { type: "go" }, actor: { ...actor, ...change } });
  const error = (code: string, path: string) => ({ error: { code, path } });

  it("lets good values pass", () => {
    expect(answerTo({})).toEqual({ decision: { effect: "allow", matched_rule: "age" } });
    expect(answerTo({ size: -0, home: { ip: null, more: 1 } })).toHaveProperty("decision");
  });

  it.each([
    [{ name: 1 }, "INPUT_TYPE", "actor.name"],
    [{ name: "a\ud800" }, "INPUT_TYPE", "actor.name"],
    [{ name: "\ud800".repeat(1024 * 1024 + 1) }, "INPUT_LIMIT", "actor.name"],
    [{ name: "é😀a" }, "INPUT_RANGE", "actor.name"],
    [{ age: 10 }, "INPUT_RANGE", "actor.age"],
    [{ age: 2n ** 53n }, "INPUT_TYPE", "actor.age"],
    [{ size: 1n }, "INPUT_TYPE", "actor.size"],
    [{ tags: ["a", "c", 1] }, "INPUT_ENUM", "actor.tags[1]"],
    [{ tags: ["a", null] }, "INPUT_TYPE", "actor.tags[1]"],
    [{ tags: new Array(10_001).fill(1) }, "INPUT_LIMIT", "actor.tags"],
    [{ home: [] }, "INPUT_TYPE", "actor.home"],
    [{ home: Object.create({ ip: "::1" }) }, "INPUT_INHERITED", "actor.home.ip"],
    [{ home: Object.defineProperty({}, "ip", { get: fail }) }, "INPUT_ACCESS", "actor.home.ip"],
  ])("case %#", (change, code, path) => expect(answerTo(change)).toEqual(error(code, path)));

  it("does not touch what no rule reads", () => {
    const throwing = Object.defineProperty({ type: "go" }, "at", { get: fail });
    expect(decide({ action: throwing, actor, snapshot: 5 })).toHaveProperty("decision");
  });

  it("limits the whole input, of which `action.type` is no part", () => {
    const loose = { version: 1, actions: { go: {} }, actor: { fields: { tags: "string[]" } } };
    const rule = { id: "r", effect: "allow", scope: { global: true }, when: isEmpty("tags") };
    const tags = new Array(17).fill("a".repeat(1024 * 1024));
    expect(
      prepare(loose, [{ version: 1, rules: [rule] }]).decide({ action: { type: "go" }, actor: { tags } }),
    ).toEqual(error("INPUT_LIMIT", "actor.tags[16]"));
  });
});

function isEmpty(field: string) {
  return { subject: { domain: "actor", field }, operator: "is_empty" };
}
