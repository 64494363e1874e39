/**
 * Every decision vector, through the engine and through the reference evaluator. An expectation is the whole
 * decision, but for the rule, which it may leave out.
 */
import { describe, expect, it } from "vitest";
import { INPUT_ERROR_CODES } from "../src/errors.ts";
import { OPERATOR_NAMES } from "../src/language/operators.ts";
import { type Case, casesOf } from "./support/vectors/cases.ts";
import { makeEngine, makeReference, type Outcome } from "./support/vectors/evaluators.ts";
import { allPairings, shownBy } from "./support/vectors/pairings.ts";
import {
  type Expectation,
  type Group,
  readVectorFiles,
  type VectorFile,
} from "./support/vectors/vector-file.ts";

const files = readVectorFiles();
const all = files.flatMap((file) =>
  file.groups.flatMap((group) =>
    group.tests.flatMap((test) => casesOf(file, test).map((it) => ({ file, group, ...it }))),
  ),
);

describe.each(files)("$path", (file) => {
  describe.each(file.groups)("$name", (group) => runGroup(file, group));
});

function runGroup(file: VectorFile, group: Group): void {
  const cases = group.tests.flatMap((test) => casesOf(file, test));
  const reference = makeReference(group);
  const engine = once(() => makeEngine(group));

  it.each(cases)("$name", ({ makeInput, expect: expected }: Case) => {
    expect(reference(makeInput()), "the reference").toStrictEqual(whole(expected, reference(makeInput())));
    const { evaluate, explain, evaluateLoaded } = engine();
    const input = makeInput();
    const outcome = evaluate(input);
    expect(outcome, "the engine").toStrictEqual(reference(makeInput()));
    expect(evaluate(input), "once more").toStrictEqual(outcome);
    expect(explain(makeInput()), "the explanation").toStrictEqual(headOf(outcome));
    expect(evaluateLoaded(makeInput()), "written and loaded").toStrictEqual(outcome);
  });
}

function whole(expected: Expectation, actual: Outcome): Outcome {
  return expected.error || actual.error ? expected : { rule: actual.rule as string, ...expected };
}

function headOf({ error, effect, rule }: Outcome): Outcome {
  return error ? { error } : { effect: effect as NonNullable<typeof effect>, rule: rule as string };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

describe("the vectors", () => {
  it("are many, each named once", () => {
    const names = all.map(({ file, group, name }) => [file.path, group.name, name].join(" › "));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.length).toBeGreaterThan(600);
  });

  it("have a file for each operator, and no other", () => {
    const inFolder = files.filter(({ path }) => path.startsWith("operators/")).map(({ path }) => path);
    expect(inFolder).toEqual(OPERATOR_NAMES.map((name) => `operators/${name}.yaml`).sort());
  });

  it("show each operator on each left type and right side, true and false", () => {
    const shown = new Set(all.flatMap(({ group, raw, expect }) => truthShown(group, raw, expect)));
    const wanted = allPairings().flatMap((pairing) => [`${pairing}: true`, `${pairing}: false`]);
    expect(wanted.filter((it) => !shown.has(it))).toEqual([]);
  });

  it("meet each input error", () => {
    const met = new Set(all.map(({ expect }) => expect.error?.code));
    expect(INPUT_ERROR_CODES.filter((code) => !met.has(code))).toEqual([]);
  });
});

function truthShown(group: Group, raw: unknown, expected: Expectation): string[] {
  const action = (raw as { action?: { type?: unknown } } | null)?.action?.type;
  const shown = typeof action === "string" ? shownBy(group, action, expected) : undefined;
  return shown ? [`${shown.pairing}: ${shown.truth}`] : [];
}
