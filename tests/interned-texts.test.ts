import { pack } from "msgpackr";
import { describe, expect, it } from "vitest";
import { Actra } from "../src/index.ts";
import { decodeProgram } from "../src/program/decode.ts";
import { TextUse } from "../src/program/program.ts";
import { readProgram } from "../src/program/read-program.ts";

// Fields of which is only asked which are equal (src/compiler/5-emit/intern-texts.ts). What they decide is in
// vectors/decisions/equal-fields.yaml.

const NAMES = ["a", "b", "c", "d"];

function policyOf(conditions: readonly string[], names: readonly string[] = NAMES) {
  const rules = conditions.map((when, i) => ({
    id: `r${i}`,
    scope: { action: "act" },
    effect: "block",
    when,
  }));
  const fields = Object.fromEntries(names.map((name) => [name, "string"]));
  return { schema: { version: 1, actions: { act: { fields } } }, policy: { version: 1, rules } };
}

function usesOf(...conditions: string[]): Record<string, string> {
  using policy = Actra.compile(policyOf(conditions));
  const { slots } = readProgram(decodeProgram(policy.toBytes()));
  return Object.fromEntries(slots.map(({ path, text }) => [path.join("."), TextUse[text]]));
}

describe("a field's texts", () => {
  it("are numbers where they only meet those of other such fields", () => {
    expect(usesOf("action.a == action.b", "action.b != action.c")).toEqual({
      a: "Number",
      b: "Number",
      c: "Number",
    });
  });

  it.each([
    ["a literal", 'action.b == "x"'],
    ["a list", 'action.b in ["x"]'],
    ["a part", 'action.b.startsWith("x")'],
    ["a size", "size(action.b) > 1"],
  ])("have their bytes where one of those they meet is asked for %s", (_what, condition) => {
    expect(usesOf("action.a == action.b", condition, "action.c == action.d")).toEqual({
      a: "Bytes",
      b: "Bytes",
      c: "Number",
      d: "Number",
    });
  });

  it("have their bytes behind the first slots, so that none is compared with too many others", () => {
    const names = Array.from({ length: 66 }, (_, i) => `f${i}`);
    const conditions = Array.from({ length: 33 }, (_, i) => `action.f${2 * i} == action.f${2 * i + 1}`);
    using policy = Actra.compile(policyOf(conditions, names));
    const { slots } = readProgram(decodeProgram(policy.toBytes()));
    expect(slots.map(({ text }) => text).lastIndexOf(TextUse.Number)).toBe(63);
    expect(slots.map(({ text }) => text).indexOf(TextUse.Bytes)).toBe(64);
  });
});

describe("texts that stand for numbers", () => {
  const input = (a: unknown, b: unknown) => ({ action: { type: "act", a, b, c: "", d: "" } });

  it("are held to the limit of bytes, short as they are", () => {
    const inputLimits = { stringBytes: 4 };
    using policy = Actra.compile(policyOf(["action.a == action.b"]), { inputLimits });
    expect(policy.evaluate(input("four", "four")).effect).toBe("block");
    for (const long of ["fives", "ééé"]) {
      const refused = expect.objectContaining({ code: "INPUT_LIMIT", path: "action.b" });
      expect(() => policy.evaluate(input("four", long))).toThrow(refused);
      expect(() => policy.evaluatePacked(pack(input("four", long)))).toThrow(refused);
    }
  });

  it("say nothing of the input before, or of one that is decided in the middle", () => {
    using policy = Actra.compile(policyOf(["action.a == action.b"]));
    expect(policy.evaluate(input("x", "x")).effect).toBe("block");
    expect(policy.evaluate(input("y", "x")).effect).toBe("allow");
    const inner: string[] = [];
    const action = {
      type: "act",
      a: "x",
      get b() {
        inner.push(policy.evaluate(input("y", "y")).effect);
        return "y";
      },
    };
    expect(policy.evaluate({ action } as never).effect).toBe("allow");
    expect(() => policy.evaluate(input("x", 1) as never)).toThrow();
    expect(policy.evaluate(input("z", "x")).effect).toBe("allow");
    expect(inner).toEqual(["block"]);
  });
});
