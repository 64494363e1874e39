import { ANALYSIS_CODES } from "./catalogue/analysis.ts";
import { CHECK_CODES } from "./catalogue/check.ts";
import { EMIT_CODES } from "./catalogue/emit.ts";
import { GOVERNANCE_CODES } from "./catalogue/governance.ts";
import { LINT_CODES } from "./catalogue/lint.ts";
import { PARSE_CODES } from "./catalogue/parse.ts";
import { READ_CODES } from "./catalogue/read.ts";
import { TEST_CODES } from "./catalogue/test.ts";
import { type Severity, severityOf } from "./severity.ts";

// The catalogue of diagnostics: every code with its severity, what it means and an example that raises it. It is for
// people; whoever only compiles needs its type and nothing of its text.

/** What there is to read about a code. */
export interface Page {
  /** One line, as a heading. */
  readonly title: string;
  /** What it means and what to do, a few sentences. */
  readonly explanation: string;
  /** A piece of a document that raises it. */
  readonly example: string;
  /** What a fix does, where findings of this code may have one. */
  readonly fix?: string;
}

export interface CatalogueEntry extends Page {
  readonly severity: Severity;
}

const PAGES = {
  ...READ_CODES,
  ...PARSE_CODES,
  ...CHECK_CODES,
  ...GOVERNANCE_CODES,
  ...EMIT_CODES,
  ...LINT_CODES,
  ...ANALYSIS_CODES,
  ...TEST_CODES,
} satisfies Record<string, Page>;

export type DiagnosticCode = keyof typeof PAGES;

export const CATALOGUE: Readonly<Record<DiagnosticCode, CatalogueEntry>> = catalogue();

function catalogue(): Record<DiagnosticCode, CatalogueEntry> {
  const entries = Object.entries(PAGES) as [DiagnosticCode, Page][];
  const graded = entries.map(([code, page]) => [code, { severity: severityOf(code), ...page }]);
  return Object.fromEntries(graded) as Record<DiagnosticCode, CatalogueEntry>;
}
