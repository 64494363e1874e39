import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/span.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "../language/limits.ts";
import type { CheckedPolicy } from "../language/model.ts";
import { requireCleanPrototype } from "./1-read/clean-prototype.ts";
import { sourcesOf } from "./1-read/given.ts";
import { type KeptItems, keptIn } from "./1-read/kept-items.ts";
import type { Node } from "./1-read/node.ts";
import { read } from "./1-read/read.ts";
import { NodeCount } from "./1-read/reading.ts";
import { withinSizes } from "./1-read/sizes.ts";
import type { GovernanceDocument, PolicyDocument, SchemaDocument } from "./2-parse/ast.ts";
import { parseGovernance } from "./2-parse/parse-governance.ts";
import { parsePolicy } from "./2-parse/parse-policy.ts";
import { parseSchema } from "./2-parse/parse-schema.ts";
import { Parsing } from "./2-parse/parsing.ts";
import { check } from "./3-check/check.ts";
import type { CompileOptions } from "./options.ts";
import { FoundFiles, type PolicySources, type Sources } from "./sources.ts";
import { Suppressions } from "./suppressions.ts";

export interface Analysis {
  readonly sources: Sources;
  /** What could be parsed, the broken parts left out. */
  readonly documents: Documents;
  /** Absent when any diagnostic is an error. */
  readonly policy?: CheckedPolicy;
  readonly governance?: GovernanceDocument;
  /** Errors and warnings, in the order of the documents: schema, policy files, governance. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many more were found than are kept. */
  readonly more: number;
}

export interface Documents {
  readonly schema?: SchemaDocument;
  readonly policies: readonly PolicyDocument[];
  readonly governance?: GovernanceDocument;
}

/**
 * The front of the compiler: sources → read → parse → check. Reports everything in one go, but for warnings that a comment
 * suppresses; never throws on bad documents.
 *
 * @throws ActraError `PROTOTYPE_POLLUTED`
 */
export function analyse(
  given: PolicySources | FoundFiles,
  options: CompileOptions = {},
  suppressions = new Suppressions(),
): Analysis {
  requireCleanPrototype();
  const limits = { ...DOCUMENT_LIMITS, ...options.limits };
  const reporter = new Reporter(limits.diagnostics, (finding) => suppressions.levelOf(finding));
  const sources = FoundFiles.is(given) ? found(given, reporter) : sourcesOf(given, limits, reporter);
  const documents = parseAll(sources, limits, reporter, options.memory && keptIn(options.memory));
  const { schema, governance } = documents;
  const policy = schema && check({ ...documents, schema }, options, reporter);
  const diagnostics = inDocumentOrder(reporter.diagnostics, sources);
  const outcome = { sources, documents, diagnostics, more: reporter.more };
  if (policy === undefined || reporter.hasErrors || !isWhole(documents, sources)) return outcome;
  return { ...outcome, policy, ...(governance && { governance }) };
}

function found({ sources, findings }: FoundFiles, reporter: Reporter): Sources {
  for (const finding of findings) reporter.report(finding);
  return sources;
}

/** Each document on its own: one that is broken keeps no other from being looked at. */
function parseAll(
  sources: Sources,
  limits: DocumentLimits,
  reporter: Reporter,
  kept: KeptItems | undefined,
): Documents {
  kept?.keepOnly(allOf(sources).map(({ path }) => path));
  const fitting = withinSizes(allOf(sources), limits, reporter);
  const parsing = new Parsing(limits, reporter);
  const count = new NodeCount();
  const parse = <T>(source: Source | undefined, parser: Parser<T>): T | undefined => {
    if (source === undefined || !fitting.has(source)) return undefined;
    const root = read(source, limits, reporter, count, kept);
    return root && parser(root, source, parsing);
  };
  const schema = parse(sources.schema, parseSchema);
  const policies = sources.policies.map((source) => parse(source, parsePolicy));
  const governance = parse(sources.governance, parseGovernance);
  return {
    ...(schema && { schema }),
    policies: policies.filter((policy) => policy !== undefined),
    ...(governance && { governance }),
  };
}

/** What is not whole has been reported. This is what still holds should that ever be forgotten. */
function isWhole({ policies, governance }: Documents, sources: Sources): boolean {
  return policies.length === sources.policies.length && !governance === !sources.governance;
}

type Parser<T> = (root: Node, source: Source, parsing: Parsing) => T | undefined;

function allOf({ schema, policies, governance }: Sources): readonly Source[] {
  return [schema, ...policies, governance].filter((source) => source !== undefined);
}

/** What has no place comes first: it is about the documents as a whole. */
export function inDocumentOrder(diagnostics: readonly Diagnostic[], sources: Sources): readonly Diagnostic[] {
  const order = new Map(allOf(sources).map((source, index) => [source, index]));
  const rank = ({ span }: Diagnostic) => (span && order.get(span.source)) ?? -1;
  const start = ({ span }: Diagnostic) => span?.start ?? 0;
  return Object.freeze(diagnostics.toSorted((a, b) => rank(a) - rank(b) || start(a) - start(b)));
}
