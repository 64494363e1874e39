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
}

export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** What a phase needs to report; the severity comes with the code. */
export type Finding = Omit<Diagnostic, "severity">;
