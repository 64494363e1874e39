/**
 * Inputs that want to get something past a policy, or to break the engine. Each of them is a decision by the rules or an
 * `ActraInputError` that says path, expected and received: never a crash, a hang, or a wrong allow. A comment names the
 * guard that a test is about; without the guard the test fails.
 */
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  Actra,
  ActraError,
  ActraInputError,
  ActraProgramError,
  Policy,
  type PolicyInput,
} from "../src/index.ts";
import { SCALAR_TYPES } from "../src/language/types.ts";
import { prepare } from "./reference/reference.ts";
import { lists, revoked, type ScalarType, scalars } from "./support/hostile-values.ts";
import { failure, inputFailure, type Outcome, outcomeOf } from "./support/outcome.ts";
import {
  allowed,
  compileRefund,
  type Fields,
  leaves,
  objects,
  type Path,
  policy as policyText,
  refund,
  refundWith,
  schema as schemaText,
  valueAt,
} from "./support/refund.ts";
import { badHolders, badSecrets, pay, secrets, throwSecret, tracesIn } from "./support/secrets.ts";
import { processorTime } from "./support/time.ts";
import { hostileTexts, unprintable } from "./support/unprintable.ts";

const policy = compileRefund();
const decide = (input: unknown): Outcome => outcomeOf(() => policy.evaluate(input as PolicyInput));
const explain = (input: unknown): Outcome => outcomeOf(() => policy.explain(input as PolicyInput).decision);

/** The same from both, which read by different code. */
function decideBoth(make: () => unknown): Outcome {
  const outcome = decide(make());
  expect(explain(make())).toEqual(outcome);
  return outcome;
}

it("allows the refund that the hostile ones are made of", () => {
  expect(decideBoth(refund)).toEqual(allowed);
});

describe("a value of a scalar type", () => {
  const fields = SCALAR_TYPES.map((type) => `  read_${type}: { fields: { value: ${type} } }`).join("\n");
  const rules = SCALAR_TYPES.map(
    (type) => `
  - id: ${type}
    scope: { action: read_${type} }
    when: { subject: &value { domain: action, field: value }, operator: equals, value: { subject: *value } }
    effect: require_approval`,
  ).join("");
  const readers = Actra.compile({
    schema: `version: 1\nactions:\n${fields}`,
    policy: `version: 1\nrules:${rules}`,
  });

  const readAs = (type: ScalarType, value: unknown) =>
    outcomeOf(() => readers.evaluate({ action: { type: `read_${type}`, value } }));

  // The checks of each type in values.ts: only what is listed as accepted is, the rest is named with its path.
  it.each(scalars)("$name", ({ make, accepted }) => {
    for (const type of SCALAR_TYPES) {
      const expected = accepted.includes(type)
        ? { effect: "require_approval", matched_rule: type }
        : failure("INPUT_TYPE", "action.value");
      expect(readAs(type, make()), type).toEqual(expected);
    }
  });

  it.each([undefined, null])("%s is missing, which the worst is assumed of", (value) => {
    for (const type of SCALAR_TYPES)
      expect(readAs(type, value)).toEqual({
        effect: "require_approval",
        matched_rule: type,
        missing: ["action.value"],
      });
  });

  it("compares by code points, unnormalised", () => {
    const composed = "caf\u00e9";
    const equals = (field: string, literal: string) =>
      `{ subject: { domain: action, field: ${field} }, operator: equals, value: { literal: "${literal}" } }`;
    const names = Actra.compile({
      schema: "version: 1\nactions: { go: { fields: { name: string } } }",
      policy: `version: 1\nrules: [{ id: cafe, scope: { action: go }, when: ${equals("name", composed)}, effect: block }]`,
    });
    const effect = (name: string) => names.evaluate({ action: { type: "go", name } }).effect;
    expect(effect(composed)).toBe("block");
    expect(effect(composed.normalize("NFD"))).toBe("allow");
    expect(effect("CAF\u00c9")).toBe("allow");
    expect(effect("cafe\u200d\u0301")).toBe("allow");
  });
});

// stageList: the length is asked once and judged, items are the list's own, each is checked at its own place.
describe("a list", () => {
  it.each(lists)("$name", ({ make, code, place }) => {
    const expected = code === "" ? allowed : failure(code, `action.tags${place}`);
    expect(decideBoth(() => refundWith(["action", "tags"], { value: make() }))).toEqual(expected);
  });

  // The limit on items is looked at before any item.
  it("that is too long is not read", () => {
    let reads = 0;
    const item = { get: () => `${reads++}`, enumerable: true };
    const long = Object.defineProperty(new Array(10_001).fill("a"), 0, item);
    expect(decide(refundWith(["action", "tags"], { value: long }))).toEqual(
      failure("INPUT_LIMIT", "action.tags"),
    );
    expect(reads).toBe(0);
  });

  // The length is read once: what an item's accessor does to the list changes nothing, or leaves holes.
  it("may change while it is read", () => {
    const growing: unknown[] = ["a", "b"];
    Object.defineProperty(growing, 0, { get: () => growing.push("hold") && "a" });
    expect(decide(refundWith(["action", "tags"], { value: growing }))).toEqual(allowed);
    const shrinking: unknown[] = ["a", "b"];
    Object.defineProperty(shrinking, 0, { get: () => String((shrinking.length = 1)) });
    expect(decide(refundWith(["action", "tags"], { value: shrinking }))).toEqual(
      failure("INPUT_TYPE", "action.tags[1]"),
    );
  });
});

