import { read } from "../compiler/1-read/read.ts";
import { withinSizes } from "../compiler/1-read/sizes.ts";
import { Parsing } from "../compiler/2-parse/parsing.ts";
import { withSlashes } from "../compiler/sources.ts";
import { Suppressions } from "../compiler/suppressions.ts";
import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Diagnostic, Finding } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import type { LintLevel } from "../diagnostics/severity.ts";
import type { Source } from "../diagnostics/span.ts";
import type { DocumentLimits } from "../language/limits.ts";
import { suppressionsAreUsed } from "../lint/suppressions-are-used.ts";
import { checkTests } from "./check-tests.ts";
import type { TestDocument } from "./document.ts";
import { isWithinLimits } from "./limits.ts";
import { parseTests } from "./parse-tests.ts";
import type { PolicyFacts } from "./policy-facts.ts";

export interface ReadTests {
  /** The files that are good to run. */
  readonly documents: readonly TestDocument[];
  /** Errors and warnings, file by file, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many more were found than are kept. */
  readonly more: number;
  readonly hasErrors: boolean;
}

/** Sources → read → parse → check. Reports everything in one go, but for warnings that a comment suppresses; never throws on bad files. */
export function readTests(
  given: readonly unknown[],
  findings: readonly Finding[],
  facts: PolicyFacts,
  limits: DocumentLimits,
  levels?: ReadonlyMap<DiagnosticCode, LintLevel>,
): ReadTests {
  const suppressions = new Suppressions(levels);
  const newReporter = () => new Reporter(limits.diagnostics, (finding) => suppressions.levelOf(finding));
  const all = newReporter();
  for (const finding of findings) all.report(finding);
  if (given.length + findings.length === 0)
    all.report({ code: "tests-nothing", message: "there is no test file" });
  const sources = given.flatMap((file, index) => sourceOf(file, index, all) ?? []);
  const fitting = withinSizes(sources, limits, all);
  const documents: TestDocument[] = [];
  let more = 0;
  for (const source of sources.filter((each) => fitting.has(each))) {
    const reporter = newReporter();
    const document = readFile(source, facts, limits, reporter);
    if (document !== undefined) checkSuppressions(source, suppressions, reporter);
    for (const diagnostic of inTextOrder(reporter.diagnostics)) all.report(diagnostic);
    more += reporter.more;
    if (document !== undefined && canRun(reporter)) documents.push(document);
  }
  return { documents, diagnostics: all.diagnostics, more: more + all.more, hasErrors: all.hasErrors };
}

/** A pin that does not hold is no reason not to see what the change of the policy did. */
function canRun({ hasErrors, diagnostics, more }: Reporter): boolean {
  if (!hasErrors) return true;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return more === 0 && errors.every(({ code }) => code === "policy-hash-differs");
}

/** What has errors has not been looked through. */
function checkSuppressions(source: Source, suppressions: Suppressions, reporter: Reporter): void {
  const report = (finding: Finding) => reporter.report(finding);
  suppressions.problemsIn(source).forEach(report);
  if (canRun(reporter)) suppressionsAreUsed(source, suppressions, { report, wasLookedFor: () => true });
}

function readFile(
  source: Source,
  facts: PolicyFacts,
  limits: DocumentLimits,
  reporter: Reporter,
): TestDocument | undefined {
  const root = read(source, limits, reporter);
  if (root === undefined) return undefined;
  const isReadable = !reporter.hasErrors;
  const document = parseTests(root, source, new Parsing(limits, reporter));
  if (document === undefined || !isReadable || !isWithinLimits(document, limits, reporter)) return undefined;
  checkTests({ document, facts, reporter });
  return document;
}

function inTextOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

function sourceOf(file: unknown, index: number, reporter: Reporter): Source | undefined {
  const { path, text } = (file ?? {}) as { path?: unknown; text?: unknown };
  if (typeof path === "string" && typeof text === "string") return { path: withSlashes(path), text };
  const help = "write `{ path, text }`, both of them text";
  reporter.report({ code: "unusable-value", message: `test file ${index} is none`, help });
  return undefined;
}
