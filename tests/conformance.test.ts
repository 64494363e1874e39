/**
 * What Actra 0.7.8 did when it was run: 111 pairs of documents, 181 evaluations, 23 compile errors. The file lies beside the
 * repository and does not travel with it; without it these tests say that they were not run.
 */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Actra, ActraCompileError, ActraInputError, type Decision, type PolicyInput } from "../src/index.ts";
import { recorded as found, type RecordedCase } from "./reference/conformance.ts";

interface Recorded extends RecordedCase {
  governance_yaml?: string;
  expected_compile?: "ok";
  error_kind?: "governance" | "parse" | "type_mismatch" | "invalid_logical_condition";
  governance_rule_ids?: string[];
}

const recorded = (found ?? []) as Recorded[];
const compiling = recorded.filter(({ expected_compile }) => expected_compile === "ok");
const failing = recorded.filter(({ expected_compile }) => expected_compile !== "ok");

const beside = new URL("../../shared", import.meta.url);
const reason = found ? undefined : "not run: ../shared/conformance/actra-0.7.8.json is not there";

/** Of each recorded kind of error but `governance`, the codes it has here, in the order of the recorded documents. */
const CODES: Readonly<Record<string, readonly string[][]>> = {
  type_mismatch: [["operator-type-mismatch"]],
  parse: [["missing-key", "missing-key"], ["missing-key"], ["missing-key", "missing-key"]],
};

/** Recorded errors that language.md §9 makes legal, each with the row that does. */
const LEGAL: Readonly<Record<string, string>> = {
  "doc snippet: docs.actra.dev/dsl/policy logical all with one condition": "one-element `all`/`any` rejected",
  "doc snippet: docs.actra.dev/dsl/policy logical any with one condition": "one-element `all`/`any` rejected",
};

const UNDECLARED = "undeclared or absent `action.type`: allowed";
const STRICTEST =
  "first match, action before global, although its own evaluation model says `block overrides allow`";

/** The evaluations that the safe defaults decide in another way, each with the row of language.md §9 that says so. */
const DIFFERING: readonly { name: string; number: number; row: string }[] = [
  { name: "core: compile_simple_policy", number: 0, row: UNDECLARED },
  { name: "core: block_when_fraud_flag_true", number: 0, row: UNDECLARED },
  { name: "core: block_when_fraud_flag_true", number: 1, row: UNDECLARED },
  { name: "core: block_when_fraud_flag_true", number: 2, row: UNDECLARED },
  { name: "sdk/python/tests/test_governance.py#1", number: 0, row: UNDECLARED },
  { name: "sdk/python/tests/test_governance.py#3", number: 0, row: UNDECLARED },
  { name: "bindings/python/tests/test_governance.py#1", number: 0, row: UNDECLARED },
  { name: "bindings/python/tests/test_governance.py#3", number: 0, row: UNDECLARED },
  { name: "N-API binding smoke test", number: 0, row: UNDECLARED },
  {
    name: "docs: policy DSL page rules (transfer_funds approval, suspended account)",
    number: 4,
    row: STRICTEST,
  },
];

it("has the recordings wherever they should be", ({ skip }) => {
  if (!existsSync(beside) || process.env["CI"] !== "true") skip(reason ?? "not on CI");
  expect(found, reason).toBeDefined();
});

it.runIf(reason !== undefined)("is not run without the recordings", ({ skip }) => skip(reason));

