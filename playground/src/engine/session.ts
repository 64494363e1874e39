import {
  Actra,
  ActraCompileError,
  ActraInputError,
  type Diagnostic,
  type Policy,
  type PolicyInput,
} from "actra";
import { proveInvariants, smallestChanges } from "actra/analysis";
import { disassemble, lint, toExpression, toStructured } from "actra/authoring";
import { runTests } from "actra/testing";
import type { Documents } from "../documents.ts";
import { readInput } from "./input.ts";
import { problemsOf } from "./problems.ts";
import type { Decided, Part, Problem, Request, Rewriting } from "./protocol.ts";
import { surfaceOf } from "./surface.ts";

/** Tests that take longer run when they are asked for, and not at each keystroke. */
const LIVE_TESTS_MS = 150;

const OPTIONS = { invariants: proveInvariants };

interface Compiled {
  readonly policy?: Policy;
  readonly diagnostics: readonly Diagnostic[];
}

/** The engine of one page. It keeps the policy that it compiled last, since most keystrokes change something else. */
export class Session {
  #key = "";
  #compiled: Compiled = { diagnostics: [] };
  #testsTook = 0;

  /** What the page wants to know, the most wanted first. Whoever takes the parts may stop after any of them. */
  *answer(request: Request): Generator<Part> {
    const { policy, diagnostics } = this.#compile(request.documents);
    if (policy === undefined) yield { part: "refused", problems: problemsOf(diagnostics) };
    else if (request.task === "decide") yield* this.#decide(policy, request);
    else yield* this.#review(policy, request);
  }

  *#decide(policy: Policy, { documents, panel, axes }: Request): Generator<Part> {
    const decided = decide(policy, documents.input);
    const input = decided.input as PolicyInput;
    const isDecided = "effect" in decided.outcome;
    yield { part: "decision", ...decided };
    if (isDecided) yield { part: "explanation", explanation: policy.explain(input) };
    if (panel === "surface" && isDecided) yield { part: "surface", surface: surfaceOf(policy, input, axes) };
    if (panel === "program") yield programOf(policy);
  }

  *#review(policy: Policy, request: Request): Generator<Part> {
    const { documents } = request;
    const { input, outcome } = decide(policy, documents.input);
    if ("effect" in outcome)
      yield { part: "changes", changes: smallestChanges(policy, input as PolicyInput) };
    yield { part: "problems", problems: problemsOf(lint(sourcesOf(documents), OPTIONS)) };
    yield* this.#test(policy, request);
  }

  #compile(documents: Documents): Compiled {
    const sources = sourcesOf(documents);
    const key = JSON.stringify(sources);
    if (key === this.#key) return this.#compiled;
    this.#compiled.policy?.dispose();
    this.#key = key;
    this.#compiled = compiled(sources);
    return this.#compiled;
  }

  *#test(policy: Policy, { documents, panel, runTests: isAsked }: Request): Generator<Part> {
    if (documents.tests.trim() === "") {
      yield { part: "tests", report: undefined, problems: [] };
      return;
    }
    if (panel !== "tests" || (!isAsked && this.#testsTook > LIVE_TESTS_MS)) return;
    const begun = performance.now();
    const report = runTests(policy, [{ path: "tests", text: documents.tests }], { coverage: true });
    this.#testsTook = performance.now() - begun;
    yield { part: "tests", report, problems: problemsOf(report.diagnostics) };
  }
}

/** The same policy in the other notation; or what is in the way. */
export function rewritten({ rewrite, policies }: Rewriting) {
  const write = rewrite === "expression" ? toExpression : toStructured;
  try {
    return { rewritten: write(policies), problems: [] };
  } catch (error) {
    return { rewritten: undefined, problems: problemsOf(diagnosticsOf(error)) };
  }
}

function sourcesOf({ schema, policies, governance }: Documents) {
  return { schema, policy: policies, ...(governance.trim() !== "" && { governance }) };
}

function compiled(sources: ReturnType<typeof sourcesOf>): Compiled {
  try {
    const policy = Actra.compile(sources, OPTIONS);
    return { policy, diagnostics: policy.diagnostics };
  } catch (error) {
    return { diagnostics: diagnosticsOf(error) };
  }
}

/** @throws what is no error of a compile */
function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof ActraCompileError) return error.diagnostics;
  throw error;
}

function decide(policy: Policy, text: string): Decided {
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
