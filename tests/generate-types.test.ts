/** The text of a schema's types: what it looks like, that it compiles whatever the schema says, and that it is what `defineSchema` infers. */
import { describe, expect, it } from "vitest";
import { generateTypes } from "../src/authoring.ts";
import { Actra, type Schema, type WrittenSchema } from "../src/index.ts";
import type { Field } from "../src/language/schema.ts";
import { makeCase } from "./generate/case.ts";
import { everyField } from "./support/every-field.ts";
import { SEED, seedsOfToday } from "./support/seed.ts";
import { typeErrors } from "./support/type-check.ts";

/** The checked schema of a document. */
function checked(schema: object): Schema {
  return Actra.compile({ schema, policy: { version: 1, default: "block", rules: [] } }).getSchema();
}

function withFields(fields: readonly Field[], description?: string): Schema {
  const action = { name: "a", fields, ...(description !== undefined && { description }) };
  return { actions: [action], actor: { fields: [] }, snapshot: { fields: [] } };
}

const field: Field = { kind: "scalar", type: "string", name: "b", optional: false, sensitive: false };

/** A file that compiles when the written schema's inferred types are those that are generated. */
function comparison(schema: object, number: number): Readonly<Record<string, string>> {
  return {
    [`generated-${number}.ts`]: generateTypes(checked(schema)),
    [`comparison-${number}.ts`]: `
      import { defineSchema, type TypesOf } from "actra";
      import { expectTypeOf } from "expect-type";
      import type { SchemaTypes } from "./generated-${number}.ts";
      const schema = defineSchema(${JSON.stringify(schema)});
      expectTypeOf<SchemaTypes>().toEqualTypeOf<TypesOf<typeof schema>>();
    `,
  };
}

describe("generated types", () => {
  it("read well", () => {
    const schema = checked({
      version: 1,
      actions: {
        refund: {
          description: "Give money back\nto a customer",
          fields: {
            amount: { type: "number", description: "In euros" },
            currency: { type: "string", enum: ["EUR", "USD"] },
            tags: { type: "string[]?", enum: ["new", "vip"] },
            customer: { fields: { id: "string", since: "datetime?" } },
          },
        },
        "db.read": {},
      },
      actor: { description: "Whoever asks", fields: { role: "string" } },
    });
    expect(generateTypes(schema, { name: "RefundTypes" })).toBe(`\
// Written by Actra from a schema. Change the schema, not this file.

export interface RefundTypes {
  actions: {
    /**
     * Give money back
     * to a customer
     */
    refund: {
      /** In euros */
      amount: number;
      currency: "EUR" | "USD";
      tags?: readonly ("new" | "vip")[] | null | undefined;
      customer: {
        id: string;
        since?: string | Date | null | undefined;
      };
    };
    "db.read": {};
  };
  /** Whoever asks */
  actor: {
    role: string;
  };
  snapshot: {};
}
`);
  });

  it(`are those that defineSchema infers (SEED=${SEED})`, () => {
    const random = seedsOfToday(8).map((seed) => makeCase(seed, 0).schema as object);
    const files = [everyField, ...random].map(comparison);
    expect(typeErrors(Object.assign({}, ...files))).toEqual([]);
  });

  it("are not those of another schema", () => {
    const generated = generateTypes(checked(everyField));
    const other = [
      generated.replace("note?:", "note:"),
      generated.replace("whole: number", "whole: bigint"),
      generated.replace('| "EUR"', ""),
      generated.replace("fraud_flag", "fraud"),
    ];
    const files = other.map((text, number) => {
      expect(text).not.toBe(generated);
      return { ...comparison(everyField, number), [`generated-${number}.ts`]: text };
    });
    const errors = typeErrors(Object.assign({}, ...files)).map((error) => error.split(":")[0]);
    expect(errors).toEqual(other.map((_, number) => `comparison-${number}.ts`));
  });

  it("compile whatever the names are", () => {
    const names = [
      "__proto__",
      "constructor",
      "toString",
      "new",
      "get",
      "readonly",
      "type",
      "a.b",
      "a b",
      'a"b\\',
      "",
    ];
    const schema = withFields(names.map((name) => ({ ...field, name })));
    const uses = names.map((name) => `const _: Fields[${JSON.stringify(name)}] = "";`).join("\n");
    const errors = typeErrors({
      "generated.ts": generateTypes({
        ...schema,
        actions: names.map((name) => ({ ...schema.actions[0]!, name })),
      }),
      "use.ts": `
        import type { SchemaTypes } from "./generated.ts";
        type Fields = SchemaTypes["actions"]["__proto__"];
        ${uses.replaceAll(/const _/g, () => `const _${serial()}`)}
        // @ts-expect-error
        const _wrong: Fields["__proto__"] = 1;
      `,
    });
    expect(errors).toEqual([]);
  });

  it("cannot be broken out of by a description", () => {
    const descriptions = [
      "*/ evil: string; /*",
      "a\n*/\n/",
      "/",
      "*",
      "**/",
      "a\r\nb\rc\u2028*/d",
      "\u202e*/",
      "",
    ];
    for (const description of descriptions) {
      const schema = withFields([{ ...field, description }], description);
      const text = generateTypes(schema);
      expect(typeErrors({ "generated.ts": text }), text).toEqual([]);
      expect(withoutComments(text), text).toBe(withoutComments(generateTypes(withFields([field]))));
      expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    }
  });

  it("are named by a type's name", () => {
    for (const name of ["", "a b", "1A", "class", "string", "Date", "A<T>", "A {}\nevil"]) {
      expect(() => generateTypes(checked(everyField), { name }), name).toThrow(TypeError);
    }
  });

  it("are the same text for the same schema", () => {
    const { refund, ...rest } = everyField.actions as Record<string, object>;
    const again: unknown = structuredClone({ ...everyField, actions: { refund, ...rest } });
    expect(generateTypes(checked(again as WrittenSchema))).toBe(generateTypes(checked(everyField)));
  });
});

let last = 0;
function serial(): number {
  return ++last;
}

/** As TypeScript sees it: a comment ends at the first star and slash. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s+/g, " ");
}