describe("an object", () => {
  class Bag {
    constructor(fields: Fields) {
      Object.assign(this, fields);
    }
    method(): number {
      return 1;
    }
  }

  // isObject: these are objects like any other (docs/semantics.md, 1).
  const good: readonly [string, (fields: Fields) => unknown][] = [
    ["without a prototype", (fields) => Object.assign(Object.create(null), fields)],
    ["of a class", (fields) => new Bag(fields)],
    ["that is frozen", (fields) => Object.freeze({ ...fields })],
    ["that is sealed", (fields) => Object.seal({ ...fields })],
    ["of another realm", (fields) => Object.assign(runInNewContext("({})"), fields)],
    ["that is a proxy", (fields) => new Proxy({ ...fields }, {})],
    ["with hidden properties", (fields) => hidden(fields)],
    ["with accessors", (fields) => withAccessors(fields)],
    ["that calls itself a Map", (fields) => ({ ...fields, [Symbol.toStringTag]: "Map" })],
    ["with a cycle", (fields) => Object.assign(fields, { self: fields })],
    ["with an own property constructor", (fields) => ({ ...fields, constructor: 1, hasOwnProperty: 2 })],
    ["with an own property __proto__", (fields) => withOwn(fields, "__proto__", { role: "nobody" })],
    ["with a method then", (fields) => withOwn(fields, "then", () => expect.unreachable())],
  ];

  it.each(good)("%s is one", (_name, wrap) => {
    for (const path of objects)
      expect(
        decideBoth(() => refundWith(path, { value: wrap(valueAt(path) as Fields) })),
        path.join("."),
      ).toEqual(allowed);
    const input = refund();
    expect(decideBoth(() => wrap({ ...input }))).toEqual(allowed);
  });

  // requireObject: never missing, which under `missing: no_match` would let everything past.
  const bad: readonly [string, (fields: Fields) => unknown][] = [
    ["an array", (fields) => Object.assign([], fields)],
    ["a proxy of an array", (fields) => new Proxy(Object.assign([], fields), {})],
    ["a string", () => "manager"],
    ["an empty string", () => ""],
    ["a boxed string", (fields) => Object.assign(new String("x"), fields)],
    ["zero", () => 0],
    ["NaN", () => Number.NaN],
    ["false", () => false],
    ["true", () => true],
    ["a bigint", () => 1n],
    ["a symbol", () => Symbol("s")],
    ["a function", (fields) => Object.assign(() => fields, fields)],
    ["a class", (fields) => Object.assign(class {}, fields)],
    ["a Date", (fields) => Object.assign(new Date(0), fields)],
    ["a Map", (fields) => Object.assign(new Map(Object.entries(fields)), fields)],
    ["a Set", (fields) => Object.assign(new Set(), fields)],
    ["a WeakMap", (fields) => Object.assign(new WeakMap(), fields)],
    ["a promise", (fields) => Object.assign(Promise.resolve(fields), fields)],
    ["a promise of another realm", (fields) => Object.assign(runInNewContext("(async () => 1)()"), fields)],
    ["an async generator", (fields) => Object.assign((async function* () {})(), fields)],
    ["a regular expression", (fields) => Object.assign(/x/, fields)],
    ["an error", (fields) => Object.assign(new Error("e"), fields)],
    ["bytes", (fields) => Object.assign(new Uint8Array(1), fields)],
    [
      "a function's proxy",
      (fields) =>
        new Proxy(
          Object.assign(() => 1, fields),
          {},
        ),
    ],
  ];

  it.each(bad)("%s is none", (_name, wrap) => {
    for (const semantics of [policy, noMatch()])
      for (const path of objects)
        expect(
          outcomeOf(() => semantics.evaluate(refundWith(path, { value: wrap(valueAt(path) as Fields) }))),
          path.join("."),
        ).toEqual(failure("INPUT_TYPE", path.join(".")));
    const input = wrap({ ...refund() });
    expect(decideBoth(() => input)).toEqual(failure("INPUT_TYPE", "input"));
  });

  it.each([undefined, null])("that is %s is missing", (value) => {
    const missing = (path: Path) => decideBoth(() => refundWith(path, { value }));
    expect(missing(["snapshot"])).toEqual({
      effect: "block",
      matched_rule: "fraud",
      missing: ["snapshot.fraud"],
    });
    expect(missing(["actor"])).toEqual({
      effect: "require_approval",
      matched_rule: "large",
      missing: ["actor.role"],
    });
    expect(missing(["action", "customer"])).toEqual({
      effect: "block",
      matched_rule: "abroad",
      missing: ["action.customer.country"],
    });
    expect(missing(["action"])).toEqual(failure("INPUT_ACTION", "action.type"));
    expect(decideBoth(() => value)).toEqual(failure("INPUT_TYPE", "input"));
  });

  // isReadable: what throws when it is asked what it is, is neither missing nor an object.
  it("that is a revoked proxy cannot be read", () => {
    for (const path of objects)
      expect(
        decideBoth(() => refundWith(path, { value: revoked({}) })),
        path.join("."),
      ).toMatchObject({ code: "INPUT_ACCESS" });
    expect(decideBoth(() => revoked({}))).toMatchObject({ code: "INPUT_ACCESS" });
  });

  it("that is an array with the prototype of objects is judged alike, whatever is read off it", () => {
    const disguised = (fields: Fields) => Object.assign(Object.setPrototypeOf([], Object.prototype), fields);
    const whole = decideBoth(() => refundWith(["actor"], { value: disguised({ role: "manager" }) }));
    const empty = decideBoth(() => refundWith(["actor"], { value: disguised({}) }));
    expect(["code" in whole, "code" in empty]).toEqual(["code" in whole, "code" in whole]);
  });
});

