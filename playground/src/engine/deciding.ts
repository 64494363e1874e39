import { ActraInputError, type Policy, type PolicyInput } from "actra";
import { disassemble } from "actra/authoring";
import { Compiling } from "./compiling.ts";
import { readInput } from "./input.ts";
import { problemsOf } from "./problems.ts";
import type { Decided, Part, Problem, Request } from "./protocol.ts";
import { surfaceOf } from "./surface.ts";

const compiling = new Compiling();

/** What has to be there at each keystroke, the most wanted first. Whoever takes the parts may stop after any of them. */
export function* deciding({ documents, panel, axes }: Request): Generator<Part | undefined> {
  const { policy, diagnostics } = compiling.of(documents);
  if (policy === undefined) return yield { part: "refused", problems: problemsOf(diagnostics) };
  const decided = decide(policy, documents.input);
  const input = decided.input as PolicyInput;
  const isDecided = "effect" in decided.outcome;
  yield { part: "decision", ...decided };
  if (isDecided) yield { part: "explanation", explanation: policy.explain(input) };
  if (panel === "surface" && isDecided)
    yield { part: "surface", surface: yield* surfaceOf(policy, input, axes) };
  if (panel === "program") yield programOf(policy);
}

export function decide(policy: Policy, text: string): Decided {
  const { data, diagnostics, spanOf } = readInput(text);
  const facts = { policyHash: policy.policyHash(), schema: policy.getSchema() };
  const problems = problemsOf(diagnostics);
  if (data === undefined)
    return { ...facts, outcome: { error: problems[0]?.message ?? "no input" }, problems };
  try {
    return { ...facts, input: data, outcome: policy.evaluate(data as PolicyInput), problems };
  } catch (error) {
    if (!(error instanceof ActraInputError)) throw error;
    const { message, path, code } = error;
    const { start = 0, end = 0, line = 1 } = spanOf(path) ?? {};
    const problem: Problem = {
      document: "input",
      from: start,
      to: end,
      line,
      severity: "error",
      code,
      message,
      related: [],
    };
    return { ...facts, input: data, outcome: { error: message, path }, problems: [...problems, problem] };
  }
}

function programOf(policy: Policy): Part {
  const bytes = new Uint8Array(policy.toBytes());
  return { part: "program", bytes, listing: disassemble(bytes) };
}
