import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Decision } from "../language/decision.ts";
import type { PolicyCoverage } from "../policy/coverage/coverage.ts";
import type { Expectation, ExpectedError } from "./expectation.ts";

// What a run of tests found, as plain data: it goes through JSON unharmed. Rendering is another file's work.

export interface TestReport {
  /** Something ran, nothing failed, and no file has an error. */
  readonly passed: boolean;
  /** In cases. */
  readonly totals: TestTotals;
  /** The files that ran, in the order given. */
  readonly files: readonly TestedFile[];
  /** What is wrong with the files, errors and warnings. A file with an error does not run, but for a `policy_hash` that differs. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many more were found than are kept. */
  readonly more: number;
  /** What the cases that ran have tried of the policy, when the run was told to count it. */
  readonly coverage?: PolicyCoverage;
}

export interface TestTotals {
  readonly passed: number;
  readonly failed: number;
  /** Filtered out, or after the failure that ended the run. */
  readonly skipped: number;
}

export interface TestedFile {
  readonly path: string;
  readonly tests: readonly TestedTest[];
}

export interface TestedTest {
  readonly name: string;
  readonly place: TestPlace;
  readonly cases: readonly TestedCase[];
}

export interface TestedCase {
  /** The values of this case by their paths, as the file writes them; empty for a test without `vary` and `cases`. */
  readonly when: Readonly<Record<string, unknown>>;
  /** The same for people: `action.amount: 1000, actor.role: support`. */
  readonly label: string;
  readonly status: TestStatus;
  readonly place: TestPlace;
  readonly expected: Expectation;
  /** What came; absent for a case that was skipped. */
  readonly actual?: Outcome;
  /** Where the two differ; empty when it passed. */
  readonly differences: readonly Difference[];
  /** Of a failed case, the rules that decided and those that were expected to, and what they saw. Kept for the first 100. */
  readonly explanation?: string;
}

export type TestStatus = "passed" | "failed" | "skipped";

export interface TestPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export type Outcome = Decision | { readonly error: InputFault };

/** An input error, as data. */
export interface InputFault extends ExpectedError {
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

/** One thing that was expected, and what came in its place. */
export interface Difference {
  /** Such as `effect`, `audited.rules`, `error.path`. */
  readonly key: string;
  readonly expected: unknown;
  readonly actual: unknown;
}