// hasOwn in settle.ts: what is not the object's own is no value of it, and not absent either.
describe("an inherited value", () => {
  const inheriting = (fields: Fields) => Object.create(fields);

  it.each(leaves.map((path) => path.join(".")))("%s is an error", (name) => {
    const path = name.split(".");
    const parent = path.slice(0, -1);
    const make = () => {
      const { [path.at(-1)!]: value, ...rest } = valueAt(parent) as Fields;
      return refundWith(parent, { value: Object.assign(inheriting({ [path.at(-1)!]: value }), rest) });
    };
    expect(decideBoth(make)).toEqual(failure("INPUT_INHERITED", name));
  });

  it.each(["action", "actor", "snapshot"])("the domain %s is an error", (domain) => {
    const { [domain]: value, ...rest } = refund() as unknown as Fields;
    expect(decideBoth(() => Object.assign(inheriting({ [domain]: value }), rest))).toEqual(
      failure("INPUT_INHERITED", domain),
    );
  });

  it("is not even computed", () => {
    let calls = 0;
    class Actor {
      get role(): string {
        calls++;
        return "manager";
      }
    }
    const outcome = decideBoth(() => refundWith(["actor"], { value: new Actor() }));
    expect(outcome).toEqual(failure("INPUT_INHERITED", "actor.role"));
    expect(calls).toBe(0);
  });

  it("behind __proto__ in JSON is an ordinary, ignored property", () => {
    const json = `{ "action": { "type": "refund", "amount": 5000, "customer": { "country": "DE" } },
      "actor": { "__proto__": { "role": "manager" } }, "snapshot": { "fraud": false } }`;
    expect(decideBoth(() => JSON.parse(json))).toEqual({
      effect: "require_approval",
      matched_rule: "large",
      missing: ["actor.role"],
    });
  });

  it("behind __proto__ in an object literal is inherited", () => {
    const actor = { ["__proto__" as string]: undefined, __proto__: { role: "manager" } };
    expect(decide(refundWith(["actor"], { value: actor }))).toEqual(failure("INPUT_INHERITED", "actor.role"));
  });
});

describe("a polluted Object.prototype", () => {
  const names = [
    "role",
    "amount",
    "fraud",
    "country",
    "tags",
    "customer",
    "actor",
    "snapshot",
    "action",
    "type",
  ];
  const values: Fields = { role: "manager", amount: 1, fraud: false, country: "DE", tags: ["a"] };
  const ways: readonly [string, (value: unknown) => PropertyDescriptor][] = [
    ["by an enumerable value", (value) => ({ value, enumerable: true, writable: true })],
    ["by a hidden value", (value) => ({ value })],
    ["by an accessor", (value) => ({ get: () => value })],
    [
      "by an enumerable accessor with a setter",
      (value) => ({ get: () => value, set: () => {}, enumerable: true }),
    ],
  ];

  // The question `name in PLAIN` before the fast way of reading, and hasOwn in the slow one.
  it.each(ways)("%s gives no value to whoever lacks one", (_way, describeValue) => {
    for (const path of leaves) {
      const name = path.at(-1)!;
      const lacking = refundWith(path, { value: undefined });
      delete (valueAt(path.slice(0, -1), lacking) as Fields)[name];
      polluting(Object.prototype, name, describeValue(values[name] ?? "refund"), () => {
        expect(decide(lacking), name).toEqual(failure("INPUT_INHERITED", path.join(".")));
        expect(explain(lacking), name).toEqual(failure("INPUT_INHERITED", path.join(".")));
      });
    }
  });

  it.each(ways)("%s changes nothing for whoever has all values", (_way, describeValue) => {
    for (const name of names)
      polluting(Object.prototype, name, describeValue(values[name] ?? {}), () => {
        expect(decideBoth(refund), name).toEqual(allowed);
        const fraud = refundWith(["snapshot", "fraud"], { value: true });
        expect(decide(fraud), name).toEqual({ effect: "block", matched_rule: "fraud" });
      });
  });

  it("that throws stops whoever would inherit, and nobody else", () => {
    const thrower = { get: () => expect.unreachable() };
    const lacking = refundWith(["actor"], { value: {} });
    polluting(Object.prototype, "role", thrower, () => {
      expect(decide(lacking)).toMatchObject({ path: "actor.role" });
      expect(decide(refund())).toEqual(allowed);
    });
  });

  // What the engine itself looks up in its program must be the program's own, or pollution decides.
  const internal =
    `actions actor approval approvers approvalRules audit bad cause code constraints debug description
    effect enforced enum expires_in field fields given inputLimits kind length list literal maxLength maximum minimum
    missing name object offset optional options order other path paths place quorum reason resolution rule rules scalar
    semantics sensitive settings shortcut slot slots steps tests text tolerant value values`.split(/\s+/);
  const junk = [[], {}, "x", 0, true, null, "actra-0.7", () => 1];
  const fraudulent = () => refundWith(["snapshot", "fraud"], { value: true });
  const blocked = { effect: "block", matched_rule: "fraud" };

  // Each of these would otherwise be read off the prototype by whoever looks for an optional part of a rule or a field.
  // Nothing is expected while the prototype is polluted: the tests' own tools would be the first to break.
  it.each(internal)("by `%s` changes no decision", (name) => {
    const bytes = policy.toBytes();
    for (const value of junk) {
      const fresh = Actra.load(bytes);
      // What lies in the frame from here on would let the fraud below pass, if that were decided on.
      expect(policy.evaluate(refund())).toEqual(allowed);
      const outcomes: Record<string, unknown> = {};
      polluting(Object.prototype, name, { value, writable: true }, () => {
        outcomes["evaluated"] = attempt(() => fresh.evaluate(fraudulent()));
        outcomes["explained"] = attempt(() => fresh.explain(fraudulent()).decision);
        outcomes["allowed"] = attempt(() => fresh.evaluate(refund()));
        outcomes["loaded"] = attempt(() => Actra.load(bytes).evaluate(fraudulent()));
      });
      if (outcomes["loaded"] instanceof ActraProgramError) outcomes["loaded"] = blocked;
      const expected = { evaluated: blocked, explained: blocked, allowed, loaded: blocked };
      expect(outcomes, inspect(value)).toEqual(expected);
      fresh.dispose();
    }
  });

  it.each(internal)("by `%s` makes no compile give a milder policy", (name) => {
    for (const value of junk) {
      let compiled: unknown;
      polluting(Object.prototype, name, { value, writable: true }, () => {
        compiled = attempt(compileRefund);
      });
      if (!(compiled instanceof Policy)) continue;
      expect(compiled.evaluate(fraudulent()), inspect(value)).toMatchObject(blocked);
      compiled.dispose();
    }
  });

  function attempt(run: () => unknown): unknown {
    try {
      return run();
    } catch (error) {
      return error;
    }
  }
});

