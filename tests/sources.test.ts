import { describe, expect, it } from "vitest";
import { Actra } from "../src/actra.ts";
import { sourcesOf } from "../src/compiler/1-read/given.ts";
import { analyse } from "../src/compiler/analyse.ts";
import type { PolicySources } from "../src/compiler/sources.ts";
import { Reporter } from "../src/diagnostics/reporter.ts";
import { DOCUMENT_LIMITS } from "../src/language/limits.ts";
import { verbosePolicy } from "./support/documents/verbose-policy.ts";

const SCHEMA = { version: 1, actions: { refund: { fields: { amount: "number" } } } };
const POLICY = { version: 1, rules: [{ id: "a", scope: { action: "refund" }, effect: "block" }] };

/** Whatever a user of plain JavaScript may hand in. */
function read(given: unknown) {
  const reporter = new Reporter();
  const sources = sourcesOf(given as PolicySources, DOCUMENT_LIMITS, reporter);
  return { ...sources, findings: reporter.diagnostics };
}

/** The text that data becomes, and what is wrong with it. */
function readData(data: object) {
  const { policies, findings } = read({ schema: "", policy: data });
  const problems = findings.map(({ message, span }) => [
    span?.source.text.slice(span.start, span.end),
    message,
  ]);
  return { text: policies[0]?.text, problems };
}

describe("a document", () => {
  it("is taken as text, unchanged, and named by what it is", () => {
    const text = "\ufeffversion: 1\r\n";
    const { schema, policies, governance } = read({ schema: text, policy: text, governance: text });
    expect([schema, ...policies, governance]).toEqual([
      { path: "schema", text },
      { path: "policy", text },
      { path: "governance", text },
    ]);
  });

  it("is taken as data, and means the same", () => {
    const { policy, diagnostics } = analyse({ schema: SCHEMA, policy: POLICY });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(policy?.rules.map(({ id, effect }) => [id, effect])).toEqual([["a", "block"]]);
  });

  it.each([undefined, null, 1, true, Symbol("x"), 1n, () => ""])("is not %o", (schema) => {
    const { findings, ...sources } = read({ schema, policy: "" });
    expect(findings.map(({ code, span }) => [code, span])).toEqual([["unusable-value", undefined]]);
    expect(sources.schema).toBeUndefined();
    expect(sources.policies).toHaveLength(1);
  });

  it("may be left out only when it is the governance", () => {
    expect(read({ schema: "", policy: "" }).findings).toEqual([]);
    expect(read({}).findings.map(({ message }) => message)).toEqual([
      "`schema` is of type undefined",
      "`policy` is of type undefined",
    ]);
  });
});

describe("several policy files", () => {
  const file = (path: string) => ({ path, text: "" });

  it("stand in the order of the code units of their paths, with slashes", () => {
    const paths = [
      "z.yaml",
      "a\\c.yaml",
      "a/b.yaml",
      "B.yaml",
      "a.yaml",
      "ä.yaml",
      "a-b.yaml",
      "\ud83d\ude00",
      "\uff5e",
    ];
    const { policies } = read({ schema: "", policy: paths.map(file) });
    expect(policies.map(({ path }) => path)).toEqual([
      "B.yaml",
      "a-b.yaml",
      "a.yaml",
      "a/b.yaml",
      "a/c.yaml",
      "z.yaml",
      "ä.yaml",
      "\ud83d\ude00",
      "\uff5e",
    ]);
  });

  it.each([[null], ["text"], [{}], [{ path: "a" }], [{ path: 1, text: "" }], [{ path: "a", text: {} }]])(
    "are not %o",
    (bad) => {
      const { policies, findings } = read({ schema: "", policy: [file("a"), bad] });
      expect(policies).toEqual([file("a")]);
      expect(findings.map(({ code, message }) => [code, message])).toEqual([
        ["unusable-value", "`policy[1]` is no policy file"],
      ]);
    },
  );
});

