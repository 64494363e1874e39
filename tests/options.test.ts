/** What users of plain JavaScript get wrong in a call: each is an error, and switches nothing off in silence. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Actra, ActraCompileError, type PolicySources } from "../src/index.ts";
import { LARGEST_DOCUMENT_LIMITS, LARGEST_INPUT_LIMIT } from "../src/language/largest-limits.ts";
import { DOCUMENT_LIMITS, INPUT_LIMITS } from "../src/language/limits.ts";

const LARGEST_INPUT_LIMITS = Object.fromEntries(
  Object.keys(INPUT_LIMITS).map((name) => [name, LARGEST_INPUT_LIMIT]),
);

const schema = "version: 1\nactions: { refund: { fields: { amount: number } } }\n";
const policy = "version: 1\nrules:\n  - { id: a, scope: { action: refund }, effect: block }\n";
const sources = { schema, policy };

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "actra-options-"));
  await writeFile(join(folder, "schema.yaml"), schema);
  await writeFile(join(folder, "policy.yaml"), policy);
});
afterAll(() => rm(folder, { recursive: true }));

/** Every call that takes options, with these. */
const CALLS: readonly [string, (options: never) => Promise<unknown>][] = [
  ["compile", async (options) => Actra.compile(sources, options)],
  ["check", async (options) => Actra.check(sources, options)],
  ["fromStrings", (options) => Actra.fromStrings(schema, policy, undefined, options)],
  ["fromDirectory", (options) => Actra.fromDirectory(folder, options)],
  [
    "fromFiles",
    (options) =>
      Actra.fromFiles(join(folder, "schema.yaml"), join(folder, "policy.yaml"), undefined, options),
  ],
];

const throwing = Object.defineProperty({}, "limits", {
  enumerable: true,
  get() {
    throw new Error("no");
  },
});

const WRONG: readonly [unknown, string][] = [
  [{ semantic: "actra-0.7" }, "the options have no `semantic`; did you mean `semantics`?"],
  [{ asof: "2026-01-01" }, "the options have no `asof`; did you mean `asOf`?"],
  [{ input_limits: {} }, "the options have no `input_limits`; did you mean `inputLimits`?"],
  [{ semantics: "actra-0.8" }, 'the option `semantics` is "actra-0.8"; did you mean `actra-0.7`?'],
  [{ semantics: 0.7 }, "the option `semantics` is 0.7; there is `actra-1`, `actra-0.7`"],
  [{ semantics: null }, "the option `semantics` is null; there is `actra-1`, `actra-0.7`"],
  [{ limits: { rule: 1 } }, "the `limits` of the options have no `rule`; did you mean `rules`?"],
  [
    { limits: { inputBytes: 1 } },
    "the `limits` of the options have no `inputBytes`; did you mean `fileBytes`?",
  ],
  [{ memory: true }, "the option `memory` is true, expected a `DocumentMemory` of `actra/authoring`"],
  [
    { memory: new Map() },
    "the option `memory` is an object of another kind, expected a `DocumentMemory` of `actra/authoring`",
  ],
  [{ limits: 5 }, "the `limits` of the options are 5, expected a plain object"],
  [{ limits: [] }, "the `limits` of the options are an object of another kind, expected a plain object"],
  [{ inputLimits: null }, "the `inputLimits` of the options are null, expected a plain object"],
  [throwing, "the options cannot be read"],
  ...[undefined, null, Number.NaN, -1, 1.5, "100", Number.POSITIVE_INFINITY, 2 ** 40].flatMap(
    (value): [unknown, string][] => [
      [{ limits: { rules: value } }, "the option `limits.rules` is "],
      [{ inputLimits: { listItems: value } }, "the option `inputLimits.listItems` is "],
    ],
  ),
  ...Object.entries(LARGEST_INPUT_LIMITS).map(([name, most]): [unknown, string] => [
    { inputLimits: { [name]: most + 1 } },
    `expected a whole number from 0 to ${most}`,
  ]),
  ...Object.entries(LARGEST_DOCUMENT_LIMITS).map(([name, most]): [unknown, string] => [
    { limits: { [name]: most + 1 } },
    `expected a whole number from 0 to ${most}`,
  ]),
  [null, "the options are null, expected a plain object"],
  ["actra-0.7", 'the options are "actra-0.7", expected a plain object'],
  [new Map([["semantics", "actra-0.7"]]), "the options are an object of another kind"],
  [Object.create({ semantics: "actra-0.7" }), "the options are an object of another kind"],
];