describe("code of the caller's that throws", () => {
  const forged = new ActraInputError("INPUT_ENUM", "action.forged", "nothing", "something");
  const thrown: readonly [string, unknown][] = [
    ["an error", new Error("no")],
    ["nothing", undefined],
    ["null", null],
    ["a string", "no"],
    ["a proxy that throws", revoked({})],
    ["an input error of its own", forged],
    ["a disposed policy's error", new ActraError("POLICY_DISPOSED", "forged")],
    [
      "an error whose message throws",
      Object.defineProperty(new Error(), "message", { get: () => expect.unreachable() }),
    ],
  ];

  // The `try` around every read: one code and the path of what was read, and what was thrown is the cause.
  it.each(thrown)("%s is INPUT_ACCESS where it was read", (_name, what) => {
    const throwing = {
      get: () => {
        throw what;
      },
    };
    for (const path of [...leaves, ...objects]) {
      const input = refundWith(path, throwing);
      for (const call of ["evaluate", "explain"] as const) {
        const error = caught(() => policy[call](input)) as ActraInputError;
        expect(inputFailure(error)).toEqual(failure("INPUT_ACCESS", path.join(".")));
        expect(error.cause).toBe(what);
      }
    }
  });

  const traps = ["get", "has", "getOwnPropertyDescriptor", "getPrototypeOf"] as const;

  it.each(traps)("a throwing %s trap is INPUT_ACCESS, or is not asked", (trap) => {
    const handler = { [trap]: () => expect.unreachable() };
    for (const path of objects) {
      const make = () => refundWith(path, { value: new Proxy(valueAt(path) as Fields, handler) });
      const outcome = decideBoth(make);
      if ("code" in outcome) expect(outcome.path.startsWith(path.join("."))).toBe(true);
      if ("code" in outcome) expect(outcome.code).toBe("INPUT_ACCESS");
      else expect(outcome).toEqual(allowed);
    }
  });

  it("all other traps are not asked", () => {
    const known: readonly string[] = traps;
    const handler = new Proxy({} as ProxyHandler<Fields>, {
      get: (_, trap) => (known.includes(String(trap)) ? undefined : expect.unreachable(String(trap))),
    });
    for (const path of objects)
      expect(
        decideBoth(() => refundWith(path, { value: new Proxy(valueAt(path) as Fields, handler) })),
      ).toEqual(allowed);
  });

  // A stack that is used up by an accessor that decides, and so on, ends as any accessor that throws.
  it("calls itself without end", () => {
    const input = refundWith(["action", "amount"], { get: () => policy.evaluate(input).effect.length });
    expect(decide(input)).toEqual(failure("INPUT_ACCESS", "action.amount"));
    const explained = refundWith(["action", "amount"], {
      get: () => String(policy.explain(explained)).length,
    });
    expect(explain(explained)).toEqual(failure("INPUT_ACCESS", "action.amount"));
    expect(decideBoth(refund)).toEqual(allowed);
  });
});

