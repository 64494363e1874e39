import { type Documents, inDocumentOrder } from "../compiler/analyse.ts";
import { checkedOptions } from "../compiler/check-options.ts";
import { type Compilation, compile } from "../compiler/compile.ts";
import type { CompileOptions, InvariantProver } from "../compiler/options.ts";
import type { FoundFiles, PolicySources } from "../compiler/sources.ts";
import { Suppressions } from "../compiler/suppressions.ts";
import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import { type LintLevel, PROVED_WARNINGS } from "../diagnostics/severity.ts";
import type { Source } from "../diagnostics/span.ts";
import { DOCUMENT_LIMITS } from "../language/limits.ts";
import type { LintContext } from "./lint-context.ts";
import { LINT_RULES } from "./lint-rules.ts";
import { suppressionsAreUsed } from "./suppressions-are-used.ts";
import { Told } from "./told-already.ts";

/** What is proved of a policy over all inputs. The proof is another room, which whoever only writes policies does not load. */
export type Prover = InvariantProver;

/** What was found, and the compile that it was found in. */
export interface Linting {
  readonly compilation: Compilation;
  readonly diagnostics: readonly Diagnostic[];
  /** How many more were found than are kept. */
  readonly more: number;
}

/**
 * Every diagnostic of the documents: those of the compile, and the warnings of lint when there is no error among them. Some
 * have a `fix`, which is edits of the documents' texts as data. Warnings that a comment suppresses are not there. Never
 * throws on bad documents.
 *
 * @throws TypeError on options that are none
 */
export function lint(sources: PolicySources, options?: CompileOptions): readonly Diagnostic[] {
  return lintSources(sources, checkedOptions(options)).diagnostics;
}

/**
 * `lint` with all that it knows. With `today`, rules that have expired by then are warnings; with `prove`, what it proves of
 * the rules. With `levels`, what is `off` is not there, and what is an `error` stays longest when there is too much; severities
 * are those of the catalogue.
 */
export function lintSources(
  sources: PolicySources | FoundFiles,
  options: CompileOptions = {},
  today?: Date,
  prove?: Prover,
  levels?: ReadonlyMap<DiagnosticCode, LintLevel>,
): Linting {
  const suppressions = new Suppressions(levels);
  const compilation = compile(sources, options, suppressions);
  const { policy, governance, documents, sources: texts } = compilation.analysis;
  const cap = { ...DOCUMENT_LIMITS, ...options.limits }.diagnostics;
  const reporter = new Reporter(cap, (finding) => suppressions.levelOf(finding));
  for (const { severity: _, ...finding } of compilation.diagnostics) reporter.report(finding);
  // What is suppressed has been told too.
  const told = new Told();
  compilation.diagnostics.forEach((finding) => void told.add(finding));
  const report: LintContext["report"] = (finding) => {
    told.add(finding);
    reporter.report(finding);
  };
  const read = sourcesRead(documents);
  for (const source of read) suppressions.problemsIn(source).forEach(report);
  if (policy !== undefined && compilation.program !== undefined) {
    const isProved = prove !== undefined;
    const context = {
      documents,
      policy,
      report,
      isProved,
      ...(governance && { governance }),
      ...(today && { today }),
    };
    for (const rule of LINT_RULES) rule(context);
    const proved = prove?.(policy, compilation.program) ?? [];
    proved.filter((finding) => !told.has(finding)).forEach(report);
    const looking = { report, wasLookedFor: (code: DiagnosticCode) => isLookedFor(code, context) };
    for (const source of read) suppressionsAreUsed(source, suppressions, looking);
  }
  const diagnostics = inDocumentOrder(reporter.diagnostics, texts);
  return { compilation, diagnostics, more: compilation.more + reporter.more };
}

function isLookedFor(code: DiagnosticCode, { today, isProved }: LintContext): boolean {
  if (code === "rule-expired-warning") return today !== undefined;
  return isProved || !PROVED_WARNINGS.includes(code);
}

/** Those of documents that could be read: what is over a limit is not looked into here either. */
function sourcesRead({ schema, policies, governance }: Documents): readonly Source[] {
  const documents = [schema, ...policies, governance].filter((document) => document !== undefined);
  return documents.map(({ source }) => source);
}
