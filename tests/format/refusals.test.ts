import { describe, expect, it } from "vitest";
import { type FormatOptions, format, toExpression, toStructured } from "../../src/authoring.ts";
import { demandAllComments } from "../../src/format/all-comments.ts";
import { ActraCompileError } from "../../src/index.ts";

// What no text comes of: it throws, and says why as the compiler does.

const CALLS = [format, toExpression, toStructured];

function rule(when: string): string {
  return `version: 1\nrules:\n  - { id: a, scope: { global: true }, effect: block, when: ${when} }\n`;
}

function codesOf(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof ActraCompileError) return error.diagnostics.map(({ code }) => code);
    throw error;
  }
  return [];
}

describe.each(CALLS.map((call) => [call.name, call] as const))("%s", (_name, call) => {
  it.each([
    ["yaml-syntax", "version: [1\nrules: []\n"],
    ["duplicate-key", "version: 1\nversion: 1\nrules: []\n"],
    ["unknown-key", "<<: &a { version: 1 }\nversion: 1\nrules: []\n"],
    ["unknown-key", rule("{ all: [action.x == 1], some: 1 }")],
    ["missing-key", "rules: []\n"],
    ["expression-syntax", rule("action.x ==")],
    ["unresolved-alias", rule("*nothing")],
    ["second-document", "version: 1\nrules: []\n---\nversion: 1\nrules: []\n"],
    ["empty-document", "# nothing\n"],
    ["over-limit", rule(`${"{ not: ".repeat(70)}action.x${" }".repeat(70)}`)],
  ])("refuses %s", (code, text) => {
    expect(codesOf(() => call(text))).toContain(code);
  });

  it.each([[null], [1], [undefined], [() => 1]])("refuses %s", (given) => {
    expect(codesOf(() => call(given as unknown as string))).toEqual(["unusable-value"]);
  });

  it("takes its limits as the compiler does, and no other options", () => {
    const text = rule("action.x == 1");
    expect(codesOf(() => call(text, { limits: { depth: 2 } }))).toContain("over-limit");
    expect(() => call(text, { limit: {} } as FormatOptions)).toThrow(TypeError);
  });

  it("asks no schema", () => {
    const text = rule("{ all: [action.no_such.field == 1, { condition: unknown }] }");
    expect(call(call(text))).toBe(call(text));
  });

  it("names the file of several that is wrong", () => {
    const files = [
      { path: "b.yaml", text: "version: 2\nrules: []\n" },
      { path: "a.yaml", text: "version: 1\nrules: []\n" },
    ];
    expect(() => call(files)).toThrow("\nb.yaml:1:10\n");
  });
});

describe("what is within the limits in one notation alone", () => {
  it("is a map that nests too deep for an expression: what fits becomes one", () => {
    const text = toExpression(rule(`${"{ not: ".repeat(50)}{ any: [action.x, action.y] }${" }".repeat(50)}`));
    expect(text).toMatch(/^ +not:\n +not: "!\(!\(/m);
    expect(codesOf(() => format(text))).toEqual([]);
  });

  it("is an expression that nests too deep for a map: a diagnostic", () => {
    const inner = (depth: number): string =>
      depth === 0 ? "action.x" : `(action.y || (action.z && ${inner(depth - 1)}))`;
    expect(codesOf(() => format(rule(`'${inner(25)}'`)))).toEqual([]);
    expect(codesOf(() => toStructured(rule(`'${inner(25)}'`)))).toEqual(["over-limit"]);
  });
});

describe("a comment that would be lost", () => {
  it.each([
    ["# a\nx: 1\n", "x: 1\n"],
    ["x: 1 # a\n", 'x: "1 # a"\n'],
    ["# a\n# a\nx: 1\n", "# a\nx: 1\n"],
    ["x: 1 # a\n", "x: |\n  # a\n"],
  ])("%j: none may be given", (before, after) => {
    expect(() => demandAllComments(before, after)).toThrow("the comment `#a` would be lost");
  });

  it("is none where it stands elsewhere", () => {
    expect(() => demandAllComments("x: 1 #a\n", "#  a\nx: 1\n# b\n")).not.toThrow();
  });
});