describe("reading", () => {
  const every: readonly Path[] = [...leaves, ...objects];

  function counted(): { input: Fields; reads: Record<string, number> } {
    const reads: Record<string, number> = {};
    const wrap = (value: unknown, path: string): unknown => {
      if (Array.isArray(value)) return countedObject(value, path, Object.defineProperties([...value], {}));
      return typeof value === "object" ? countedObject(value as Fields, path, {}) : value;
    };
    const countedObject = (source: object, path: string, target: object) => {
      for (const [name, value] of Object.entries(source)) {
        const place = path === "" ? name : `${path}.${name}`;
        const inner = wrap(value, place);
        const get = () => {
          reads[place] = (reads[place] ?? 0) + 1;
          return inner;
        };
        Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
      }
      return target;
    };
    return { input: wrap(refund(), "") as Fields, reads };
  }

  const places = [...every.map((path) => path.join(".")), "action.tags.0"].sort();
  const once = Object.fromEntries(places.map((place) => [place, 1]));

  // A second read could see another value than the one that was checked.
  it.each(["evaluate", "explain"] as const)("by %s takes each value exactly once", (call) => {
    const { input, reads } = counted();
    policy[call](input);
    expect(reads).toEqual(once);
  });

  it("by assertEffect takes each value exactly once, whether or not it fails", () => {
    const good = counted();
    policy.assertEffect(good.input, "allow");
    expect(good.reads).toEqual(once);
    const bad = counted();
    expect(() => policy.assertEffect(bad.input, "block")).toThrow(ActraError);
    expect(bad.reads).toEqual(once);
  });

  it("off a proxy takes each value exactly once", () => {
    for (const path of objects) {
      const gets: unknown[] = [];
      const proxy = new Proxy(valueAt(path) as Fields, {
        get: (target, name) => gets.push(name) && Reflect.get(target, name),
      });
      expect(decide(refundWith(path, { value: proxy }))).toEqual(allowed);
      const names = gets.filter((name) => typeof name === "string");
      expect(names).toEqual([...new Set(names)]);
      expect(names.length).toBeGreaterThan(0);
    }
  });

  it("believes the first answer of what changes its answer", () => {
    const answers = <T>(...values: T[]) => ({ get: () => (values.length > 1 ? values.shift() : values[0]) });
    const blocked = { effect: "block", matched_rule: "fraud" };
    expect(decide(refundWith(["snapshot", "fraud"], answers<unknown>(true, false)))).toEqual(blocked);
    expect(decide(refundWith(["snapshot", "fraud"], answers<unknown>(false, true)))).toEqual(allowed);
    expect(decide(refundWith(["snapshot", "fraud"], answers<unknown>("true", false)))).toEqual(
      failure("INPUT_TYPE", "snapshot.fraud"),
    );
    expect(decide(refundWith(["action", "type"], answers("refund", "harmless")))).toEqual(allowed);
    expect(decide(refundWith(["action", "type"], answers("harmless", "refund")))).toEqual(
      failure("INPUT_ACTION", "action.type"),
    );
    expect(decide(refundWith(["actor"], answers<unknown>({ role: "x" }, { role: "manager" })))).toEqual({
      effect: "require_approval",
      matched_rule: "large",
    });
  });

  it("leaves alone what no rule of the action reads", () => {
    const thrower = { get: () => expect.unreachable(), enumerable: true };
    for (const path of [["action"], ["action", "customer"], ["actor"], ["snapshot"]])
      expect(decideBoth(() => refundWith([...path, "unread"], thrower))).toEqual(allowed);
    expect(decideBoth(() => Object.defineProperty(refund(), "unread", thrower))).toEqual(allowed);
    const local = Actra.compile({
      schema: schemaText,
      policy: "version: 1\nrules: [{ id: all, scope: { action: refund }, effect: block }]",
    });
    const input = Object.defineProperties(
      { action: { type: "refund" } },
      { actor: thrower, snapshot: thrower },
    );
    expect(outcomeOf(() => local.evaluate(input))).toEqual({ effect: "block", matched_rule: "all" });
  });
});

describe("code of the caller's that uses the engine in the middle of a decision", () => {
  const bigPolicy = Actra.compile({
    schema: "version: 1\nactions: { go: { fields: { name: string } } }",
    policy: {
      version: 1,
      rules: Array.from({ length: 300 }, (_, i) => ({
        id: `r${i}`,
        scope: { action: "go" },
        when: {
          subject: { domain: "action", field: "name" },
          operator: "starts_with",
          value: { literal: `${"x".repeat(100)}${i}` },
        },
        effect: "block",
      })),
    },
  }).toBytes();
  const held: Policy[] = [];
  let victim = compileRefund();
  const other = Actra.compile({
    schema: "version: 1\nactions: { say: { fields: { text: string, list: 'string[]' } } }",
    policy: `version: 1
rules:
  - id: loud
    scope: { action: say }
    when: { any: [{ subject: { domain: action, field: text }, operator: ends_with, value: { literal: "!" } },
      { subject: { domain: action, field: list }, operator: contains_any, value: { subject: { domain: action, field: list } } }] }
    effect: block`,
  });
  const fraud = () => refundWith(["snapshot", "fraud"], { value: true });

  afterEach(() => {
    for (const policy of held.splice(0)) policy.dispose();
    victim.dispose();
    victim = compileRefund();
  });

  const acts: readonly [string, () => unknown][] = [
    ["evaluates another input", () => victim.evaluate(fraud())],
    [
      "evaluates another input of another policy",
      () => other.evaluate({ action: { type: "say", text: "!", list: [] } }),
    ],
    [
      "fills the frame",
      () =>
        other.evaluate({
          action: { type: "say", text: "x".repeat(1_000_000), list: new Array(9_999).fill("!") },
        }),
    ],
    ["explains another input", () => String(victim.explain(fraud()))],
    ["evaluates many", () => victim.evaluateMany([fraud(), refund(), null as never])],
    ["fails to evaluate, and says nothing", () => caught(() => victim.evaluate(null as never))],
    ["asks for everything else", () => [victim.needs("refund"), victim.getSchema(), victim.toBytes()]],
    ["compiles", () => held.push(compileRefund())],
    [
      "grows memory by loading policies",
      () => held.push(...Array.from({ length: 8 }, () => Actra.load(bigPolicy))),
    ],
    ["loads and disposes of policies", () => Actra.load(bigPolicy).dispose()],
    ["disposes of the policy, and no more", () => victim.dispose()],
    [
      "disposes of the policy and loads what takes its place",
      () => {
        victim.dispose();
        held.push(Actra.load(bigPolicy));
      },
    ],
  ];

  // Everything is read into the host before the frame is touched, and whether the policy is alive is asked after that.
  it.each(acts)("%s", (name, act) => {
    const disposes = name.startsWith("disposes");
    const calls: readonly [string, (input: PolicyInput) => unknown][] = [
      ["evaluate", (input) => victim.evaluate(input)],
      ["explain", (input) => victim.explain(input).decision],
      ["evaluateMany", (input) => victim.evaluateMany([input])[0]],
      ["evaluateAction", ({ action, actor, snapshot }) => victim.evaluateAction(action, actor, snapshot)],
    ];
    for (const [call, run] of calls)
      for (const path of leaves) {
        let acted = 0;
        const value = valueAt(path);
        const get = () => {
          acted++;
          act();
          return value;
        };
        const input = refundWith(path, { get });
        if (disposes)
          expect(
            codeOf(() => run(input)),
            `${call} ${path}`,
          ).toBe("POLICY_DISPOSED");
        else expect(run(input), `${call} ${path}`).toEqual(allowed);
        expect(acted).toBe(1);
        if (disposes) victim = compileRefund();
      }
  });

  it("and the inner decision is as right as the outer one", () => {
    const inner: unknown[] = [];
    const input = refundWith(["actor", "role"], {
      get: () => {
        inner.push(victim.evaluate(fraud()), victim.evaluate(refund()));
        return "nobody";
      },
    });
    expect(victim.evaluate(input)).toEqual({ effect: "require_approval", matched_rule: "large" });
    expect(inner).toEqual([{ effect: "block", matched_rule: "fraud" }, allowed]);
  });

  it("in an item of a list", () => {
    const get = () => victim.evaluate(fraud()) && "hold";
    const tags = Object.defineProperty(["a", "b"], 1, { get, enumerable: true });
    expect(victim.evaluate(refundWith(["action", "tags"], { value: tags }))).toEqual({
      effect: "block",
      matched_rule: "held",
    });
  });
});

