/** Words that were met before count as they did the first time, and secrets are not kept. */
import { describe, expect, it } from "vitest";
import { Words } from "../src/machine/words.ts";

const LONGEST = 1024;

describe("a word", () => {
  it.each([
    ["manager", { handle: 1, bytes: 7 }],
    ["größe", { handle: 2, bytes: 7 }],
    ["support", { handle: 0, bytes: 7 }],
    ["größer", { handle: 0, bytes: 8 }],
    ["😀", { handle: 0, bytes: 4 }],
    ["", { handle: 0, bytes: 0 }],
  ])("%o is the same each time", (text, word) => {
    const words = new Words(["manager", "größe"], LONGEST);
    for (const _ of [1, 2, 3]) expect(words.short(text, false)).toEqual(word);
  });

  it("that is no Unicode text or long has to be counted with care, each time", () => {
    const words = new Words([], LONGEST);
    for (const text of ["\ud800", "a\udc00b", "a".repeat(65)])
      for (const _ of [1, 2]) expect(words.short(text, false)).toBeUndefined();
  });

  it("that could be over the limit has to be counted with care", () => {
    expect(new Words(["abcd"], 9).short("abcd", false)).toBeUndefined();
    expect(new Words(["abcd"], 12).short("abcd", false)).toEqual({ handle: 1, bytes: 4 });
  });

  it("is kept once it was met, unless it is secret", () => {
    const words = new Words([], LONGEST);
    expect(words.short("open", false)).toBe(words.short("open", false));
    expect(words.short("secret", true)).not.toBe(words.short("secret", true));
  });

  it("is not kept when a thousand are", () => {
    const words = new Words(["literal"], LONGEST);
    for (let i = 0; i < 1000; i++) words.short(`word ${i}`, false);
    expect(words.short("word 999", false)).toBe(words.short("word 999", false));
    expect(words.short("one more", false)).not.toBe(words.short("one more", false));
    expect(words.short("one more", false)).toEqual({ handle: 0, bytes: 8 });
  });
});
