import { ANALYSIS_CODES } from "./catalogue/analysis.ts";
import { CHECK_CODES } from "./catalogue/check.ts";
import { EMIT_CODES } from "./catalogue/emit.ts";
import { GOVERNANCE_CODES } from "./catalogue/governance.ts";
import { PARSE_CODES } from "./catalogue/parse.ts";
import { READ_CODES } from "./catalogue/read.ts";
import { TEST_CODES } from "./catalogue/test.ts";

// The catalogue of diagnostics: every code with its severity, what it means and an example that raises it.

export type Severity = "error" | "warning";

export interface CatalogueEntry {
  readonly severity: Severity;
  /** One line, as a heading. */
  readonly title: string;
  /** What it means and what to do, a few sentences. */
  readonly explanation: string;
  /** A piece of a document that raises it. */
  readonly example: string;
}

const catalogue = {
  ...READ_CODES,
  ...PARSE_CODES,
  ...CHECK_CODES,
  ...GOVERNANCE_CODES,
  ...EMIT_CODES,
  ...ANALYSIS_CODES,
  ...TEST_CODES,
} satisfies Record<string, CatalogueEntry>;

export type DiagnosticCode = keyof typeof catalogue;

export const CATALOGUE: Readonly<Record<DiagnosticCode, CatalogueEntry>> = catalogue;