describe("a sensitive value", () => {
  // redact in explain-condition.ts: both sides of every atom that has one on either side.
  it("stands in no explanation", () => {
    const explanation = secrets.explain(pay());
    expect(explanation.rules.filter(({ status }) => status === "matched")).toHaveLength(10);
    expect(tracesIn(explanation)).toEqual([]);
    expect(String(explanation)).toContain("[redacted]");
    expect(inspect(explanation, { depth: null })).not.toContain("gold-plan");
    const others = { pin: 1, card: "S3CR3T", born: new Date("2041-01-01") };
    expect(tracesIn(secrets.explain(pay(others)))).toEqual([]);
    expect(tracesIn(caught(() => secrets.assertEffect(pay(), "allow")))).toEqual([]);
    expect(tracesIn(secrets.evaluate(pay()))).toEqual([]);
  });

  // `received` in values.ts, and `cause` in own.ts and values.ts: neither the value nor what the caller threw.
  it.each(Object.keys(badSecrets))("in %s stands in no input error", (name) => {
    for (const value of badSecrets[name]!) {
      for (const call of ["evaluate", "explain"] as const) {
        const error = caught(() => secrets[call](pay({ [name]: value })));
        expect(inputFailure(error).path).toContain(`action.${name}`);
        expect(tracesIn(error)).toEqual([]);
        expect(error).not.toHaveProperty("cause");
      }
    }
  });

  it.each(Object.keys(badSecrets))("that the accessor of %s throws stands in no input error", (name) => {
    const input = pay();
    Object.defineProperty(input.action, name, { get: throwSecret });
    const error = caught(() => secrets.evaluate(input));
    expect(inputFailure(error)).toEqual(failure("INPUT_ACCESS", `action.${name}`));
    expect(tracesIn(error)).toEqual([]);
  });

  // `sensitive` of the field, and of the objects around it, in own.ts, read.ts and plan.ts.
  it.each(["action", "nested"])(
    "that a trap of the %s around it throws stands in no input error",
    (holder) => {
      for (const trap of ["has", "getPrototypeOf", "get", "getOwnPropertyDescriptor"] as const) {
        const input = pay() as { action: Fields };
        const guarded = trapped(
          holder === "action" ? input.action : (input.action["nested"] as Fields),
          trap,
        );
        if (holder === "action") input.action = guarded;
        else input.action["nested"] = guarded;
        const error = caught(() => secrets.evaluate(input));
        expect(inputFailure(error).code).toBe("INPUT_ACCESS");
        expect(tracesIn(error)).toEqual([]);
        expect(error).not.toHaveProperty("cause");
      }
    },
  );

  /** Gives away its `type`, and throws from the first other question on. */
  function trapped(object: Fields, trap: "has" | "getPrototypeOf" | "get" | "getOwnPropertyDescriptor") {
    let isArmed = !("type" in object);
    const throwing = () => (isArmed ? throwSecret() : undefined);
    return new Proxy(object, {
      has: (target, name) => {
        isArmed ||= name !== "type";
        return trap === "has" ? (throwing() ?? name in target) : name in target;
      },
      getPrototypeOf: (target) => {
        if (trap !== "has") throwing();
        return Object.getPrototypeOf(target);
      },
      get: (target, name) => (trap === "get" ? throwing() : undefined) ?? target[name as string],
      getOwnPropertyDescriptor: (target, name) => {
        if (trap === "getOwnPropertyDescriptor") throwing();
        return Object.getOwnPropertyDescriptor(target, name);
      },
    });
  }

  it("inside an object stands in no input error, not even when it takes the object's place", () => {
    for (const nested of badHolders) {
      const error = caught(() => secrets.evaluate(pay({ nested })));
      expect(inputFailure(error).path).toMatch(/^action\.nested(\.key)?$/);
      expect(tracesIn(error)).toEqual([]);
    }
  });

  it("stands in no error that audit rules report", () => {
    for (const token of [4111111, ["S3CR3T"], "S3CR3T\ud800", new Date("2041-11-11")]) {
      const input = { ...pay({ note: "x" }), actor: { token } };
      const { audited } = secrets.evaluate(input);
      expect(audited?.errors).toMatchObject([{ rule: "trial", path: "actor.token" }]);
      expect(tracesIn(audited)).toEqual([]);
      expect(tracesIn(secrets.explain(input))).toEqual([]);
    }
  });

  it("takes part in decisions as any other", () => {
    expect(secrets.evaluate(pay()).matched_rule).toBe("card");
    expect(secrets.evaluate(pay({ card: "x" })).matched_rule).toBe("plan");
    expect(secrets.evaluate(pay({ card: "x", plan: "free" })).matched_rule).toBe("pin");
  });
});

