import { atLintLevels } from "../configuration/lint-levels.ts";
import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { LintLevel } from "../diagnostics/severity.ts";
import type { FoundTests } from "../files/test-files.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "../language/limits.ts";
import { CoverageCounter } from "../policy/coverage/counter.ts";
import type { Policy } from "../policy/policy.ts";
import { differencesOf } from "./compare.ts";
import { decisiveLines } from "./decisive.ts";
import type { TestDocument, TestNode } from "./document.ts";
import { type Assignment, assigned, mergedInput } from "./input.ts";
import { outcomeOf } from "./outcome.ts";
import { PolicyFacts } from "./policy-facts.ts";
import { readTests } from "./read-tests.ts";
import type { TestedCase, TestedFile, TestedTest, TestPlace, TestReport, TestStatus } from "./report.ts";
import { type Row, rowsOf } from "./rows.ts";
import { shownWhen } from "./shown-when.ts";
import { layersOf } from "./test-context.ts";
import { resolve, type Written } from "./written.ts";

/** One test file. */
export interface TestSource {
  /** Names it in reports and diagnostics. */
  readonly path: string;
  readonly text: string;
}

export interface TestOptions {
  /** Only the cases whose path, test name and values have this text in them, or match it: `access/refund.test.yaml › limits › action.amount: 1000`. */
  readonly filter?: string | RegExp;
  /** Whether the first failure ends the run. */
  readonly bail?: boolean;
  /** Whether to count what the cases try of the policy. */
  readonly coverage?: boolean;
  /** Called after each case with how many have ended, skipped ones included. */
  readonly onCase?: (cases: number) => void;
  /** How seriously warnings about test files are taken, by their code: `actra.config.yaml` has it under `lint`. An error keeps the run from passing. */
  readonly levels?: ReadonlyMap<DiagnosticCode, LintLevel>;
  /** Limits on test files, where they shall differ from the defaults: `testCases` is 10,000 a file. */
  readonly limits?: Partial<DocumentLimits>;
}

/** How many failures are explained: nobody reads more, and each explanation holds every rule. */
const EXPLAINED = 100;

/**
 * Runs test files against a policy: read → check → expand → decide → compare. Bad test files are diagnostics in the
 * report, never thrown.
 *
 * @throws ActraError `POLICY_DISPOSED`, or `UNAVAILABLE` for a policy of `actra/engine`, and with `coverage` as `CoverageCounter`
 */
export function runTests(
  policy: Policy,
  files: readonly TestSource[] | FoundTests,
  options: TestOptions = {},
): TestReport {
  const { sources, findings } = foundIn(files);
  const limits = { ...DOCUMENT_LIMITS, ...options.limits };
  const { levels = new Map() } = options;
  const read = readTests(sources, findings, new PolicyFacts(policy), limits, levels);
  const diagnostics = atLintLevels(read.diagnostics, { lint: levels });
  const run = new Run(policy, options);
  const tested = read.documents.map((document) => run.file(document));
  const { passed, failed } = run.totals;
  return Object.freeze({
    passed: passed > 0 && failed === 0 && !read.hasErrors && !diagnostics.some(isError),
    totals: Object.freeze(run.totals),
    files: tested,
    diagnostics,
    more: read.more,
    ...(run.counter && { coverage: run.counter.coverage() }),
  });
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** What is no list at all is a mistake of the program, not of a test file. */
function foundIn(files: readonly TestSource[] | FoundTests): FoundTests {
  if (Array.isArray(files)) return { sources: files, findings: [] };
  if (Array.isArray((files as Partial<FoundTests> | null)?.sources)) return files as FoundTests;
  const hint = (files as unknown) instanceof Promise ? ": `loadTests` gives a promise, await it" : "";
  throw new TypeError(`\`runTests\` takes a list of test files, or what \`loadTests\` found${hint}`);
}

class Run {
  readonly totals = { passed: 0, failed: 0, skipped: 0 };
  readonly #policy: Policy;
  readonly #options: TestOptions;
  readonly counter: CoverageCounter | undefined;

  constructor(policy: Policy, options: TestOptions) {
    this.#policy = policy;
    this.#options = options;
    this.counter = options.coverage ? new CoverageCounter(policy) : undefined;
  }

  file(document: TestDocument): TestedFile {
    const tests = document.tests.map((test) => this.#test(test, document));
    return Object.freeze({ path: document.source.path, tests });
  }

  #test(test: TestNode, document: TestDocument): TestedTest {
    const input = mergedInput(layersOf(test, document));
    const name = test.name.value;
    const cases = rowsOf(test).map((row) => this.#case(row, name, input));
    return Object.freeze({ name, place: placeOf(test.name.span), cases });
  }

  #case(row: Row, name: string, base: Written): TestedCase {
    const label = shownWhen(row.when);
    const place = placeOf(row.span);
    const described = { when: recordOf(row.when), label, place, expected: row.expect };
    const isWanted = this.#isWanted([place.path, name, label].filter((part) => part !== "").join(" › "));
    const decided = isWanted ? this.#decide(row, base) : { status: "skipped" as const, differences: [] };
    this.totals[decided.status]++;
    this.#options.onCase?.(this.totals.passed + this.totals.failed + this.totals.skipped);
    return Object.freeze({ ...described, ...decided });
  }

  #decide({ when, expect }: Row, base: Written) {
    const input = () => resolve(assigned(base, when));
    const actual = outcomeOf(this.#policy, input());
    if (!("error" in actual)) this.counter?.record(input());
    const differences = differencesOf(expect, actual);
    const status: TestStatus = differences.length === 0 ? "passed" : "failed";
    const isExplained = status === "failed" && this.totals.failed < EXPLAINED;
    const explanation = isExplained ? decisiveLines(this.#policy, input(), expect) : undefined;
    return { status, actual, differences, ...(explanation !== undefined && { explanation }) };
  }

  #isWanted(fullName: string): boolean {
    const { filter, bail } = this.#options;
    if (bail && this.totals.failed > 0) return false;
    if (filter === undefined) return true;
    return typeof filter === "string" ? fullName.includes(filter) : fullName.search(filter) >= 0;
  }
}

function recordOf(when: Assignment): Readonly<Record<string, unknown>> {
  return Object.freeze(Object.fromEntries(when));
}

function placeOf({ source, line, column }: Row["span"]): TestPlace {
  return Object.freeze({ path: source.path, line, column });
}
