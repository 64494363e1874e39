/** Every call that users have, by what it gives, throws and leaves alone. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { afterAll, describe, expect, expectTypeOf, it } from "vitest";
import { parse } from "yaml";
import { disassemble } from "../src/authoring.ts";
import * as api from "../src/index.ts";
import {
  Actra,
  ActraCompileError,
  ActraError,
  ActraInputError,
  ActraProgramError,
  type Decision,
  type Effect,
  Policy,
  type PolicyInput,
  renderDiagnostics,
} from "../src/index.ts";
import { VERSION } from "../src/version.ts";
import { failure, inputFailure } from "./support/outcome.ts";
import {
  allowed,
  compileRefund,
  policy as policyText,
  refund,
  refundWith,
  schema as schemaText,
} from "./support/refund.ts";

const governance = `
version: 1
governance:
  rules:
    - { id: refunds_block, select: { where: { effect: block } }, must: { min_count: 2 }, error: Two rules have to block }
`;
const broken = "version: 1\nrules:\n  - id: a\n    scope: { action: refnd }\n    effect: block\n";
const fraudulent = () => refundWith(["snapshot", "fraud"], { value: true });
const blocked = { effect: "block", matched_rule: "fraud" };

function caught(run: () => unknown): ActraError {
  try {
    run();
  } catch (error) {
    return error as ActraError;
  }
  return expect.unreachable();
}

const folders: string[] = [];

/** A folder with these files, by their paths. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "actra-api-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

describe("the package", () => {
  it("gives these names and no others", () => {
    expect(Object.keys(api).sort()).toEqual([
      "Actra",
      "ActraApprovalRequiredError",
      "ActraCompileError",
      "ActraError",
      "ActraInputError",
      "ActraPolicyError",
      "ActraProgramError",
      "ActraResolverError",
      "ActraRuntime",
      "ActraSignatureError",
      "ActraSourceError",
      "Policy",
      "PolicySource",
      "decisionCounters",
      "defineSchema",
      "diskSource",
      "generateSigningKeys",
      "jsonLines",
      "memorySource",
      "recentEvents",
      "renderDiagnostics",
      "renderExplanation",
      "requireSigned",
      "signProgram",
      "urlSource",
      "verifyProgram",
    ]);
    expect(Object.keys(Actra).sort()).toEqual(
      ["check", "compile", "compilerVersion", "fromDirectory", "fromFiles", "fromStrings", "load"].sort(),
    );
    expect(Object.isFrozen(Actra)).toBe(true);
  });

  it("knows its version", async () => {
    const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
    expect(VERSION).toBe(version);
    const promised = Actra.compilerVersion();
    expect(promised).toBeInstanceOf(Promise);
    expect(await promised).toBe(version);
  });

  it("has the types that it documents", () => {
    expectTypeOf<Decision["effect"]>().toEqualTypeOf<"allow" | "block" | "require_approval">();
    expectTypeOf(Actra.compile).returns.toEqualTypeOf<Policy>();
    expectTypeOf(Actra.fromStrings).returns.resolves.toEqualTypeOf<Policy>();
    expectTypeOf<Policy["evaluateMany"]>().returns.toEqualTypeOf<(Decision | ActraInputError)[]>();
    expectTypeOf<ActraInputError>().toExtend<ActraError>();
    expectTypeOf<Policy["assertEffect"]>().parameter(1).toEqualTypeOf<Effect>();
    expectTypeOf<{ action: { type: string }; actor: null; snapshot: undefined }>().toExtend<PolicyInput>();
  });
});

describe("Actra.compile", () => {
  const variants: readonly [string, Parameters<typeof Actra.compile>[0]][] = [
    ["from text", { schema: schemaText, policy: policyText }],
    ["from plain objects", { schema: parse(schemaText), policy: parse(policyText) }],
    ["from JSON", { schema: JSON.stringify(parse(schemaText)), policy: JSON.stringify(parse(policyText)) }],
    ["from a mixture", { schema: parse(schemaText), policy: policyText }],
    ["from a list of one file", { schema: schemaText, policy: [{ path: "policy.yaml", text: policyText }] }],
    ["with governance", { schema: schemaText, policy: policyText, governance }],
    [
      "with governance as an object",
      { schema: schemaText, policy: policyText, governance: parse(governance) },
    ],
  ];

  it.each(variants)("%s gives a policy, at once", (_name, sources) => {
    const policy = Actra.compile(sources);
    expect(policy).toBeInstanceOf(Policy);
    expect(policy.evaluate(refund())).toEqual(allowed);
    expect(policy.evaluate(fraudulent())).toEqual(blocked);
    expect(policy.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("gives the same policy from text and from objects", () => {
    const hashes = variants.slice(0, 5).map(([, sources]) => Actra.compile(sources).policyHash());
    expect(new Set(hashes).size).toBe(1);
  });

  it("takes several policy files for one policy, in the order of their paths", () => {
    const file = (path: string, ids: readonly string[]) => ({
      path,
      text: `version: 1\nrules:\n${ids.map((id) => `  - { id: ${id}, scope: { action: refund }, effect: block }\n`).join("")}`,
    });
    const files = [
      file("policies/b.yaml", ["b1", "b2"]),
      file("policies/a.yaml", ["a1"]),
      file("policies/B.yaml", ["c1"]),
    ];
    const policy = Actra.compile({ schema: schemaText, policy: files });
    expect(policy.explain(refund()).rules.map(({ id }) => id)).toEqual(["c1", "a1", "b1", "b2"]);
    expect(policy.evaluate(refund()).matched_rule).toBe("c1");
    const twice = [...files, file("policies/z.yaml", ["a1"])];
    expect(caught(() => Actra.compile({ schema: schemaText, policy: twice })).message).toContain(
      "policies/z.yaml:3",
    );
  });

  it("leaves the documents alone, and forgets them", () => {
    const sources = { schema: parse(schemaText), policy: parse(policyText) };
    const before = structuredClone(sources);
    const policy = Actra.compile(sources);
    expect(sources).toEqual(before);
    sources.policy.rules.length = 0;
    sources.schema.actions = {};
    expect(policy.evaluate(fraudulent())).toEqual(blocked);
    expect(() => Actra.compile(deepFrozen(before))).not.toThrow();
  });

  it("throws what is wrong with the documents, as data and as code frames", () => {
    const error = caught(() => Actra.compile({ schema: schemaText, policy: broken })) as ActraCompileError;
    expect(error).toBeInstanceOf(ActraCompileError);
    expect(error).toMatchObject({ name: "ActraCompileError", code: "COMPILE_FAILED" });
    expect(error.diagnostics).toHaveLength(1);
    expect(error.diagnostics[0]).toMatchObject({
      severity: "error",
      span: { line: 4, column: 22 },
      help: expect.stringContaining("`refund`"),
    });
    expect(error.message).toBe(renderDiagnostics(error.diagnostics));
    expect(error.message).toContain("policy:4:22");
    expect(error.message).toContain("^^^^^");
    expect(Object.isFrozen(error.diagnostics)).toBe(true);
  });

  it("throws what Node shows without the documents, which each finding has", () => {
    const remark = "# as long as a policy can be";
    const error = caught(() => Actra.compile({ schema: schemaText, policy: `${broken}${remark}` }));
    expect(inspect(error, { depth: 10 })).toContain("policy:4:22");
    expect(inspect(error, { depth: 10 })).not.toContain(remark);
  });

  it("throws every violation of the governance, with the rule that is violated", () => {
    const strict = governance.replace("min_count: 2", "max_count: 1");
    const sources = { schema: schemaText, policy: policyText, governance: strict };
    const { diagnostics } = caught(() => Actra.compile(sources)) as ActraCompileError;
    expect(diagnostics.map(({ governanceRule }) => governanceRule)).toEqual(["refunds_block"]);
  });

  it("keeps its warnings in the policy, frozen", () => {
    const policy = Actra.compile({
      schema: "version: 1\nactions: {}\nsnapshot:\n  fields:\n",
      policy: "version: 1\nrules: []\n",
    });
    expect(policy.diagnostics.map(({ severity }) => severity)).toContain("warning");
    expect(Object.isFrozen(policy.diagnostics)).toBe(true);
    expect(compileRefund().diagnostics.filter(({ severity }) => severity !== "warning")).toEqual([]);
  });

  it("takes options", () => {
    const sources = { schema: schemaText, policy: policyText };
    const lenient = Actra.compile(sources, { semantics: "actra-0.7" });
    expect(lenient.evaluate({ action: { type: "unheard of" } })).toEqual(allowed);
    const tight = Actra.compile(sources, { inputLimits: { listItems: 0 } });
    expect(inputFailure(caught(() => tight.evaluate(refund())))).toEqual(
      failure("INPUT_LIMIT", "action.tags"),
    );
    expect(caught(() => Actra.compile(sources, { limits: { rules: 1 } }))).toBeInstanceOf(ActraCompileError);
    const expiring = {
      ...sources,
      policy: policyText.replace("id: fraud", "id: fraud\n    expires: 2026-01-01"),
    };
    expect(Actra.compile(expiring, { asOf: "2025-12-31" }).evaluate(fraudulent())).toEqual(blocked);
    expect(caught(() => Actra.compile(expiring, { asOf: "2026-06-01" }))).toBeInstanceOf(ActraCompileError);
    expect(caught(() => Actra.compile(expiring, { asOf: new Date("2026-06-01") }))).toBeInstanceOf(
      ActraCompileError,
    );
  });
});

describe("Actra.fromStrings", () => {
  it("promises what compile gives", async () => {
    const promised = Actra.fromStrings(schemaText, policyText);
    expect(promised).toBeInstanceOf(Promise);
    const policy = await promised;
    expect(policy.policyHash()).toBe(compileRefund().policyHash());
    expect(
      (await Actra.fromStrings(schemaText, policyText, undefined, { semantics: "actra-0.7" })).evaluate({}),
    ).toEqual(allowed);
    expect((await Actra.fromStrings(schemaText, policyText, governance)).evaluate(fraudulent())).toEqual(
      blocked,
    );
    expect(
      (await Actra.fromStrings(parse(schemaText), [{ path: "p.yaml", text: policyText }])).evaluate(refund()),
    ).toEqual(allowed);
  });

  it("rejects with what compile throws", async () => {
    const expected = caught(() => Actra.compile({ schema: schemaText, policy: broken }));
    await expect(Actra.fromStrings(schemaText, broken)).rejects.toMatchObject({
      name: "ActraCompileError",
      message: expected.message,
    });
    const strict = governance.replace("min_count: 2", "max_count: 1");
    await expect(Actra.fromStrings(schemaText, policyText, strict)).rejects.toBeInstanceOf(ActraCompileError);
  });
});

describe("Actra.fromFiles", () => {
  const files = {
    "s.yaml": schemaText,
    "p.json": JSON.stringify(parse(policyText)),
    "g.yaml": governance,
    "bad.yaml": broken,
  };

  it("reads the files at these paths", async () => {
    const folder = await folderWith(files);
    const at = (name: string) => join(folder, name);
    const policy = await Actra.fromFiles(at("s.yaml"), at("p.json"));
    expect(policy.evaluate(fraudulent())).toEqual(blocked);
    expect(policy.policyHash()).toBe(compileRefund().policyHash());
    expect((await Actra.fromFiles(at("s.yaml"), at("p.json"), at("g.yaml"))).evaluate(refund())).toEqual(
      allowed,
    );
    expect(
      (await Actra.fromFiles(at("s.yaml"), at("p.json"), undefined, { semantics: "actra-0.7" })).evaluate({}),
    ).toEqual(allowed);
  });

  it("rejects what is broken, blank or not there, with its path", async () => {
    const folder = await folderWith({ ...files, "blank.yaml": "\n" });
    const at = (name: string) => join(folder, name);
    for (const [schema, policy, governance, named] of [
      ["s.yaml", "bad.yaml", undefined, "bad.yaml:4:22"],
      ["s.yaml", "none.yaml", undefined, "none.yaml"],
      ["none.yaml", "p.json", undefined, "none.yaml"],
      ["s.yaml", "p.json", "none.yaml", "none.yaml"],
      ["s.yaml", "blank.yaml", undefined, "blank.yaml"],
      ["s.yaml", "p.json", "blank.yaml", "blank.yaml"],
      ["s.yaml", ".", undefined, "folder"],
    ] as const) {
      const promised = Actra.fromFiles(at(schema), at(policy), governance && at(governance));
      await expect(promised).rejects.toMatchObject({
        code: "COMPILE_FAILED",
        message: expect.stringContaining(named),
      });
    }
  });
});

describe("Actra.fromDirectory", () => {
  it("reads schema, policies in path order, and governance", async () => {
    const folder = await folderWith({
      "schema.yaml": schemaText,
      "policy.yaml": policyText,
      "policies/b.yml": "version: 1\nrules:\n  - { id: last, scope: { action: refund }, effect: allow }\n",
      "policies/a/x.yaml":
        "version: 1\nrules:\n  - { id: first, scope: { action: refund }, effect: allow }\n",
      "governance.yaml": governance,
      "notes.txt": "nothing to do with it",
    });
    const policy = await Actra.fromDirectory(folder);
    expect(policy.evaluate(refund())).toEqual({ effect: "allow", matched_rule: "first" });
    expect(policy.evaluate(fraudulent())).toEqual(blocked);
    expect((await Actra.fromDirectory(`${folder}/`)).policyHash()).toBe(policy.policyHash());
    expect((await Actra.fromDirectory(folder, { semantics: "actra-0.7" })).evaluate({})).toEqual(allowed);
  });

  it("has the hash of the same documents compiled from text", async () => {
    const folder = await folderWith({ "schema.yml": schemaText, "policies/p.yaml": policyText });
    expect((await Actra.fromDirectory(folder)).policyHash()).toBe(compileRefund().policyHash());
  });

  it("rejects a folder that lacks something, has it twice, or is none", async () => {
    const whole = { "schema.yaml": schemaText, "policy.yaml": policyText };
    const cases: readonly [Readonly<Record<string, string>>, string][] = [
      [{}, "schema.yaml"],
      [{ "schema.yaml": schemaText }, "policy.yaml"],
      [{ "policy.yaml": policyText }, "schema.yaml"],
      [{ ...whole, "schema.yml": schemaText }, "schema.yml"],
      [{ ...whole, "governance.yaml": "" }, "governance.yaml"],
      [{ ...whole, "policies/x.yaml": broken }, "policies/x.yaml:4:22"],
      [{ ...whole, "governance.yaml/inner": "" }, "governance.yaml"],
    ];
    for (const [files, named] of cases) {
      const promised = Actra.fromDirectory(await folderWith(files));
      await expect(promised).rejects.toMatchObject({
        code: "COMPILE_FAILED",
        message: expect.stringContaining(named),
      });
    }
    await expect(Actra.fromDirectory("/no/such/folder")).rejects.toBeInstanceOf(ActraCompileError);
  });
});

describe("Actra.check", () => {
  it("gives every diagnostic as data", () => {
    expect(
      Actra.check({ schema: schemaText, policy: policyText }).filter(({ severity }) => severity === "error"),
    ).toEqual([]);
    const { diagnostics } = caught(() =>
      Actra.compile({ schema: schemaText, policy: broken }),
    ) as ActraCompileError;
    expect(Actra.check({ schema: schemaText, policy: broken })).toEqual(diagnostics);
    const all = Actra.check({ schema: "version: 2", policy: "version: 3\nrules: {}", governance: "no" });
    expect(new Set(all.map(({ span }) => span?.source.path))).toEqual(
      new Set(["schema", "policy", "governance"]),
    );
  });

  it("throws on no document whatever", () => {
    const property = fc.property(
      fc.anything(),
      fc.anything(),
      fc.anything(),
      (schema, policy, governance) => {
        const sources = { schema, policy, governance } as unknown as Parameters<typeof Actra.check>[0];
        expect(Actra.check(sources).some(({ severity }) => severity === "error")).toBe(true);
        expect(caught(() => Actra.compile(sources))).toBeInstanceOf(ActraCompileError);
      },
    );
    fc.assert(property, { numRuns: 300, seed: 1 });
  });

  it("takes no memory of the machine", () => {
    for (let i = 0; i < 3; i++)
      expect(Actra.check({ schema: schemaText, policy: policyText })).toBeInstanceOf(Array);
  });
});

describe("Actra.load", () => {
  it("gives the policy whose bytes they are", () => {
    const policy = compileRefund();
    const loaded = Actra.load(policy.toBytes());
    expect(loaded).toBeInstanceOf(Policy);
    expect(loaded.policyHash()).toBe(policy.policyHash());
    expect(loaded.getSchema()).toEqual(policy.getSchema());
    expect(loaded.needs("refund")).toEqual(policy.needs("refund"));
    expect(loaded.toBytes()).toEqual(policy.toBytes());
    expect(loaded.diagnostics).toEqual([]);
    for (const input of [refund(), fraudulent()]) {
      expect(loaded.evaluate(input)).toEqual(policy.evaluate(input));
      expect(loaded.explain(input)).toEqual(policy.explain(input));
      expect(String(loaded.explain(input))).toBe(String(policy.explain(input)));
    }
  });

  it("throws on anything else", () => {
    expect(caught(() => Actra.load(new Uint8Array(3)))).toBeInstanceOf(ActraProgramError);
    expect(caught(() => Actra.load("bytes" as never))).toBeInstanceOf(TypeError);
  });
});

describe("disassemble", () => {
  it("writes a program out, for whoever holds its bytes", () => {
    const policy = Actra.compile({
      schema: "version: 1\nactions: { say: { fields: { word: string, loud: boolean } } }",
      policy: `version: 1
rules:
  - id: shouting
    scope: { action: say }
    when: { any: [
      { subject: { domain: action, field: loud }, operator: equals, value: { literal: true } },
      { subject: { domain: action, field: word }, operator: not_equals, value: { literal: "\\u009bA" } } ] }
    effect: block`,
    });
    const lines = disassemble(policy.toBytes()).split("\n");
    expect(lines.map((line) => line.replace(/\s+/g, " "))).toEqual([
      "shouting: block",
      " 0 equals action.loud, 1 ? 2 : 1",
      ' 1 not equals action.word, "\\u{9b}A" ? 2 : 3',
      " 2 match shouting",
      " 3 fail",
      "entry say:",
      " 4 scan [shouting] + []",
      "entry (any other action):",
      " 5 scan [] + []",
    ]);
  });

  it("throws on anything else", () => {
    expect(caught(() => disassemble(new Uint8Array(3)))).toBeInstanceOf(ActraProgramError);
    expect(caught(() => disassemble("bytes" as never))).toBeInstanceOf(ActraProgramError);
  });
});

describe("a policy", () => {
  const policy = compileRefund();

  it("cannot be made of anything but a verified program", () => {
    expect(() => new Policy({} as never, {} as never)).toThrow(TypeError);
    expect(() => new (Policy as unknown as new () => Policy)()).toThrow(TypeError);
    expect(() => Policy.prototype.evaluate.call({} as Policy, refund())).toThrow(TypeError);
  });

  it("evaluates", () => {
    expect(policy.evaluate(refund())).toEqual(allowed);
    expect(policy.evaluate(fraudulent())).toEqual(blocked);
    expect(policy.evaluate({ ...refund(), snapshot: undefined } as PolicyInput)).toEqual({
      ...blocked,
      missing: ["snapshot.fraud"],
    });
  });

  it("gives decisions that are frozen, and shares those that depend on nothing but the rule", () => {
    expect(policy.evaluate(fraudulent())).toBe(policy.evaluate(fraudulent()));
    expect(policy.evaluate(refund())).toBe(policy.evaluate(refund()));
    const full = Actra.compile({
      schema: schemaText,
      policy: `version: 1
rules:
  - { id: a, scope: { action: refund }, effect: require_approval, reason: Ask, approval: { approvers: [x, y], quorum: 2, expires_in: 24h } }
  - { id: b, scope: { action: refund }, effect: require_approval, approval: { approvers: [z] } }
  - { id: t, mode: audit, scope: { global: true }, effect: block, when: { subject: { domain: snapshot, field: fraud }, operator: equals, value: { literal: true } } }`,
    });
    const decision = full.evaluate(refundWith(["snapshot", "fraud"], { value: "yes" }));
    expect(decision).toEqual({
      effect: "require_approval",
      matched_rule: "a",
      reason: "Ask",
      approvals: [
        { rule: "a", approvers: ["x", "y"], quorum: 2, expires_in: "24h" },
        { rule: "b", approvers: ["z"] },
      ],
      audited: {
        rules: [],
        errors: [
          {
            rule: "t",
            code: "INPUT_TYPE",
            path: "snapshot.fraud",
            expected: "a boolean",
            received: 'string "yes"',
          },
        ],
        effect: "require_approval",
      },
    });
    const decisions = [
      decision,
      policy.evaluate(fraudulent()),
      policy.evaluate({ action: { type: "refund" } }),
    ];
    for (const part of decisions.flatMap(partsOf)) expect(Object.isFrozen(part)).toBe(true);
  });

  it("evaluates an action with its context as arguments", () => {
    const { action, actor, snapshot } = refund();
    expect(policy.evaluateAction(action, actor, snapshot)).toEqual(allowed);
    expect(policy.evaluateAction(action, actor, { fraud: true })).toEqual(blocked);
    expect(policy.evaluateAction(action)).toMatchObject({ missing: ["snapshot.fraud"] });
    expect(inputFailure(caught(() => policy.evaluateAction("refund")))).toEqual(
      failure("INPUT_TYPE", "action"),
    );
  });

  it("evaluates many, each for itself", () => {
    const bad = refundWith(["action", "amount"], { value: "5000" });
    const outcomes = policy.evaluateMany([refund(), bad, fraudulent(), null as never]);
    expect(outcomes).toHaveLength(4);
    expect(outcomes[0]).toEqual(allowed);
    expect(inputFailure(outcomes[1])).toEqual(failure("INPUT_TYPE", "action.amount"));
    expect(outcomes[2]).toEqual(blocked);
    expect(inputFailure(outcomes[3])).toEqual(failure("INPUT_TYPE", "input"));
    expect(policy.evaluateMany([])).toEqual([]);
    expect(policy.evaluateMany(new Set([refund()]))).toEqual([allowed]);
    const inputs = function* () {
      for (let i = 0; i < 3; i++) yield refund();
    };
    expect(policy.evaluateMany(inputs())).toHaveLength(3);
  });

  it("takes for the errors of an input no error but its own", () => {
    const doomed = compileRefund();
    const inputs = function* () {
      yield refund();
      doomed.dispose();
      yield refund();
    };
    expect(caught(() => doomed.evaluateMany(inputs())).code).toBe("POLICY_DISPOSED");
  });

  it("asserts an effect, and says what came instead and why", () => {
    expect(policy.assertEffect(refund(), "allow")).toEqual(allowed);
    expect(policy.assertEffect(fraudulent(), "block")).toEqual(blocked);
    const error = caught(() => policy.assertEffect(fraudulent(), "allow"));
    expect(error).toMatchObject({ name: "ActraError", code: "ASSERT_EFFECT" });
    expect(error.message).toBe(`expected allow, got block\n\n${policy.explain(fraudulent())}`);
    expect(inputFailure(caught(() => policy.assertEffect({}, "allow")))).toEqual(
      failure("INPUT_ACTION", "action.type"),
    );
  });

  it("has a hash of 64 hexadecimal digits", () => {
    expect(policy.policyHash()).toMatch(/^[0-9a-f]{64}$/);
    const other = Actra.compile({ schema: schemaText, policy: policyText.replace("1000", "1001") });
    expect(other.policyHash()).not.toBe(policy.policyHash());
  });

  it("has a schema, frozen all the way down", () => {
    expect(policy.hasSchema()).toBe(true);
    const schema = policy.getSchema();
    expect(schema.actions.map(({ name }) => name)).toEqual(["refund"]);
    expect(schema.actions[0]!.fields.map(({ name, kind, optional }) => [name, kind, optional])).toEqual([
      ["amount", "scalar", false],
      ["tags", "list", true],
      ["customer", "object", false],
    ]);
    expect(schema.actor.fields).toMatchObject([{ name: "role", type: "string" }]);
    for (const part of partsOf(schema)) expect(Object.isFrozen(part)).toBe(true);
    expect(policy.getSchema()).toBe(schema);
  });

  it("knows what decisions on an action need", () => {
    const needs = policy.needs("refund");
    expect(needs).toEqual({ actor: ["role"], snapshot: ["fraud"] });
    for (const part of partsOf(needs)) expect(Object.isFrozen(part)).toBe(true);
    const several = Actra.compile({
      schema: `
version: 1
actions: { a: { fields: {} }, b: { fields: {} } }
actor: { kind: role, fields: { level: number, team: { fields: { name: string, size: number } }, role: { type: string, enum: [x] } } }
snapshot: { fields: { z: boolean, y: boolean } }`,
      policy: `
version: 1
rules:
  - { id: 1, scope: { action: a }, effect: block, when: { any: [{ subject: { domain: snapshot, field: y }, operator: equals, value: { literal: true } }, { subject: { domain: actor, field: team.name }, operator: equals, value: { literal: q } }, { subject: { domain: snapshot, field: z }, operator: equals, value: { literal: true } }] } }
  - { id: 2, scope: { actor: x }, effect: block }
  - { id: 3, mode: audit, scope: { action: b }, effect: block, when: { subject: { domain: actor, field: level }, operator: equals, value: { literal: 1 } } }`.replaceAll(
        /id: (\d)/g,
        "id: r$1",
      ),
    });
    expect(several.needs("a")).toEqual({ actor: ["team.name", "role"], snapshot: ["z", "y"] });
    expect(several.needs("b")).toEqual({ actor: ["level", "role"], snapshot: [] });
  });

  it("needs nothing for an action that nobody declared, or what holds for all of them", () => {
    for (const name of ["", "refnd", "toString", "__proto__", undefined, null, 1, {}])
      expect(inputFailure(caught(() => policy.needs(name as string)))).toEqual(
        failure("INPUT_ACTION", "action.type"),
      );
    const open = Actra.compile({
      schema: schemaText,
      policy: `unknown_action: evaluate\n${policyText.trim()}`,
    });
    expect(open.needs("anything")).toEqual({ actor: [], snapshot: ["fraud"] });
  });

  it("turns into bytes, the same each time, that are the caller's own", () => {
    const bytes = policy.toBytes();
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect(policy.toBytes()).toEqual(bytes);
    expect(compileRefund().toBytes()).toEqual(bytes);
    policy.toBytes().fill(0);
    expect(policy.toBytes()).toEqual(bytes);
    expect(policy.toBytes({ debug: false }).length).toBeLessThan(bytes.length);
    expect(Actra.load(policy.toBytes({ debug: false })).policyHash()).toBe(policy.policyHash());
  });

  it("decides alike wherever its methods are called from", () => {
    expect(() => policy.evaluate.call(undefined as never, refund())).toThrow(TypeError);
    const bound = policy.evaluate.bind(policy);
    expect([refund(), fraudulent()].map((input) => bound(input))).toEqual([allowed, blocked]);
  });
});

describe("an error", () => {
  const errors: readonly [string, new (...args: never[]) => ActraError, string, () => unknown][] = [
    [
      "ActraCompileError",
      ActraCompileError,
      "COMPILE_FAILED",
      () => Actra.compile({ schema: "", policy: "" }),
    ],
    ["ActraInputError", ActraInputError, "INPUT_ACTION", () => compileRefund().evaluate({})],
    ["ActraProgramError", ActraProgramError, "PROGRAM_FORMAT", () => Actra.load(new Uint8Array())],
    ["ActraError", ActraError, "ASSERT_EFFECT", () => compileRefund().assertEffect(refund(), "block")],
  ];

  it.each(errors)("%s is an ActraError, with a name and a code", (name, type, code, run) => {
    const error = caught(run);
    expect(error).toBeInstanceOf(type);
    expect(error).toBeInstanceOf(ActraError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name, code });
    expect(String(error)).toBe(`${name}: ${error.message}`);
    expect(error.stack).toContain(error.message.split("\n")[0]);
  });

  it.each([
    [
      "a string",
      { action: { type: "refund", amount: "5" } },
      "INPUT_TYPE",
      "action.amount",
      "a finite number",
      'string "5"',
    ],
    [
      "an action",
      { action: { type: "refnd" } },
      "INPUT_ACTION",
      "action.type",
      "a declared action: refund",
      'string "refnd"',
    ],
    ["no action", {}, "INPUT_ACTION", "action.type", "a declared action: refund", "nothing"],
    ["no input", undefined, "INPUT_TYPE", "input", "an object", "undefined"],
    ["a domain", { ...refund(), actor: [] }, "INPUT_TYPE", "actor", "an object", "an array"],
    [
      "a list",
      refundWith(["action", "tags"], { value: {} }),
      "INPUT_TYPE",
      "action.tags",
      "a list of string",
      "an object",
    ],
  ])("of %s says path, expected and received", (_name, input, code, path, expected, received) => {
    const error = caught(() => compileRefund().evaluate(input as PolicyInput));
    expect({ ...error }).toMatchObject({ code, path, expected, received });
    expect(error.message).toBe(`\`${path}\`: expected ${expected}, received ${received}`);
  });

  it("does not write out a bigint, which may be of any length", () => {
    const input = refundWith(["action", "amount"], { value: 2n ** 300n });
    expect(caught(() => compileRefund().evaluate(input))).toMatchObject({ received: "bigint" });
  });
});

function partsOf(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(partsOf)];
}

function deepFrozen<T>(value: T): T {
  for (const part of partsOf(value)) Object.freeze(part);
  return value;
}