describe("the words of an input error", () => {
  // describe.ts: whoever reads a log must not be led to believe in a line that the input wrote.
  it.each(hostileTexts.map((text) => [encodeURIComponent(text), text] as const))(
    "with %s in it are one line",
    (_shown, text) => {
      const values = [
        text,
        { [Symbol.toStringTag]: text },
        labelledDate(text),
        [text],
        new Map([[text, text]]),
      ];
      const inputs = values.flatMap((value) =>
        [...leaves, ...objects].map((path) => refundWith(path, { value })),
      );
      const errors = inputs.map((input) => attemptError(() => policy.evaluate(input)));
      const messages = errors.flatMap((error) => (error instanceof ActraInputError ? [error.message] : []));
      expect(messages.length).toBeGreaterThan(25);
      expect(messages.filter((message) => message.includes("\n") || unprintable(message).length > 0)).toEqual(
        [],
      );
    },
  );

  it("are few, however much there is", () => {
    const long = "x".repeat(1_000_000);
    for (const value of [long, { [Symbol.toStringTag]: long }, labelledDate(long), 2n ** 100_000n])
      for (const path of [...leaves, ...objects]) {
        const error = attemptError(() => policy.evaluate(refundWith(path, { value })));
        if (error instanceof ActraInputError) expect(error.message.length).toBeLessThan(200);
      }
  });

  function labelledDate(label: string): Date {
    return Object.assign(new Date(Number.NaN), { [Symbol.toStringTag]: label });
  }

  function attemptError(run: () => unknown): unknown {
    try {
      return run();
    } catch (error) {
      return error;
    }
  }
});

describe("limits", () => {
  const MiB = 1024 * 1024;
  const noted = (inputLimits = {}) =>
    Actra.compile(
      {
        schema:
          "version: 1\nactions: { go: { fields: { note: string, notes: 'string[]', at: datetime?, from: ip? } } }",
        policy: `version: 1
rules:
  - id: read
    scope: { action: go }
    when:
      any:
        - { subject: { domain: action, field: note }, operator: starts_with, value: { literal: "!" } }
        - { subject: { domain: action, field: notes }, operator: contains, value: { literal: "!" } }
        - { subject: { domain: action, field: at }, operator: less_than, value: { literal: 1971-01-01T00:00:00Z } }
        - { subject: { domain: action, field: from }, operator: in_cidr, value: { literal: 10.0.0.0/8 } }
    effect: block`,
      },
      { inputLimits },
    );
  const limited = noted();
  const go = (fields: Fields, of: Policy = limited) =>
    outcomeOf(() => of.evaluate({ action: { type: "go", note: "", notes: [], ...fields } }));

  it.each([
    ["ASCII", "x"],
    ["two bytes each", "é"],
    ["three bytes each", "€"],
    ["four bytes each", "😀"],
  ])("a string of 1 MiB in UTF-8, %s", (_name, character) => {
    const bytes = new TextEncoder().encode(character).length;
    const note = "x".repeat(MiB % bytes) + character.repeat(Math.floor(MiB / bytes));
    expect(go({ note })).toEqual(allowed);
    expect(go({ notes: [note] })).toEqual(allowed);
    expect(go({ note: `${note}x` })).toEqual(failure("INPUT_LIMIT", "action.note"));
    expect(go({ notes: ["", `${note}x`] })).toEqual(failure("INPUT_LIMIT", "action.notes[1]"));
  });

  it("a string of 10 MB, refused before anything looks into it", () => {
    const long = "x".repeat(10_000_000);
    const took = processorTime(() => {
      expect(go({ note: long })).toEqual(failure("INPUT_LIMIT", "action.note"));
      expect(go({ note: `${long}\ud800` })).toEqual(failure("INPUT_LIMIT", "action.note"));
      expect(go({ type: long })).toEqual(failure("INPUT_ACTION", "action.type"));
      expect(go({ from: long })).toMatchObject({ path: "action.from" });
      expect(go({ at: long })).toMatchObject({ path: "action.at" });
    });
    expect(took).toBeLessThan(500);
  });

  it("an action name of 10 MB where undeclared ones are evaluated", () => {
    const open = Actra.compile({
      schema: schemaText,
      policy: `unknown_action: evaluate\n${policyText.trim()}`,
    });
    const input = { ...refund(), action: { type: "x".repeat(10_000_000) } };
    expect(outcomeOf(() => open.evaluate(input))).toEqual(failure("INPUT_LIMIT", "action.type"));
  });

  it("a text over 1 MiB is over the limit in a datetime too", () => {
    const at = (digits: number) => `1970-01-01T00:00:00.${"0".repeat(digits)}Z`;
    expect(go({ at: at(100) })).toEqual({ effect: "block", matched_rule: "read" });
    expect(go({ at: at(2 * MiB) })).toEqual(failure("INPUT_LIMIT", "action.at"));
  });

  it("16 MiB in all", () => {
    const notes = (count: number) => new Array(count).fill("x".repeat(MiB));
    expect(go({ notes: notes(16) })).toEqual(allowed);
    expect(go({ notes: notes(17) })).toEqual(failure("INPUT_LIMIT", "action.notes[16]"));
    expect(go({ note: "x", notes: notes(16) })).toEqual(failure("INPUT_LIMIT", "action.notes[15]"));
  });

  it("of a policy's own", () => {
    const tight = noted({ stringBytes: 3, listItems: 2, inputBytes: 20 });
    expect(go({ note: "abc" }, tight)).toEqual(allowed);
    expect(go({ note: "abcd" }, tight)).toEqual(failure("INPUT_LIMIT", "action.note"));
    expect(go({ notes: ["", "", ""] }, tight)).toEqual(failure("INPUT_LIMIT", "action.notes"));
    const small = noted({ inputBytes: 20 });
    expect(go({ note: "x".repeat(21) }, small)).toEqual(failure("INPUT_LIMIT", "action.note"));
    expect(go({ at: new Date(), from: "11.0.0.1", note: "abcd" }, small)).toEqual(allowed);
    expect(go({ at: new Date(), from: "11.0.0.1", note: "abcde" }, small)).toMatchObject({
      code: "INPUT_LIMIT",
    });
  });
});