describe("data as text", () => {
  it("is indented JSON", () => {
    const data = { version: 1, rules: [{ a: 'x\n"', "b c": [] }, true, null, -0.5, 1e21], c: {} };
    expect(readData(data).text).toBe(JSON.stringify(data, undefined, 2));
  });

  it("has own enumerable properties with string keys, and no others", () => {
    const data = Object.create({ inherited: 1 });
    Object.defineProperty(data, "hidden", { value: 1, enumerable: false });
    Object.assign(data, { [Symbol("s")]: 1, own: 1, __proto_: 2 });
    Object.setPrototypeOf(data, null);
    expect(readData(data).text).toBe('{\n  "own": 1,\n  "__proto_": 2\n}');
    const { text } = readData(JSON.parse('{ "__proto__": { "a": 1 } }'));
    expect(text).toBe('{\n  "__proto__": {\n    "a": 1\n  }\n}');
  });

  it("calls no `toJSON`, which is a function in the document", () => {
    const { problems } = readData({ toJSON: () => ({ version: 1 }) });
    expect(problems).toEqual([["[function]", "a value of type function cannot stand in a document"]]);
  });

  it("has nothing that is `undefined`, neither in lists nor in maps", () => {
    const refused = ["[undefined]", "a value of type undefined cannot stand in a document"];
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    expect(readData({ a: [1, undefined, , 2] }).problems).toEqual([refused, refused]);
    expect(readData({ a: undefined, b: 1 }).problems).toEqual([refused]);
  });

  it("is no rule that always matches, where a program misspells its condition", () => {
    const conditions: Record<string, object> = {};
    const rule = { id: "small", scope: { action: "pay" }, when: conditions["smal"], effect: "allow" };
    const findings = Actra.check({
      schema: { version: 1, actions: { pay: { fields: {} } } },
      policy: { version: 1, default: "block", rules: [rule] } as never,
    });
    expect(findings.map(({ code, span }) => [code, span?.line])).toEqual([["unusable-value", 10]]);
  });

  it.each([
    ["a date", new Date(0), "[Date]"],
    ["a map", new Map(), "[Map]"],
    ["a promise", Promise.resolve(), "[Promise]"],
    ["a regular expression", /x/, "[RegExp]"],
    ["a boxed string", Object("x"), "[String]"],
    ["an instance", new (class Rule {})(), "[Object]"],
    ["a symbol", Symbol("x"), "[symbol]"],
    ["a bigint", 1n, "[bigint]"],
  ])("refuses %s", (_, value, standIn) => {
    expect(readData({ a: value }).problems.map(([text]) => text)).toEqual([standIn]);
  });

  it("takes plain objects of another realm", () => {
    const foreign = Object.setPrototypeOf({ a: 1 }, Object.create(null));
    expect(readData({ foreign }).text).toBe('{\n  "foreign": {\n    "a": 1\n  }\n}');
  });

  it("survives getters and proxies that throw", () => {
    const getter = Object.defineProperty({}, "a", {
      enumerable: true,
      get() {
        throw new RangeError("no");
      },
    });
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          throw "no";
        },
      },
    );
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const { problems } = readData({ getter, proxy, revoked: revoked.proxy });
    expect(problems).toEqual([
      ["[throws]", "reading the value threw `RangeError`"],
      ["[throws]", "reading the value threw a string"],
      ["[throws]", "reading the value threw `TypeError`"],
    ]);
  });

  it("refuses what contains itself, and takes what is in two places", () => {
    const shared = { a: 1 };
    const cyclic: { self?: unknown; list: unknown[] } = { list: [shared, shared] };
    expect(readData(cyclic).problems).toEqual([]);
    cyclic.self = cyclic;
    cyclic.list.push(cyclic.list);
    expect(readData(cyclic).problems).toEqual([
      ["[circular]", "the value contains itself"],
      ["[circular]", "the value contains itself"],
    ]);
  });

  it("is as deep as documents may be, and no deeper", () => {
    const nested = (depth: number) => {
      let value: unknown = 1;
      for (let level = 1; level < depth; level++) value = [value];
      return { value };
    };
    expect(readData(nested(64)).problems).toEqual([]);
    expect(readData(nested(65)).problems.map(([text]) => text)).toEqual(["[…]"]);
    expect(readData(nested(100_000)).problems).toHaveLength(1);
  });

  it("ends, however much a small object stands for", () => {
    let doubled: unknown[] = ["x"];
    for (let level = 0; level < 50; level++) doubled = [doubled, doubled];
    const { diagnostics } = analyse({ schema: SCHEMA, policy: { version: 1, rules: doubled } });
    expect(diagnostics.map(({ code }) => code)).toEqual(["over-limit"]);
    expect(readData({ holes: new Array(2 ** 32 - 1) }).problems).toHaveLength(DOCUMENT_LIMITS.diagnostics);
    const large = "x".repeat(1_000_000);
    expect(readData({ large: new Array(100_000).fill(large) }).text?.length).toBeLessThan(6_000_000);
  });

  it("gives errors of meaning a place in it", () => {
    const { diagnostics } = analyse({
      schema: SCHEMA,
      policy: { ...POLICY, missing: "nothing", default: Number.NaN },
    });
    const found = diagnostics.map(({ code, span }) => [code, span?.source.path, span?.line, span?.column]);
    expect(found).toContainEqual(["unknown-word", "policy", 12, 14]);
    expect(found).toContainEqual(["not-finite", "policy", 13, 14]);
  });
});

