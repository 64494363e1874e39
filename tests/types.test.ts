/**
 * What TypeScript knows of a policy whose schema is known. `tsc` checks this file (`npm run check`): a type that is wrong,
 * and a `@ts-expect-error` with no error under it, are errors there.
 */
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type Action,
  type ActionFields,
  type ActionName,
  type Actor,
  Actra,
  ActraInputError,
  type ApprovalDecision,
  type Decision,
  defineSchema,
  type Effect,
  type Explanation,
  type Policy,
  type PolicyInput,
  type RequiredApproval,
  type Snapshot,
  type TypedInput,
  type TypesOf,
} from "../src/index.ts";
import { everyField } from "./support/every-field.ts";

const schema = defineSchema({
  version: 1,
  actions: {
    refund: {
      fields: { amount: "number", currency: { type: "string", enum: ["USD", "EUR"] }, note: "string?" },
    },
    ping: {},
  },
  actor: { fields: { role: "string", teams: "string[]?" } },
});
type Types = TypesOf<typeof schema>;
const document = { version: 1, rules: [{ id: "a", scope: { action: "refund" }, effect: "block" }] };
const policy = Actra.compile({ schema, policy: document });
const untyped = Actra.compile({ schema: { ...schema } as object, policy: document });
const refund: Action<Types, "refund"> = { type: "refund", amount: 1, currency: "USD" };
const actor = { role: "agent" };
const blocked = { effect: "block", matched_rule: "a" };