describe("anything at all", () => {
  const reference = prepare(parse(schemaText), [parse(policyText)]);
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    stringUnit: "binary",
  });
  const places = fc.subarray([...leaves, ...objects, []] as Path[], { minLength: 1, maxLength: 3 });

  it("in any places is decided as the reference decides it", () => {
    let errors = 0;
    const property = fc.property(
      places,
      fc.array(anything, { minLength: 3, maxLength: 3 }),
      (paths, values) => {
        const make = () => paths.reduce<unknown>((input, path, i) => put(input, path, values[i]), refund());
        const answer = reference.decide(make());
        const expected = "error" in answer ? answer.error : answer.decision;
        errors += "error" in answer ? 1 : 0;
        expect(decideBoth(make)).toEqual(expected);
      },
    );
    fc.assert(property, { numRuns: 3000, seed: 20_260_701 });
    expect(errors).toBeGreaterThan(1000);
  });

  function put(input: unknown, path: Path, value: unknown): unknown {
    if (path.length === 0) return value;
    const parent = path.slice(0, -1).reduce<unknown>((object, name) => (object as Fields)?.[name], input);
    if (typeof parent === "object" && parent !== null && Object.isExtensible(parent))
      Object.defineProperty(parent, path.at(-1)!, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return input;
  }
});

// The last test: V8 reads every array the slow way once something has stood there, for as long as the process lives.
describe("a polluted Array.prototype", () => {
  // A hole must not be filled from the prototype, by whoever put something there.
  it("does not take an item from Array.prototype", () => {
    const holes: unknown[] = new Array(1);
    polluting(Array.prototype, "0", { value: "a", writable: true }, () => {
      expect(decide(refundWith(["action", "tags"], { value: holes }))).toEqual(
        failure("INPUT_INHERITED", "action.tags[0]"),
      );
      expect(decide(refund())).toEqual(allowed);
    });
  });
});

function noMatch(): Policy {
  return (lenient ??= Actra.compile({
    schema: schemaText,
    policy: `missing: no_match\n${policyText.trim()}`,
  }));
}
let lenient: Policy | undefined;

/** Defines a property of a shared prototype for as long as `run` takes. */
function polluting(prototype: object, name: string, property: PropertyDescriptor, run: () => void): void {
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  // biome-ignore lint/suspicious/noExplicitAny: a descriptor without prototype, which pollution would reach
  const descriptor: any = Object.assign(Object.create(null), { configurable: true, ...property });
  Object.defineProperty(prototype, name, descriptor);
  try {
    run();
  } finally {
    delete (prototype as Fields)[name];
    if (before) Object.defineProperty(prototype, name, before);
  }
}

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.unreachable();
}

function codeOf(run: () => unknown): string {
  return (caught(run) as ActraError).code;
}

function hidden(fields: Fields): Fields {
  return Object.defineProperties(
    {},
    mapDescriptors(fields, (value) => ({ value })),
  );
}

function withAccessors(fields: Fields): Fields {
  return Object.defineProperties(
    {},
    mapDescriptors(fields, (value) => ({ get: () => value })),
  );
}

function mapDescriptors(fields: Fields, map: (value: unknown) => PropertyDescriptor): PropertyDescriptorMap {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]));
}

function withOwn(fields: Fields, name: string, value: unknown): Fields {
  return Object.defineProperty({ ...fields }, name, { value, enumerable: true });
}
