import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import { DOCUMENT_LIMITS, INPUT_LIMITS } from "../language/limits.ts";
import type { CheckedPolicy } from "../language/model.ts";
import type { Program } from "../program/program.ts";
import { VERSION } from "../version.ts";
import { lower } from "./4-lower/lower.ts";
import { emit } from "./5-emit/emit.ts";
import { addIndex } from "./6-index/add-index.ts";
import { type Analysis, analyse } from "./analyse.ts";
import { policyHash } from "./hash.ts";
import type { CompileOptions } from "./options.ts";
import type { FoundFiles, PolicySources } from "./sources.ts";
import { Suppressions } from "./suppressions.ts";

export interface Compilation {
  /** What the front of the compiler made of the documents. */
  readonly analysis: Analysis;
  /** Absent when any diagnostic is an error. */
  readonly program?: Program;
  /** Errors and warnings, in the order found. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many more were found than are kept. */
  readonly more: number;
}

/** The whole story: read → parse → check (all in `analyse`) → lower → emit → index. Reports; never throws on bad documents. */
export function compile(
  sources: PolicySources | FoundFiles,
  options: CompileOptions = {},
  suppressions = new Suppressions(),
): Compilation {
  const analysis = analyse(sources, options, suppressions);
  const { policy, governance, diagnostics, more } = analysis;
  if (policy === undefined) return { analysis, diagnostics, more };
  const inputLimits = { ...INPUT_LIMITS, ...options.inputLimits };
  const facts = {
    compiler: `actra ${VERSION}`,
    policyHash: policyHash(policy, governance, inputLimits),
    inputLimits,
  };
  const limits = { ...DOCUMENT_LIMITS, ...options.limits };
  const reporter = new Reporter(limits.diagnostics, (finding) => suppressions.levelOf(finding));
  const program = emit(policy, lower(policy), facts, limits, reporter);
  if (program !== undefined) prove(policy, program, options, reporter);
  const all = [...diagnostics, ...reporter.diagnostics];
  const outcome = { analysis, diagnostics: all, more: more + reporter.more };
  return program === undefined || reporter.hasErrors ? outcome : { ...outcome, program: addIndex(program) };
}

/** What nobody proves does not hold. */
function prove(
  policy: CheckedPolicy,
  program: Program,
  { invariants }: CompileOptions,
  reporter: Reporter,
): void {
  const [first] = policy.invariants?.filter(({ applies }) => applies) ?? [];
  if (first === undefined) return;
  if (invariants !== undefined) for (const finding of invariants(policy, program)) reporter.report(finding);
  else
    reporter.report({
      code: "invariants-not-proved",
      message: `nothing is there to prove governance rule \`${first.id}\` by`,
      span: first.span,
      help: "compile with the option `invariants: proveInvariants`, which is in `actra/analysis`",
      governanceRule: first.id,
    });
}