describe("defineSchema", () => {
  it("gives back what it is given, frozen all the way down", () => {
    const inner = Object.freeze({ fields: { b: { type: "string", enum: ["c"] } } } as const);
    const given = { version: 1, actions: { a: inner } } as const;
    expect(defineSchema(given)).toBe(given);
    const { b } = given.actions.a.fields;
    for (const part of [given, given.actions, inner.fields, b, b.enum])
      expect(part).toSatisfy(Object.isFrozen);
  });

  it("leaves what no schema can be to the compiler", () => {
    const circular: Record<string, unknown> = { version: 1 };
    circular["actions"] = { a: circular };
    const defined = defineSchema(circular as never);
    expect(Actra.check({ schema: defined, policy: document }).map(({ code }) => code)).toContain(
      "unusable-value",
    );
    expect(defineSchema(null as never)).toBe(null);
  });

  it("takes everything that the compiler takes", () => {
    expect(Actra.check({ schema: everyField, policy: document })).toEqual([]);
  });

  it("knows the type of every field", () => {
    expectTypeOf<TypesOf<typeof everyField>>().toEqualTypeOf<{
      actions: {
        refund: {
          text: string;
          number: number;
          whole: number;
          flag: boolean;
          when: string | Date;
          address: string;
          texts: readonly string[];
          numbers: readonly number[];
          wholes: readonly number[];
          times: readonly (string | Date)[];
          addresses: readonly string[];
          note?: string | null | undefined;
          tags?: readonly string[] | null | undefined;
          amount: number;
          iban?: string | null | undefined;
          until?: string | Date | null | undefined;
          currency: "USD" | "EUR" | 'a "quoted" \\ one' | "\u202e";
          level?: 1 | 2 | -3 | null | undefined;
          rate: 0.5 | 1e21;
          colours: readonly ("red" | "blue")[];
          only?: readonly "this"[] | null | undefined;
          customer: {
            id: string;
            address?:
              | { country?: string | null | undefined; type?: readonly string[] | null | undefined }
              | null
              | undefined;
          };
          fields: string;
          items: { items?: boolean | null | undefined };
        };
        ping: Empty;
        "db.read": Empty;
        "a/b-c:d": { new: string; readonly?: number | null | undefined; class: boolean };
      };
      actor: { role: "agent" | "manager"; type: string };
      snapshot: { fraud_flag: boolean };
    }>();
  });

  it("knows lists of objects", () => {
    const lists = defineSchema({
      version: 1,
      actions: { a: { fields: { lines: { items: { fields: { price: "number", gift: "boolean?" } } } } } },
    });
    expectTypeOf<ActionFields<TypesOf<typeof lists>, "a">>().toEqualTypeOf<{
      lines: readonly { price: number; gift?: boolean | null | undefined }[];
    }>();
    const orders = Actra.compile({ schema: lists, policy: "{ version: 1, default: allow, rules: [] }" });
    orders.evaluate({ action: { type: "a", lines: [{ price: 1 }, { price: 2, gift: true }] } });
    // @ts-expect-error
    orders.evaluate({ action: { type: "a", lines: [{ prize: 1 }] } });
  });

  it("does not compile when the schema is wrong", () => {
    const field = <const F>(b: F) => ({ version: 1, actions: { a: { fields: { b } } } }) as const;
    // @ts-expect-error
    defineSchema({ version: 2, actions: {} });
    // @ts-expect-error
    defineSchema({ version: 1 });
    // @ts-expect-error
    defineSchema({ version: 1, actions: {}, actr: {} });
    // @ts-expect-error
    defineSchema({ version: 1, actions: { a: { feilds: { b: "string" } } } });
    // @ts-expect-error
    defineSchema({ version: 1, actions: { a: { fields: {}, describtion: "" } } });
    // @ts-expect-error
    defineSchema({ version: 1, actions: {}, snapshot: { kind: "b", fields: { b: "string" } } });
    // @ts-expect-error
    defineSchema({ version: 1, actions: {}, actor: { kind: "rol", fields: { role: "string" } } });
    // @ts-expect-error
    defineSchema({ version: 1, actions: {}, actor: { knid: "role", fields: { role: "string" } } });
    // @ts-expect-error
    defineSchema(field("strng"));
    // @ts-expect-error
    defineSchema(field("boolean[]"));
    // @ts-expect-error
    defineSchema(field({ type: "number", minimun: 1 }));
    // @ts-expect-error
    defineSchema(field({ type: "string", minimum: 1 }));
    // @ts-expect-error
    defineSchema(field({ type: "number", minimum: "1" }));
    // @ts-expect-error
    defineSchema(field({ type: "string", enum: [1] }));
    // @ts-expect-error
    defineSchema(field({ type: "integer?", enum: ["1"] }));
    // @ts-expect-error
    defineSchema(field({ type: "boolean", enum: [true] }));
    // @ts-expect-error
    defineSchema(field({ type: "datetime", max_length: 3 }));
    // @ts-expect-error
    defineSchema(field({ fields: { c: "ip" }, sensitive: true }));
    // @ts-expect-error
    defineSchema(field({ fields: { c: { tpye: "ip" } } }));
    // @ts-expect-error
    defineSchema(field({ fields: { c: { type: "ip", kind: "b" } } }));
    // @ts-expect-error
    defineSchema(field({ items: { fields: { c: "ipp" } } }));
    // @ts-expect-error
    defineSchema(field({ items: { feilds: {} } }));
    defineSchema(field({ type: "ip", optional: true, sensitive: true, description: "" }));
  });
});

