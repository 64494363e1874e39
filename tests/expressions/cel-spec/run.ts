import { Actra, ActraCompileError, ActraInputError, type Decision } from "../../../src/index.ts";
import type { Expectation } from "./expectation.ts";
import { Fields, type Part, type Translation } from "./translation.ts";

// A case in the engine: compiled and decided, with what it computes as the condition of a rule that blocks.

/** What is wrong with what a case came to; `undefined` when it is what it had to be. */
export function failureOf(translation: Translation, expectation: Expectation): string | undefined {
  const { result } = translation;
  const fields = new Fields(translation.fields.values);
  const isTruth = result.type === "boolean";
  const condition = isTruth ? result.text : `${result.text} == ${comparand(result, expectation, fields)}`;
  const wanted = expectation === "error" ? "error" : `${isTruth ? expectation.value : true}`;
  const outcome = decide(condition, fields);
  return outcome === wanted ? undefined : `${condition} is ${outcome} instead of ${wanted}`;
}

/** The expected value, as a field, so that it is not known when the policy is compiled; for an error any value that fits. */
function comparand({ type }: Part, expectation: Expectation, fields: Fields): string {
  if (expectation !== "error") return fields.add(expectation);
  return type === "duration" ? 'duration("0s")' : fields.add({ type, value: ANY[type] });
}

const ANY: Readonly<Record<string, unknown>> = {
  number: 0,
  integer: 0,
  string: "",
  datetime: "1970-01-01T00:00:00Z",
};

/** No result whatever the values, and none for these values: errors of CEL, and none that says what Actra lacks. */
const ERRORS = [
  "operator-type-mismatch",
  "arithmetic-type-mismatch",
  "unknown-field",
  "unknown-function",
  "arithmetic-fault",
  "invalid-datetime",
  "invalid-duration",
];

/** `true`, `false`, `error`, or what went wrong. */
function decide(condition: string, fields: Fields): string {
  const values = [...fields.values];
  const types = Object.fromEntries(values.map(([name, { type }]) => [name, type]));
  const input = Object.fromEntries(values.map(([name, { value }]) => [name, value]));
  try {
    const policy = Actra.compile({
      schema: { version: 1, actions: { act: { fields: types } } },
      policy: { version: 1, default: "allow", rules: rulesOf(condition) },
    });
    const decision = policy.evaluate({ action: { type: "act", ...input } });
    policy.dispose();
    return outcomeOf(decision);
  } catch (error) {
    return errorOf(error);
  }
}

/** The negation too: what is neither of both was no truth value. */
function rulesOf(condition: string) {
  const rule = { scope: { action: "act" }, effect: "block" };
  return [
    { ...rule, id: "holds", when: condition },
    { ...rule, id: "fails", when: `!(${condition})`, mode: "audit" },
  ];
}

function outcomeOf({ matched_rule, assumed, audited }: Decision): string {
  if (assumed !== undefined) return "error";
  const isFalse = audited?.rules.includes("fails") ?? false;
  return isFalse === (matched_rule === "holds") ? "undecided" : `${!isFalse}`;
}

function errorOf(error: unknown): string {
  if (error instanceof ActraInputError) return error.code === "INPUT_TYPE" ? "error" : error.message;
  if (!(error instanceof ActraCompileError)) throw error;
  const codes = error.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
  return codes.every((code) => ERRORS.includes(code)) ? "error" : error.message;
}