describe.each(CALLS)("Actra.%s", (_name, call) => {
  it.each(WRONG.map(([options, message], index) => ({ index, message, options: () => options })))(
    "refuses options: $index, $message",
    async ({ message, options }) => {
      const error = await call(options() as never).catch((thrown: Error) => thrown);
      expect(error).toBeInstanceOf(TypeError);
      expect((error as Error).message).toContain(message);
    },
  );

  it.each([undefined, {}, { semantics: undefined, asOf: undefined, limits: undefined }, Object.create(null)])(
    "takes %o for no options",
    async (options) => {
      await expect(call(options as never)).resolves.toBeDefined();
    },
  );

  it("takes limits as large and as small as they may be", async () => {
    const largest = { limits: LARGEST_DOCUMENT_LIMITS, inputLimits: LARGEST_INPUT_LIMITS };
    await expect(call(largest as never)).resolves.toBeDefined();
    await expect(
      call({ limits: DOCUMENT_LIMITS, inputLimits: INPUT_LIMITS } as never),
    ).resolves.toBeDefined();
  });
});

it("reads options once", () => {
  let reads = 0;
  const options = {
    get semantics() {
      return reads++ === 0 ? "actra-0.7" : "actra-1";
    },
  } as const;
  expect(Actra.compile(sources, options).evaluate({ action: {} })).toMatchObject({ effect: "allow" });
  expect(reads).toBe(1);
});

it("the largest input limits leave a frame below 2^30 bytes", () => {
  // A text of 25 bytes in a list: a record of 24, and 32 bytes of room. Audit rules read as much again.
  const heap = 2 * Math.ceil(LARGEST_INPUT_LIMIT / 25) * (24 + 32);
  const records = LARGEST_DOCUMENT_LIMITS.fieldsRead * (24 + 7);
  expect(heap + records).toBeLessThan(2 ** 30);
});

describe("asOf", () => {
  const trap = Object.assign(Object.create(null), { getTime: () => 0 });
  it.each([5, null, true, {}, trap, Symbol("x"), "yesterday", new Date(Number.NaN), () => new Date(0)])(
    "that is %o is a diagnostic",
    (asOf) => {
      const found = Actra.check(sources, { asOf } as never);
      expect(found.map(({ code }) => code)).toEqual(["invalid-as-of"]);
      expect(() => Actra.compile(sources, { asOf } as never)).toThrow(ActraCompileError);
    },
  );
});