describe("a policy whose types are known", () => {
  it("comes of the schema, of a type parameter, or of where it goes", () => {
    expectTypeOf(policy).toEqualTypeOf<Policy<Types>>();
    expectTypeOf(Actra.fromStrings(schema, document)).resolves.toEqualTypeOf<Policy<Types>>();
    expectTypeOf(Actra.compile<Types>).returns.toEqualTypeOf<Policy<Types>>();
    expectTypeOf(Actra.fromStrings<Types>).returns.resolves.toEqualTypeOf<Policy<Types>>();
    expectTypeOf(Actra.fromFiles<Types>).returns.resolves.toEqualTypeOf<Policy<Types>>();
    expectTypeOf(Actra.fromDirectory<Types>).returns.resolves.toEqualTypeOf<Policy<Types>>();
    const loaded: Policy<Types> = Actra.load(policy.toBytes());
    expect(loaded.evaluate({ action: refund, actor })).toEqual(blocked);
  });

  it("takes the actions of the schema", () => {
    expect(policy.evaluate({ action: refund, actor })).toEqual(blocked);
    expect(
      policy.evaluate({ action: { ...refund, note: null }, actor: { role: "b", teams: undefined } }),
    ).toEqual(blocked);
    expect(policy.evaluate({ action: { type: "ping" }, actor, snapshot: null }).effect).toBe("allow");
    const either: Action<Types> = Math.random() < 2 ? refund : { type: "ping" };
    expect(policy.evaluate({ action: either, actor })).toEqual(blocked);
    if (either.type === "refund") expectTypeOf(either.currency).toEqualTypeOf<"USD" | "EUR">();
    const more = { ...refund, more: 1 };
    expect(policy.evaluate({ action: more, actor })).toEqual(blocked);
  });

  it("takes nothing else", () => {
    // Never called: it only has to be refused.
    const _refused = () => {
      // @ts-expect-error
      policy.evaluate({ action: { type: "refnd", amount: 1, currency: "USD" }, actor });
      // @ts-expect-error
      policy.evaluate({ action: { type: "refund", amuont: 1, currency: "USD" }, actor });
      // @ts-expect-error
      policy.evaluate({ action: { type: "refund", amount: 1, currency: "USD", amuont: 1 }, actor });
      // @ts-expect-error
      policy.evaluate({ action: { type: "refund", currency: "USD" }, actor });
      // @ts-expect-error
      policy.evaluate({ action: { type: "refund", amount: "1", currency: "USD" }, actor });
      // @ts-expect-error
      policy.evaluate({ action: { type: "refund", amount: 1, currency: "GBP" }, actor });
      // @ts-expect-error
      policy.evaluate({ action: { type: "refund", amount: null, currency: "USD" }, actor });
      // @ts-expect-error
      policy.evaluate({ action: { type: "ping", amount: 1 }, actor });
      // @ts-expect-error
      policy.evaluate({ action: { amount: 1, currency: "USD" }, actor });
      // @ts-expect-error
      policy.evaluate({ actor });
      // @ts-expect-error
      policy.evaluate({ action: refund });
      // @ts-expect-error
      policy.evaluate({ action: refund, actor: {} });
      // @ts-expect-error
      policy.evaluate({ action: refund, actor: { rol: "agent" } });
      // @ts-expect-error
      policy.evaluate({ action: refund, actor: { role: "agent", team: [] } });
      // @ts-expect-error
      policy.evaluate({ action: refund, actor, snapshto: {} });
    };
  });

  it("asks the same of every call", () => {
    const input: TypedInput<Types> = { action: refund, actor };
    expectTypeOf<Parameters<typeof policy.explain>>().toEqualTypeOf<[input: TypedInput<Types>]>();
    expectTypeOf<Parameters<typeof policy.assertEffect>>().toEqualTypeOf<
      [input: TypedInput<Types>, effect: Effect]
    >();
    expectTypeOf<Parameters<typeof policy.evaluateMany>>().toEqualTypeOf<
      [inputs: Iterable<TypedInput<Types>>]
    >();
    expectTypeOf<Parameters<typeof policy.needs>>().toEqualTypeOf<[actionName: "refund" | "ping"]>();
    expectTypeOf<Parameters<typeof policy.evaluateAction>>().toEqualTypeOf<
      [action: Action<Types>, actor: Actor<Types>, snapshot?: unknown]
    >();
    expectTypeOf(policy.explain).returns.toEqualTypeOf<Explanation>();
    expect(policy.evaluateMany([input])).toEqual([blocked]);
    expect(policy.evaluateAction(refund, actor)).toEqual(blocked);
    expect(policy.needs("ping")).toEqual({ actor: [], snapshot: [] });
    // @ts-expect-error
    expect(() => policy.needs("pong")).toThrow(ActraInputError);
    // @ts-expect-error
    expect(policy.evaluateAction(refund)).toEqual(blocked);
  });

  it("has a snapshot that may be left out when, and only when, the schema has none", () => {
    type Full = TypesOf<typeof everyField>;
    expectTypeOf<keyof TypedInput<Full>>().toEqualTypeOf<"action" | "actor" | "snapshot">();
    expectTypeOf<TypedInput<Full>["snapshot"]>().toEqualTypeOf<{ fraud_flag: boolean }>();
    expectTypeOf<TypedInput<Types>["snapshot"]>().toEqualTypeOf<unknown>();
    expectTypeOf<Parameters<Policy<Full>["evaluateAction"]>["length"]>().toEqualTypeOf<3>();
    type Bare = { actions: { ping: Empty }; actor: Empty; snapshot: Empty };
    expectTypeOf<{ action: { type: "ping" } }>().toExtend<TypedInput<Bare>>();
    expectTypeOf<Parameters<Policy<Bare>["evaluateAction"]>["length"]>().toEqualTypeOf<1 | 2 | 3>();
    type AllOptional = { actions: { ping: Empty }; actor: { role?: string }; snapshot: Empty };
    expectTypeOf<{ action: { type: "ping" } }>().not.toExtend<TypedInput<AllOptional>>();
  });

  it("stands where any policy may, and no policy of which nothing is known stands for it", () => {
    const any: Policy = policy;
    expect(any.evaluate({ action: { type: "refund" } })).toEqual(blocked);
    expectTypeOf<Policy<Types>>().toExtend<Policy>();
    expectTypeOf<Policy>().not.toExtend<Policy<Types>>();
    expectTypeOf<Policy<TypesOf<typeof everyField>>>().not.toExtend<Policy<Types>>();
  });

  it("has its parts by name", () => {
    expectTypeOf<ActionName<Types>>().toEqualTypeOf<"refund" | "ping">();
    expectTypeOf<Action<Types, "ping">>().toEqualTypeOf<{ type: "ping" }>();
    expectTypeOf<ActionFields<Types, "refund">>().toEqualTypeOf<{
      amount: number;
      currency: "USD" | "EUR";
      note?: string | null | undefined;
    }>();
    expectTypeOf<Actor<Types>>().toEqualTypeOf<{
      role: string;
      teams?: readonly string[] | null | undefined;
    }>();
    expectTypeOf<Snapshot<TypesOf<typeof everyField>>>().toEqualTypeOf<{ fraud_flag: boolean }>();
  });
});

