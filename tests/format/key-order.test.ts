import { expect, it } from "vitest";
import { POLICY } from "../../src/compiler/2-parse/parse-policy.ts";
import { RULE } from "../../src/compiler/2-parse/rule.ts";
import { KEY_ORDER } from "../../src/format/key-order.ts";

it.each([POLICY, RULE])("$what has no key without a place in the order", ({ required, optional }) => {
  expect([...required, ...optional].filter((key) => !KEY_ORDER.includes(key))).toEqual([]);
});

it("has each key once", () => {
  expect(new Set(KEY_ORDER).size).toBe(KEY_ORDER.length);
});
