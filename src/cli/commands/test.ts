import type { CoverageReport } from "../../configuration/configuration.ts";
import { shortfallsOf } from "../../testing/coverage/thresholds.ts";
import { runTests, type TestOptions } from "../../testing/run.ts";
import type { TestFormat } from "../formats.ts";
import { pinHashes } from "../pin-hashes.ts";
import { configurationOf } from "../read/configuration-of.ts";
import { pathIn } from "../read/located.ts";
import { compiled, compiledWithSources } from "../read/policy-of.ts";
import { testsOf } from "../read/tests-of.ts";
import type { ExitCode, Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { locatedCoverage, writeCoverage } from "../write/coverage.ts";
import { caseProgress } from "../write/progress.ts";
import { type TestResult, testErrors, testText } from "../write/test-result.ts";
import { WrongUse } from "../wrong-use.ts";

export interface TestCommandOptions {
  readonly format: TestFormat;
  readonly filter?: string;
  readonly bail?: boolean;
  readonly watch?: boolean;
  readonly coverage?: boolean;
  readonly coverageHtml?: string;
  readonly coverageLcov?: string;
  readonly coverageJson?: string;
  readonly updateHash?: boolean;
  /** Whether to change one thing of the policy at a time, and see what the tests notice. */
  readonly mutate?: boolean;
  readonly mutationScore?: number;
  /** Whether to decide around every limit instead. */
  readonly boundaries?: boolean;
  readonly update?: boolean;
}

const ALONE = [
  "filter",
  "bail",
  "watch",
  "coverage",
  "coverageHtml",
  "coverageLcov",
  "coverageJson",
  "updateHash",
] as const;

/** Runs the test files of a policy directory. A failure is 1; a file that cannot be run is 2. */
export async function test(
  directory: string,
  options: TestCommandOptions,
  terminal: Terminal,
): Promise<Reply> {
  refuseIdle(options);
  if (options.boundaries) return boundariesOnly(directory, options, terminal);
  if (options.mutate) return mutateOnly(directory, options, terminal);
  if (!options.watch) return runOnce(directory, options, terminal);
  const { watchTests } = await import("../watch-tests.ts");
  return watchTests(directory, options, terminal, () => runOnce(directory, options, terminal));
}

/** An option that does nothing would leave somebody believing in what was not done. */
function refuseIdle({ boundaries, update, mutate, mutationScore }: TestCommandOptions): void {
  if (boundaries && mutate) throw new WrongUse("`--boundaries` and `--mutate` are two runs");
  if (update && !boundaries) throw new WrongUse("`--update` goes with `--boundaries`");
  if (mutationScore !== undefined && !mutate) throw new WrongUse("`--mutation-score` goes with `--mutate`");
}

function requireAlone(what: string, options: TestCommandOptions): void {
  if (ALONE.some((name) => options[name] !== undefined))
    throw new WrongUse(`\`${what}\` goes without the other options of \`actra test\``);
}

async function boundariesOnly(
  directory: string,
  options: TestCommandOptions,
  terminal: Terminal,
): Promise<Reply> {
  requireAlone("--boundaries", options);
  const { boundaries } = await import("./test-boundaries.ts");
  return boundaries(directory, await compiled(directory), options, terminal);
}

/** The tests as such are run too, and shown instead where they do not pass. */
async function mutateOnly(
  directory: string,
  options: TestCommandOptions,
  terminal: Terminal,
): Promise<Reply> {
  requireAlone("--mutate", options);
  const tested = await runOnce(directory, { format: options.format }, terminal);
  if (tested.code !== 0) return tested;
  const configuration = await configurationOf(directory);
  const { mutate } = await import("./test-mutants.ts");
  const policy = await compiled(directory);
  return mutate(directory, policy, await testsOf(directory, configuration), options, terminal);
}

/** Read → pin → run → count → write. */
async function runOnce(directory: string, options: TestCommandOptions, terminal: Terminal): Promise<Reply> {
  const configuration = await configurationOf(directory);
  const { policy, sources } = await compiledWithSources(directory);
  const pinned = options.updateHash ? await pinHashes(await testsOf(directory, configuration), policy) : [];
  const tests = await testsOf(directory, configuration);
  const reports = reportsOf(options, configuration.reports, directory);
  // A part of the tests cannot be held to what all of them have to cover. An empty filter leaves nothing out.
  const thresholds = options.filter ? {} : configuration.thresholds;
  const isShown = options.coverage === true || reports.size > 0;
  const progress = caseProgress(terminal);
  const report = runTests(policy, tests, {
    ...runOptions(options),
    coverage: isShown || Object.keys(thresholds).length > 0,
    levels: configuration.lint,
    onCase: progress.count,
  });
  progress.end();
  const coverage = report.coverage && locatedCoverage(report.coverage, directory);
  if (coverage) await writeCoverage(coverage, sources, reports);
  const result: TestResult = {
    report,
    pinned,
    sources,
    thresholds,
    shortfalls: coverage ? shortfallsOf(coverage, thresholds) : [],
    ...(coverage && isShown && { coverage }),
    ...(options.filter !== undefined && { filter: options.filter }),
    reports,
  };
  return {
    code: codeOf(result),
    out: testText(result, options.format, terminal),
    err: testErrors(result, options.format, terminal),
  };
}

function runOptions({ filter, bail }: TestCommandOptions): TestOptions {
  return { ...(filter !== undefined && { filter }), ...(bail && { bail }) };
}

/** Those named on the command line, from where it runs; with `--coverage` those of the configuration too, from its directory. */
function reportsOf(
  { coverage, coverageHtml, coverageLcov, coverageJson }: TestCommandOptions,
  configured: Readonly<Partial<Record<CoverageReport, string>>>,
  directory: string,
): ReadonlyMap<CoverageReport, string> {
  const named = { html: coverageHtml, lcov: coverageLcov, json: coverageJson };
  const kinds = Object.keys(named) as CoverageReport[];
  return new Map(
    kinds.flatMap((kind) => {
      const own = configured[kind];
      const path = named[kind] ?? (coverage && own !== undefined ? pathIn(directory, own) : undefined);
      return path === undefined ? [] : [[kind, path] as const];
    }),
  );
}

/** A pin on another policy is a check that failed; whatever else is wrong with a file keeps it from running. */
function codeOf({ report: { passed, diagnostics }, shortfalls }: TestResult): ExitCode {
  const isBad = diagnostics.some(
    ({ severity, code }) => severity === "error" && code !== "policy-hash-differs",
  );
  if (isBad) return 2;
  return passed && shortfalls.length === 0 ? 0 : 1;
}