describe("a policy of which nothing is known", () => {
  it("takes anything", () => {
    expectTypeOf(untyped).toEqualTypeOf<Policy>();
    expectTypeOf(() => Actra.compile({ schema: "", policy: "" })).returns.toEqualTypeOf<Policy>();
    expectTypeOf(() =>
      Actra.compile({ schema: JSON.parse("{}"), policy: "" }),
    ).returns.toEqualTypeOf<Policy>();
    expectTypeOf<TypedInput>().toEqualTypeOf<Flat<PolicyInput>>();
    expectTypeOf<ActionName>().toEqualTypeOf<string>();
    expectTypeOf<[Action, Actor, Snapshot]>().toEqualTypeOf<[unknown, unknown, unknown]>();
    expect(untyped.evaluate({ action: { type: "refund", anything: [1] }, actor: 1 })).toEqual(blocked);
    expect(untyped.evaluateAction({ type: "refund" })).toEqual(blocked);
    expect(untyped.needs(String("ping"))).toEqual({ actor: [], snapshot: [] });
  });
});

describe("a decision", () => {
  it("is told apart by its effect", () => {
    const decision = policy.evaluate({ action: refund, actor });
    expectTypeOf(decision).toEqualTypeOf<Decision>();
    expectTypeOf<Decision["effect"]>().toEqualTypeOf<Effect>();
    if (decision.effect === "require_approval") {
      expectTypeOf(decision).toEqualTypeOf<ApprovalDecision>();
      expectTypeOf(decision.approvals).toEqualTypeOf<readonly RequiredApproval[] | undefined>();
    } else {
      expectTypeOf(decision.approvals).toEqualTypeOf<undefined>();
    }
    if (decision.approvals !== undefined) expectTypeOf(decision.effect).toEqualTypeOf<"require_approval">();
    expectTypeOf(policy.evaluateMany).returns.items.toEqualTypeOf<Decision | ActraInputError>();
  });
});

type Flat<T> = { [K in keyof T]: T[K] };
type Empty = Flat<Record<never, never>>;
