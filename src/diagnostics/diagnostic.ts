import type { DiagnosticCode } from "./catalogue.ts";
import type { Severity } from "./severity.ts";
import type { Span } from "./span.ts";

/** One finding of the compiler, as data. Rendering is another file's work. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** Starts in lower case, no final period, the user's words in backticks. */
  readonly message: string;
  /** The offending text. Absent only where no text exists (a missing file). */
  readonly span?: Span;
  /** What to do about it, kept apart from what is wrong. */
  readonly help?: string;
  /** Other places that belong to the finding, each with a few words. */
  readonly related?: readonly Related[];
  /** The id of the governance rule whose check this is. */
  readonly governanceRule?: string;
  /** Present where the finding can be done away with and nothing is decided otherwise. */
  readonly fix?: Fix;
}

/** A change of the documents' text, as data: for `actra check --fix`, for editors, for whoever shows it first. */
export interface Fix {
  /** What it does, as a command: ``delete rule `a` ``. */
  readonly title: string;
  /** What stays as it was: `hash` is the policy hash, and so everything; `decisions` each decision on each input, its reason included. */
  readonly keeps: "hash" | "decisions";
  /** They do not overlap. */
  readonly edits: readonly Edit[];
}

/** The text that takes the place of what the span covers. An empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** What a phase needs to report; the severity comes with the code. */
export type Finding = Omit<Diagnostic, "severity">;
