/**
 * Every decision vector, through the engine and through the reference evaluator. An expectation is the whole
 * decision, but for the rule, which it may leave out.
 */
import { describe, expect, it } from "vitest";
import { INPUT_ERROR_CODES } from "../src/errors.ts";
import { OPERATOR_NAMES } from "../src/language/operators.ts";
import { type Case, casesOf } from "./support/vectors/cases.ts";
import {
  type Engine,
  makeEngine,
  makeReference,
  type Outcome,
  type Reference,
} from "./support/vectors/evaluators.ts";
import { allPairings, shownBy } from "./support/vectors/pairings.ts";
import { allRefusals, refusalOf } from "./support/vectors/refusals.ts";
import { type Expectation, type Group, readVectorFiles } from "./support/vectors/vector-file.ts";

const files = readVectorFiles();
const groups = files.flatMap((file) =>
  file.groups.map((group) => ({ file, group, cases: casesOf(file, group) })),
);
const all = groups.flatMap(({ file, group, cases }) =>
  cases.map((single) => ({ file, group, action: actionOf(single.raw), ...single })),
);
const shown = all.flatMap(({ group, action, expect }) => shownBy(group, action, expect) ?? []);

for (const { file, group, cases } of groups)
  describe(file.path, () => {
    describe(group.name, () => runGroup(group, cases));
  });

function runGroup(group: Group, cases: readonly Case[]): void {
  const reference = makeReference(group);
  const engine = once(() => makeEngine(group));
  for (const single of cases) it(single.name, () => runCase(single, reference, engine()));
}

function runCase({ makeInput, expect: expected }: Case, reference: Reference, engine: Engine): void {
  const answer = reference(makeInput());
  const wanted = whole(expected, answer);
  expect.soft(answer, "the reference").toStrictEqual(wanted);
  const input = makeInput();
  const outcome = engine.evaluate(input);
  expect(outcome, "the engine").toStrictEqual(wanted);
  expect(engine.evaluate(input), "the engine once more").toStrictEqual(outcome);
  expect(engine.explain(makeInput()), "the explanation").toStrictEqual(headOf(outcome));
  expect(engine.evaluateLoaded(makeInput()), "written and loaded").toStrictEqual(outcome);
  const [packed, said] = engine.evaluatePacked(makeInput());
  expect(packed, "as bytes").toStrictEqual(said);
}

function whole(expected: Expectation, actual: Outcome): Outcome {
  return expected.error || actual.error ? expected : { rule: actual.rule as string, ...expected };
}

function headOf({ error, effect, rule }: Outcome): Outcome {
  return error ? { error } : { effect: effect as NonNullable<typeof effect>, rule: rule as string };
}

/** The name of the action as the vector writes it, `""` when it has none. */
function actionOf(raw: unknown): string {
  const type = (raw as { action?: { type?: unknown } } | null)?.action?.type;
  return typeof type === "string" ? type : "";
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
    const truths = new Set(shown.map(({ pairing, truth }) => `${pairing}: ${truth}`));
    const wanted = allPairings().flatMap((pairing) => [`${pairing}: true`, `${pairing}: false`]);
    expect(wanted.filter((it) => !truths.has(it))).toEqual([]);
  });

  it("show each operator unknown", () => {
    const unknown = new Set(shown.filter(({ truth }) => truth === "unknown").map(({ operator }) => operator));
    expect(OPERATOR_NAMES.filter((name) => !unknown.has(name))).toEqual([]);
  });

  it("show each type refuse what it and its constraints do not take", () => {
    const refused = new Set(all.map(({ group, action, expect }) => refusalOf(group, action, expect)));
    expect(allRefusals().filter((refusal) => !refused.has(refusal))).toEqual([]);
  });

  it("meet each input error", () => {
    // The arguments of a guarded call are none of an input's, and objects are not packed.
    const met = new Set<string | undefined>([
      "INPUT_ARGUMENTS",
      "INPUT_PACKED",
      ...all.map(({ expect }) => expect.error?.code),
    ]);
    expect(INPUT_ERROR_CODES.filter((code) => !met.has(code))).toEqual([]);
  });
});
