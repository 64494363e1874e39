import { describe, expect, it } from "vitest";
import { format, toExpression, toStructured } from "../../src/authoring.ts";

// Line ends, byte order marks, JSON and plain data: what comes in one form goes out in it.

const YAML = `version: 1
rules:
  - id: a
    scope: { global: true }
    # why
    when:
      all: ["action.x == 1", { subject: { domain: action, field: y }, operator: exists }]
    effect: block

  - id: b
    scope: { global: true }
    effect: block
    reason: |
      one
      two
`;

describe.each([
  ["carriage returns", (text: string) => text.replaceAll("\n", "\r\n")],
  ["a byte order mark", (text: string) => `\ufeff${text}`],
  ["both", (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`],
  ["neither", (text: string) => text],
])("%s", (_name, encode) => {
  it.each([format, toExpression, toStructured])("%o", (call) => {
    expect(call(encode(YAML))).toBe(encode(call(YAML)));
  });
});

describe("JSON", () => {
  const given = {
    rules: [
      {
        id: "a",
        when: {
          not: {
            subject: { domain: "action", field: "x" },
            operator: "in",
            value: { literal: ["\uffff", 1.5] },
          },
        },
        effect: "block",
        scope: { global: true },
      },
    ],
    version: 1,
  };
  const when = '!((action.x in ["\\uffff", 1.5]))';
  const expressed = { version: 1, rules: [{ id: "a", scope: { global: true }, when, effect: "block" }] };

  it("stays JSON, in the same order of keys", () => {
    const text = JSON.stringify(given).replace("\uffff", "\\uffff");
    expect(toExpression(text)).toBe(`${JSON.stringify(expressed, null, 2)}\n`);
    expect(toExpression(text.replace('"a"', '"a" # comment\n'))).toMatch(/^version: 1\n/);
  });

  it("is what plain data becomes", () => {
    expect(toExpression(given)).toBe(`${JSON.stringify(expressed, null, 2)}\n`);
    expect(JSON.parse(toStructured(expressed)).rules[0].when).toEqual(given.rules[0]!.when);
  });
});

it("several files come in the order of their paths", () => {
  const files = [
    { path: "b.yaml", text: YAML },
    { path: "a\\c.yaml", text: "{ rules: [], version: 1 }" },
  ];
  expect(format(files)).toEqual([
    { path: "a/c.yaml", text: "{ version: 1, rules: [] }\n" },
    { path: "b.yaml", text: format(YAML) },
  ]);
});
