import { describe, expect, it } from "vitest";
import { didYouMean, suggest } from "../src/diagnostics/suggest.ts";
import { OPERATOR_NAMES } from "../src/language/operators.ts";
import { processorTime } from "./support/time.ts";

const OPERATORS: readonly string[] = OPERATOR_NAMES;

describe("the nearest name", () => {
  it.each([
    ["greater_then", "greater_than"],
    ["greaterThan", "greater_than"],
    ["Greater-Than", "greater_than"],
    ["equal", "equals"],
    ["eqauls", "equals"],
    ["not_equal", "not_equals"],
    ["start_with", "starts_with"],
    ["in_cird", "in_cidr"],
    ["exist", "exists"],
  ])("to %s is %s", (word, name) => {
    expect(suggest(word, OPERATORS)).toBe(name);
  });

  it.each(["xyz", "", "%", "completely_different", "g"])("to `%s` is none", (word) => {
    expect(suggest(word, OPERATORS)).toBeUndefined();
  });

  it.each([
    ["==", OPERATORS, "equals"],
    ["GTE", OPERATORS, "greater_than_or_equals"],
    ["isNot", OPERATORS, "not_equals"],
    ["and", ["any", "all"], "all"],
    ["or", ["all", "any"], "any"],
    ["tool", ["actions", "action"], "action"],
    ["tool", ["scope"], undefined],
    ["constructor", OPERATORS, undefined],
  ])("to %s, which is a word elsewhere, among these is what it means", (word, names, meant) => {
    expect(suggest(word, names)).toBe(meant);
  });

  it("comes after what the word means", () => {
    expect(suggest("deny", ["block", "denny"])).toBe("block");
  });

  it("is the first of those equally near, and never the word itself", () => {
    expect(suggest("bat", ["cat", "hat"])).toBe("cat");
    expect(suggest("cat", ["cat", "hat"])).toBe("hat");
    expect(suggest("cat", ["cat"])).toBeUndefined();
  });

  it("prefers the one that only differs in spelling", () => {
    expect(suggest("maxLength", ["max_lengths", "max_length"])).toBe("max_length");
  });

  it("counts a swap of neighbours as one change", () => {
    expect(suggest("ab", ["xb", "ba"])).toBe("xb");
    expect(suggest("nubmer", ["number", "lumber"])).toBe("number");
  });

  it("is put as a question", () => {
    expect(didYouMean("efect", ["effect"])).toBe("did you mean `effect`?");
    expect(didYouMean("x", ["effect"])).toBeUndefined();
  });
});

describe("suggesting", () => {
  it("is cheap on long lists and long words", () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `action_number_${index}_of_many`);
    const words = ["action_nubmer_777_of_many", "something_else_altogether_x", "a".repeat(5_000_000)];
    const took = processorTime(() => {
      for (const word of words) suggest(word, names);
    });
    expect(took).toBeLessThan(1500);
    expect(suggest("action_nubmer_777_of_many", names)).toBe("action_number_777_of_many");
  });
});