describe("the sources", () => {
  const codes = (given: unknown) =>
    Actra.check(given as PolicySources).map(({ code, message, help }) => [code, message, help]);

  it("have no other keys than they have", () => {
    expect(codes({ schema, policy, goverance: "version: 1\ngovernance: { rules: [] }\n" })).toEqual([
      ["unknown-key", "unknown key `goverance` in the sources", "did you mean `governance`?"],
    ]);
    expect(codes({ schema, policy, findings: [], sources: { policies: [] } }).map(([code]) => code)).toEqual([
      "unknown-key",
      "unknown-key",
    ]);
  });

  it.each([
    [undefined, "of type undefined"],
    [null, "null"],
    ["version: 1", "of type string"],
    [[schema, policy], "no plain object"],
    [new Map(), "no plain object"],
  ])("are not %o", (given, what) => {
    expect(codes(given).map(([code, message]) => [code, message])).toEqual([
      ["unusable-value", `the sources are ${what}`],
    ]);
    expect(() => Actra.compile(given as never)).toThrow(ActraCompileError);
  });

  it("may throw when they are read, which is a diagnostic", () => {
    const thrower = { getPrototypeOf: refuse, get: refuse, ownKeys: refuse };
    function refuse(): never {
      throw new Proxy(new Error("no"), { get: () => refuse() });
    }
    const getter = Object.defineProperty({ schema }, "policy", { enumerable: true, get: refuse });
    const revoked = Proxy.revocable([], {});
    revoked.revoke();
    for (const given of [getter, new Proxy({}, thrower), revoked.proxy]) {
      expect(codes(given).map(([code]) => code)).toEqual(["unusable-value"]);
    }
    for (const bad of [revoked.proxy, [getter], [revoked.proxy], new Proxy([], { get: refuse })]) {
      expect(codes({ schema, policy: bad }).map(([code]) => code)).toEqual(["unusable-value"]);
    }
  });

  it("have no holes among their files, and no end of them", () => {
    const file = { path: "a.yaml", text: policy };
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    expect(codes({ schema, policy: [, file] }).map(([, message]) => message)).toEqual([
      "`policy[0]` is no policy file",
    ]);
    expect(codes({ schema, policy: new Array(2 ** 32 - 1) })).toHaveLength(DOCUMENT_LIMITS.diagnostics);
  });
});

describe("paths", () => {
  it.each([
    [() => Actra.fromDirectory(undefined as never), "`directory` is of type undefined, expected a path"],
    [() => Actra.fromDirectory(""), "`directory` is empty text, expected a path"],
    [() => Actra.fromDirectory(new URL("file:///x") as never), "`directory` is of type object"],
    [() => Actra.fromFiles(undefined as never, "p"), "`schemaPath` is of type undefined"],
    [() => Actra.fromFiles("s", undefined as never), "`policyPath` is of type undefined"],
    [() => Actra.fromFiles("s", "p", null as never), "`governancePath` is null, expected a path"],
    [() => Actra.fromFiles("s", "p", {} as never), "`governancePath` is of type object"],
  ])("are named by their argument when they are none", async (call, message) => {
    const error = await call().catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toContain(message);
  });

  it("that lead nowhere are named", async () => {
    await expect(Actra.fromDirectory(join(folder, "none"))).rejects.toThrow(join(folder, "none"));
    await rm(join(folder, "schema.yaml"));
    await expect(Actra.fromDirectory(folder)).rejects.toThrow(`there is no \`${folder}/schema.yaml\``);
    await writeFile(join(folder, "schema.yaml"), schema);
  });

  it("are read within the limits that the options set", async () => {
    const limits = { limits: { fileBytes: 20 } };
    await expect(Actra.fromDirectory(folder, limits)).rejects.toThrow(`${folder}/schema.yaml\` has`);
  });
});

it("a policy is as deep as the largest limit lets it be", () => {
  const nested = (levels: number) =>
    `${"{ not: ".repeat(levels)}{ subject: { domain: action, field: amount }, operator: equals, value: { literal: 1 } }${" }".repeat(levels)}`;
  const deep = (levels: number) =>
    `version: 1\nrules:\n  - { id: a, scope: { action: refund }, effect: allow, when: ${nested(levels)} }\n`;
  const limits = { depth: LARGEST_DOCUMENT_LIMITS.depth };
  // The document, its rules, the rule; the atom and its subject.
  const levels = limits.depth - 5;
  const compiled = Actra.compile({ schema, policy: deep(levels) }, { limits });
  expect(Actra.load(compiled.toBytes()).evaluate({ action: { type: "refund", amount: 1 } }).effect).toBe(
    "allow",
  );
  expect(Actra.check({ schema, policy: deep(levels + 1) }, { limits }).map(({ code }) => code)).toContain(
    "over-limit",
  );
});
