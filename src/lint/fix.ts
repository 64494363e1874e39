import type { CompileOptions } from "../compiler/options.ts";
import { FoundFiles, type Sources } from "../compiler/sources.ts";
import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Diagnostic, Edit, Fix } from "../diagnostics/diagnostic.ts";
import type { LintLevel } from "../diagnostics/severity.ts";
import type { Source } from "../diagnostics/span.ts";
import { type Linting, lintSources, type Prover } from "./lint.ts";

// Fixes are tried before they count: the documents as they would be have to compile, with fewer warnings, and under the
// same hash where the fix says so. What does not keep that is left as it is.

export interface Fixed {
  /** The documents as they are now. */
  readonly files: FoundFiles;
  /** What was done away with, in the order in which it was. */
  readonly fixed: readonly Fixable[];
  /** What is left. */
  readonly linting: Linting;
}

export type Fixable = Diagnostic & { readonly fix: Fix };

/** One fix can make room for another; none takes two of these. */
const MOST_ROUNDS = 100;

/** Applies every fix that holds what it promises. Documents with errors stay as they are: what they mean is not known. */
export function fixAll(
  given: FoundFiles,
  options: CompileOptions = {},
  today?: Date,
  prove?: Prover,
  levels?: ReadonlyMap<DiagnosticCode, LintLevel>,
): Fixed {
  const lint: Lint = (files) => lintSources(files, options, today, prove, levels);
  let state: Fixed = { files: given, fixed: [], linting: lint(given) };
  const refused = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixable = state.linting.diagnostics.filter(hasFix).filter((each) => !refused.has(keyOf(each)));
    const next = fixTogether(fixable, state, lint) ?? fixOne(fixable, refused, state, lint);
    if (next === undefined) return state;
    state = next;
  }
  return state;
}

type Lint = (files: FoundFiles) => Linting;

function hasFix(diagnostic: Diagnostic): diagnostic is Fixable {
  return diagnostic.fix !== undefined;
}

function keyOf({ code, message, span }: Diagnostic): string {
  return JSON.stringify([code, message, span?.source.path]);
}

/** Those that keep the hash come first, so that it can be compared. */
function fixTogether(fixable: readonly Fixable[], state: Fixed, lint: Lint): Fixed | undefined {
  const keepingHash = fixable.filter(({ fix }) => fix.keeps === "hash");
  for (const attempt of [keepingHash, fixable].map(withoutOverlaps)) {
    const next = attempt.length > 0 && fixedBy(attempt, state, lint);
    if (next) return next;
  }
  return undefined;
}

/** The first that goes well alone. One that does not is not tried again. */
function fixOne(
  fixable: readonly Fixable[],
  refused: Set<string>,
  state: Fixed,
  lint: Lint,
): Fixed | undefined {
  for (const each of fixable) {
    const next = fixedBy([each], state, lint);
    if (next !== undefined) return next;
    refused.add(keyOf(each));
  }
  return undefined;
}

function fixedBy(attempt: readonly Fixable[], before: Fixed, lint: Lint): Fixed | undefined {
  const files = edited(
    before.files,
    attempt.flatMap(({ fix }) => fix.edits),
  );
  const linting = lint(files);
  if (!isBetter(linting, before.linting)) return undefined;
  const keepsHash = attempt.every(({ fix }) => fix.keeps === "hash");
  if (keepsHash && hashOf(linting) !== hashOf(before.linting)) return undefined;
  return { files, linting, fixed: [...before.fixed, ...attempt] };
}

/** It compiles, and some warning less is there. */
function isBetter(now: Linting, before: Linting): boolean {
  if (hashOf(now) === undefined) return false;
  return now.diagnostics.length + now.more < before.diagnostics.length + before.more;
}

function hashOf({ compilation }: Linting): string | undefined {
  return compilation.program?.policyHash;
}

/** The first of those that touch one stretch of text. */
function withoutOverlaps(diagnostics: readonly Fixable[]): readonly Fixable[] {
  const taken: Edit[] = [];
  return diagnostics.filter(({ fix: { edits } }) => {
    if (edits.some((edit) => taken.some((other) => overlap(edit, other)))) return false;
    taken.push(...edits);
    return true;
  });
}

/** Insertions at one place do, since nobody could say which comes first. */
function overlap({ span: a }: Edit, { span: b }: Edit): boolean {
  if (a.source !== b.source) return false;
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

/** The same documents with these edits. Their findings stay: they are about the disk. */
function edited({ sources, findings }: FoundFiles, edits: readonly Edit[]): FoundFiles {
  const { schema, policies, governance } = sources;
  const anew: Sources = {
    policies: policies.map((source) => editedSource(source, edits)),
    ...(schema && { schema: editedSource(schema, edits) }),
    ...(governance && { governance: editedSource(governance, edits) }),
  };
  return new FoundFiles(anew, findings);
}

/** From the end to the start, so that the places before an edit stay right. */
function editedSource(source: Source, edits: readonly Edit[]): Source {
  const own = edits.filter(({ span }) => span.source === source);
  if (own.length === 0) return source;
  let { text } = source;
  for (const edit of own.toSorted((a, b) => b.span.start - a.span.start))
    text = text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
  return { path: source.path, text };
}