describe.skipIf(reason !== undefined)("the recordings of Actra 0.7.8", () => {
  it("are all there", () => {
    expect(recorded).toHaveLength(111);
    expect(compiling.flatMap(({ evaluations = [] }) => evaluations)).toHaveLength(181);
    expect(failing).toHaveLength(23);
  });

  it.each(compiling)("under its own semantics, $name is decided as it was", (document) => {
    expect(outcomes(document, "actra-0.7")).toEqual(recordedOutcomes(document));
  });

  it.each(compiling)("by default, $name is decided as it was, but for the named differences", (document) => {
    const before = recordedOutcomes(document);
    const now = outcomes(document);
    const differing = before.flatMap((outcome, number) => (same(outcome, now[number]!) ? [] : [number]));
    expect(differing).toEqual(
      DIFFERING.filter(({ name }) => name === document.name).map(({ number }) => number),
    );
  });

  it("have ten differences under the defaults", () => {
    expect(DIFFERING).toHaveLength(10);
    expect(new Set(DIFFERING.map(({ name, number }) => `${name} ${number}`)).size).toBe(10);
  });

  it.each(DIFFERING.filter(({ row }) => row === UNDECLARED))(
    "$name [$number]: an action that is not declared is an input error",
    ({ name, number }) => {
      const document = compiling.find((candidate) => candidate.name === name)!;
      const { input } = document.evaluations![number] as { input: { action: { type?: string } } };
      const policy = compile(document);
      const declared = policy.getSchema().actions.map((action) => action.name);
      expect(declared).not.toContain(input.action.type);
      expect(outcomeOf(() => policy.evaluate(input))).toEqual({ error: "INPUT_ACTION", path: "action.type" });
      // Nothing but the missing declaration stands in the way.
      const evaluated = compile(document, "actra-0.7").evaluate(input);
      expect(outcomeOf(() => evaluated)).toEqual(recordedOutcomes(document)[number]);
    },
  );

  it.each(DIFFERING.filter(({ row }) => row === STRICTEST))(
    "$name [$number]: a global block beats the approval of an action",
    ({ name, number }) => {
      const document = compiling.find((candidate) => candidate.name === name)!;
      const { input } = document.evaluations![number] as { input: PolicyInput };
      const decision = { effect: "block", matched_rule: "block_suspended_account" };
      expect(recordedOutcomes(document)[number]).toEqual({
        effect: "require_approval",
        matched_rule: "require_finance_approval",
      });
      expect(compile(document).evaluate(input)).toEqual(decision);
      const firstMatch = {
        ...document,
        policy_yaml: `resolution: first_match\n${document.policy_yaml.trim()}`,
      };
      expect(outcomes(firstMatch)[number]).toEqual(recordedOutcomes(document)[number]);
    },
  );

  const governed = failing.filter(({ error_kind }) => error_kind === "governance");

  it.each(governed)("$name violates the recorded governance rules, in order", (document) => {
    expect(document.governance_rule_ids).not.toEqual([]);
    for (const semantics of ["actra-0.7", undefined] as const) {
      const errors = errorsOf(document, semantics);
      expect(errors.map(({ governanceRule }) => governanceRule)).toEqual(document.governance_rule_ids);
      expect(errors.map(({ code }) => code)).toEqual(errors.map(() => "governance-violation"));
      for (const rule of document.governance_rule_ids!) {
        expect(document.governance_yaml).toContain(`id: ${rule}`);
      }
    }
  });

  it("have a legal reason or a code for every other error", () => {
    const others = failing.filter(
      (document) => document.error_kind !== "governance" && !LEGAL[document.name],
    );
    for (const kind of Object.keys(CODES)) {
      const ofKind = others.filter(({ error_kind }) => error_kind === kind);
      for (const semantics of ["actra-0.7", undefined] as const) {
        const codes = ofKind.map((document) => errorsOf(document, semantics).map(({ code }) => code));
        expect(codes, kind).toEqual(CODES[kind]);
      }
    }
    expect(others.filter(({ error_kind }) => CODES[error_kind!] === undefined)).toEqual([]);
    expect(governed.length + others.length + Object.keys(LEGAL).length).toBe(failing.length);
  });

  it.each(Object.keys(LEGAL))("%s is legal now", (name) => {
    const document = failing.find((candidate) => candidate.name === name)!;
    expect(errorsOf(document)).toEqual([]);
    expect(errorsOf(document, "actra-0.7")).toEqual([]);
  });
});

type Semantics = "actra-0.7" | undefined;
type Outcome = { effect: string; matched_rule: string } | { error: string; path: string };

function sourcesOf({ schema_yaml: schema, policy_yaml: policy, governance_yaml: governance }: Recorded) {
  return governance === undefined ? { schema, policy } : { schema, policy, governance };
}

function compile(document: Recorded, semantics?: Semantics) {
  return Actra.compile(sourcesOf(document), semantics ? { semantics } : {});
}

function outcomes(document: Recorded, semantics?: Semantics): Outcome[] {
  const policy = compile(document, semantics);
  return document.evaluations!.map(({ input }) => outcomeOf(() => policy.evaluate(input as PolicyInput)));
}

/** All of the decision but `missing`, of which Actra 0.7.8 knows nothing. */
function outcomeOf(decide: () => Decision): Outcome {
  try {
    const { missing: _, ...decision } = decide();
    return decision;
  } catch (error) {
    if (!(error instanceof ActraInputError)) throw error;
    return { error: error.code, path: error.path };
  }
}

function recordedOutcomes({ evaluations }: Recorded): Outcome[] {
  return evaluations!.map(({ effect, matched_rule }) => ({ effect, matched_rule: matched_rule ?? "" }));
}

function same(a: Outcome, b: Outcome): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function errorsOf(document: Recorded, semantics?: Semantics) {
  try {
    compile(document, semantics).dispose();
    return [];
  } catch (error) {
    if (!(error instanceof ActraCompileError)) throw error;
    return error.diagnostics.filter(({ severity }) => severity === "error");
  }
}
