/** What an input takes in the machine's memory is what was reserved for it, up to the last byte. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Actra, type PolicyInput } from "../src/index.ts";
import type { InputLimits } from "../src/language/limits.ts";
import { machine } from "./support/machine.ts";

const LISTS = ["a", "b", "c", "d", "e", "f"];
const GUARD = 4096;

/** Each list is compared with the next, so that the bytes of all are needed; `f` is read by an audit rule alone. */
function listPolicy(inputLimits: Partial<InputLimits> = {}) {
  const rules = LISTS.map((name, i) => ({
    id: name,
    mode: i < 4 ? "enforce" : "audit",
    scope: { action: "act" },
    when: {
      subject: { domain: "action", field: name },
      operator: "contains_all",
      value: { subject: { domain: "action", field: LISTS[(i + 1) % 4]! } },
    },
    effect: "block",
  }));
  const fields = Object.fromEntries(LISTS.map((name) => [name, "string[]"]));
  return Actra.compile(
    { schema: { version: 1, actions: { act: { fields } } }, policy: { version: 1, rules } },
    { inputLimits },
  );
}

/** The same items in every list. */
function input(items: readonly string[]): PolicyInput {
  return { action: { type: "act", ...Object.fromEntries(LISTS.map((name) => [name, items])) } };
}

describe("the heap", () => {
  const shared = machine();
  const taken = { at: 0, size: 0 };

  // More is given than asked for, and what is beyond is marked.
  beforeEach(() => {
    shared.heap = (size) => {
      const at = Object.getPrototypeOf(shared).heap.call(shared, size + GUARD);
      shared.u8.fill(0xaa, at + size, at + size + GUARD);
      Object.assign(taken, { at, size });
      return at;
    };
  });
  afterEach(() => {
    Reflect.deleteProperty(shared, "heap");
  });

  function isIntact(): boolean {
    const end = taken.at + taken.size;
    return shared.u8.subarray(end, end + GUARD).every((byte) => byte === 0xaa);
  }

  it("holds six lists of 10,000 empty strings", () => {
    const items = new Array<string>(10_000).fill("");
    expect(listPolicy().evaluate(input(items))).toMatchObject({ effect: "block", matched_rule: "a" });
    expect(taken.size).toBeGreaterThanOrEqual(LISTS.length * 10_000 * 24);
    expect(isIntact()).toBe(true);
  });

  it.each([0, 1, 7, 8, 9, 23, 24, 25, 26, 31, 32, 33, 1000])(
    "holds what is read of strings of %i bytes when the limit is just reached, and is not asked for more",
    (bytes) => {
      const counted = Math.max(bytes, 24);
      const items = Array.from({ length: 600 }, () => "x".repeat(bytes));
      const inputBytes = 4 * items.length * counted;
      const { effect } = listPolicy({ inputBytes, stringBytes: bytes }).evaluate(input(items));
      expect(effect).toBe("block");
      expect(isIntact()).toBe(true);
      // As src/language/limits.ts has it, with what audit rules alone read beside the rest.
      expect(taken.size).toBeLessThanOrEqual(2 * inputBytes * 2.3 + LISTS.length * (24 + 7));
      const tight = listPolicy({ inputBytes: inputBytes - 1, stringBytes: bytes });
      expect(() => tight.evaluate(input(items))).toThrow(expect.objectContaining({ code: "INPUT_LIMIT" }));
    },
  );

  it("holds texts of two, three and four bytes a character", () => {
    for (const character of ["é", "名", "😀"]) {
      const items = Array.from({ length: 300 }, (_, i) => character.repeat(i % 20));
      expect(listPolicy().evaluate(input(items)).effect).toBe("block");
      expect(isIntact()).toBe(true);
    }
  });
});
