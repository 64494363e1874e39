import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toolSchema } from "../../src/cli/mcp/tool-schema.ts";
import { Actra } from "../../src/index.ts";
import { DOCUMENT_LIMITS } from "../../src/language/limits.ts";

// JSON Schema of tools → a schema document, which compiles whatever a server says.

const errorsOf = (schema: string) =>
  Actra.check({ schema, policy: { version: 1, rules: [] } }).filter(({ severity }) => severity === "error");

const tool = (properties: object, required: string[] = [], more: object = {}) => ({
  name: "t",
  inputSchema: { type: "object", properties, required, ...more },
});

describe("a tool", () => {
  it("is an action, and its arguments are fields", () => {
    const schema = toolSchema(
      [
        {
          name: "search",
          description: "Find things.\nSlowly.",
          inputSchema: {
            type: "object",
            properties: {
              query: { type: "string", maxLength: 200, description: "What to look for" },
              limit: { type: "integer", minimum: 1, maximum: 100, default: 10 },
              since: { type: "string", format: "date-time" },
              tags: { type: "array", items: { type: "string", enum: ["a", "b"] } },
              password: { type: "string", format: "password" },
              place: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
              edits: { type: "array", items: { $ref: "#/$defs/edit" } },
            },
            required: ["query", "limit", "edits"],
            $defs: { edit: { type: "object", properties: { line: { type: "number" } }, required: ["line"] } },
          },
        },
      ],
      "web.",
    );
    expect(errorsOf(schema)).toEqual([]);
    expect(schema).toBe(`version: 1
actions:
  web.search:
    description: "Find things."
    fields:
      query:
        type: "string"
        max_length: 200
        description: "What to look for"
      limit:
        type: "integer"
        minimum: 1
        maximum: 100
        optional: true
      since:
        type: "datetime"
        optional: true
      tags:
        type: "string[]"
        enum: ["a","b"]
        optional: true
      password:
        type: "string"
        sensitive: true
        optional: true
      place:
        optional: true
        fields:
          city:
            type: "string"
      edits:
        items:
          fields:
            line:
              type: "number"
`);
  });

  it.each([
    [
      "a type of its own",
      { x: { type: ["string", "number"] } },
      'the argument "x" is no field: there is no type for',
    ],
    ["anything", { x: {} }, 'the argument "x" is no field: there is no type for {}'],
    ["a choice", { x: { anyOf: [{ type: "string" }, { type: "number" }] } }, 'the argument "x" is no field'],
    ["an open object", { x: { type: "object" } }, "says nothing of what is in it"],
    ["a list of booleans", { x: { type: "array", items: { type: "boolean" } } }, "list of booleans"],
    [
      "a list of lists",
      { x: { type: "array", items: { type: "array", items: { type: "string" } } } },
      "such a list",
    ],
    ["its own `type`", { type: { type: "string" } }, "map it to a field of another name"],
    ["a name with a dash", { "dry-run": { type: "boolean" } }, "its name is none here"],
    ["a name that all have", { toString: { type: "string" } }, "every object has this name"],
    ["a pattern", { x: { type: "string", pattern: "^a" } }, "`pattern` is not checked"],
    ["null", { x: { type: ["string", "null"] } }, "`null` is refused"],
    ["null among others", { x: { anyOf: [{ type: "string" }, { type: "null" }] } }, "`null` is refused"],
    ["a circle", { x: { $ref: "#/$defs/x" } }, 'the argument "x" is no field'],
  ])("with %s says what cannot be said", (_, properties, text) => {
    const $defs = { x: { type: "object", properties: { x: { $ref: "#/$defs/x" } } } };
    const schema = toolSchema([tool(properties, [], { $defs })], "");
    expect(schema).toContain(text);
    expect(schema.split("\n").find((line) => line.includes(text))).toMatch(/^ *# /);
    expect(errorsOf(schema)).toEqual([]);
  });

  it("nested deeper than a schema may be stops there", () => {
    const nested = (levels: number): object =>
      levels === 0
        ? { type: "string" }
        : { type: "object", properties: { x: nested(levels - 1), y: { type: "number" } } };
    const { schemaDepth } = DOCUMENT_LIMITS;
    const fits = toolSchema([tool({ x: nested(schemaDepth) }, [])], "");
    const over = toolSchema([tool({ x: nested(schemaDepth + 1) }, [])], "");
    expect([fits, over].map((schema) => schema.includes("too deep"))).toEqual([false, true]);
    expect([fits, over].map(errorsOf)).toEqual([[], []]);
  });

  it("that refers to itself again and again says so, and is no more than it is", () => {
    const many = (to: string) =>
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x${i}`, { $ref: `#/$defs/${to}` }]));
    const chain = Array.from({ length: 8 }, (_, i) => [
      `d${i}`,
      { type: "object", properties: i < 7 ? many(`d${i + 1}`) : { end: { type: "string" } } },
    ]);
    const me = { type: "object", properties: { ...many("me"), end: { type: "string" } } };
    const $defs = { ...Object.fromEntries(chain), me };
    const circle = toolSchema([tool({ x: { $ref: "#/$defs/me" } }, [], { $defs })], "");
    expect(circle).toContain('the argument "x0" is no field: it is inside itself');
    const large = toolSchema([tool({ x: { $ref: "#/$defs/d0" } }, [], { $defs })], "");
    expect(large).toContain("the tool has more than 1000 fields");
    expect([circle, large].map(errorsOf)).toEqual([[], []]);
  });

  it("says in printable characters what is not printable", () => {
    const schema = toolSchema(
      [tool({ x: { type: "string", enum: ["\ufffe"], description: "\uffff\u0085" }, "\ufffe": {} }, ["x"])],
      "",
    );
    expect(schema).not.toMatch(/[\u0085\ufffe\uffff]/);
    expect(errorsOf(schema)).toEqual([]);
  });

  it("that is no action is a comment", () => {
    const schema = toolSchema([{ name: "7up\nactions: {}", inputSchema: {} }], "");
    expect(schema).toBe(
      'version: 1\nactions: {}\n  # the tool "7up\\nactions: {}" is no action: its name is none here; map it to another\n',
    );
    expect(errorsOf(schema)).toEqual([]);
  });
});

const name = fc.oneof(
  fc.constantFrom("a", "b", "type", "toString", "__proto__", "dry-run", "fields"),
  fc.string(),
);
const any = fc.anything({ maxDepth: 1 });
const property = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.record(
      {
        type: fc.constantFrom("string", "number", "integer", "boolean", "null", "object", "array"),
        enum: fc.oneof(any, fc.array(fc.oneof(fc.string(), fc.double(), fc.integer()))),
        minimum: fc.double(),
        maximum: fc.oneof(fc.double(), any),
        maxLength: any,
        format: fc.constantFrom("date-time", "ipv4", "password", "other"),
        description: fc.string({ unit: "binary" }),
        const: any,
      },
      { requiredKeys: ["type"] },
    ),
    fc.record({
      type: fc.constantFrom("object", ["object", "null"]),
      properties: fc.dictionary(name, tie("any")),
    }),
    fc.record({ type: fc.constant("array"), items: tie("any") }),
    fc.record({ anyOf: fc.array(tie("any")) }),
    fc.record({ $ref: fc.constantFrom("#/$defs/x", "#", "#/definitions/__proto__") }),
    any,
  ),
})).any;
const anyTool = fc.record({
  name,
  description: fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
  inputSchema: fc.oneof(
    fc.record({
      type: fc.constant("object"),
      properties: fc.dictionary(name, property),
      required: fc.array(name),
      $defs: fc.record({ x: property }),
    }),
    any,
  ),
});

it("compiles, whatever a server says of its tools", () => {
  fc.assert(
    fc.property(fc.array(anyTool, { maxLength: 3 }), fc.constantFrom("", "files."), (tools, prefix) => {
      const schema = toolSchema(tools, prefix);
      expect(errorsOf(schema), schema).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
