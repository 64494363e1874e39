import type { Policy, PolicyInput } from "actra";
import { smallestChanges } from "actra/analysis";
import { lint, toExpression, toStructured } from "actra/authoring";
import { runTests } from "actra/testing";
import { Compiling, diagnosticsOf, OPTIONS, sourcesOf } from "./compiling.ts";
import { decide } from "./deciding.ts";
import { problemsOf } from "./problems.ts";
import type { Part, Request, Rewriting } from "./protocol.ts";

/** Tests that take longer run when they are asked for, and not at each keystroke. */
const LIVE_TESTS_MS = 150;

const compiling = new Compiling();
let testsTook = 0;

/** What may take longer than a keystroke: the smallest changes, lint, tests. Of a policy that does not compile, nothing. */
export function* reviewing(request: Request): Generator<Part> {
  const { documents } = request;
  const { policy } = compiling.of(documents);
  if (policy === undefined) return;
  const { input, outcome } = decide(policy, documents.input);
  if ("effect" in outcome) yield { part: "changes", changes: smallestChanges(policy, input as PolicyInput) };
  yield { part: "problems", problems: problemsOf(lint(sourcesOf(documents), OPTIONS)) };
  yield* testing(policy, request);
}

function* testing(policy: Policy, { documents, panel, runTests: isAsked }: Request): Generator<Part> {
  if (documents.tests.trim() === "") return yield { part: "tests", report: undefined, problems: [] };
  if (panel !== "tests" || (!isAsked && testsTook > LIVE_TESTS_MS)) return yield { part: "untested" };
  const begun = performance.now();
  const report = runTests(policy, [{ path: "tests", text: documents.tests }], { coverage: true });
  testsTook = performance.now() - begun;
  yield { part: "tests", report, problems: problemsOf(report.diagnostics) };
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