describe("what analysis gives", () => {
  const broken = verbosePolicy(2)
    .replace("effect: block", "effect: deny")
    .replace("id: rule_1", "id: [rule_1]");

  it("has all that could be parsed, and the diagnostics in the order of the documents", () => {
    const governance = "version: 1\ngovernance: { rules: [{ id: a, must: { forbid: no }, error: x }] }\n";
    const policy = [
      { path: "b.yaml", text: "version: 2\nrules: []\n" },
      { path: "a.yaml", text: broken },
    ];
    const {
      documents,
      policy: checked,
      diagnostics,
    } = analyse({
      schema:
        "version: 3\nactions: { refund: { fields: { amount: number } } }\nactor: { fields: { role: string } }\n",
      policy,
      governance,
    });
    expect(checked).toBeUndefined();
    expect(documents.policies.map(({ source }) => source.path)).toEqual(["a.yaml", "b.yaml"]);
    expect(documents.schema).toBeDefined();
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, span }) => `${span?.source.path}:${span?.line} ${code}`)).toEqual([
      "schema:1 unknown-version",
      "a.yaml:20 unknown-word",
      "a.yaml:22 wrong-kind",
      "b.yaml:1 unknown-version",
      "governance:2 wrong-kind",
    ]);
  });

  it("looks at the policy when the schema is of no use", () => {
    const { diagnostics, documents } = analyse({ schema: "actions: [", policy: broken });
    expect(documents.schema).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["yaml-syntax", "unknown-word", "wrong-kind"]);
  });

  it("keeps as many diagnostics as the limit says, and counts the others", () => {
    const keys = Array.from({ length: 130 }, (_, index) => `k${index}: 1\n`).join("");
    const policy = `version: 1\nrules: []\n${keys}`;
    const { diagnostics, more } = analyse({ schema: SCHEMA, policy });
    expect([diagnostics.length, more]).toEqual([100, 30]);
    const few = analyse({ schema: SCHEMA, policy }, { limits: { diagnostics: 3 } });
    expect([few.diagnostics.length, few.more]).toEqual([3, 127]);
  });

  it.each([
    ["text that is no YAML", "rules: [", SCHEMA],
    ["a character", `\0${JSON.stringify(POLICY)}`, SCHEMA],
    ["data", { ...POLICY, rules: [() => 0] }, SCHEMA],
    ["a key", { ...POLICY, x: 1 }, SCHEMA],
    ["a schema", POLICY, "actions: ["],
  ])("is no policy when %s is wrong, and nobody wants to hear of it", (_, policy, schema) => {
    const options = { limits: { diagnostics: 0 } };
    expect(analyse({ schema: SCHEMA, policy: POLICY }, options).policy).toBeDefined();
    const { policy: checked, diagnostics, more } = analyse({ schema, policy }, options);
    expect([checked, diagnostics.length, more > 0]).toEqual([undefined, 0, true]);
  });

  it("is frozen, down to the leaves of the documents", () => {
    const { documents, diagnostics } = analyse({ schema: SCHEMA, policy: verbosePolicy(1) });
    const thawed = (value: unknown): unknown[] =>
      typeof value !== "object" || value === null
        ? []
        : [
            ...(Object.isFrozen(value) || "text" in value ? [] : [value]),
            ...Object.values(value).flatMap(thawed),
          ];
    expect(thawed([documents.schema, ...documents.policies].map((it) => Object.values(it!)))).toHaveLength(3);
    expect(Object.isFrozen(diagnostics)).toBe(true);
  });
});
