import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Fix, Related } from "../../diagnostics/diagnostic.ts";
import type { Reporter } from "../../diagnostics/reporter.ts";
import { severityOf } from "../../diagnostics/severity.ts";
import type { Source, Span } from "../../diagnostics/span.ts";
import type { DocumentLimits } from "../../language/limits.ts";

/** What every part of the parser works with. */
export class Parsing {
  readonly limits: DocumentLimits;
  readonly #reporter: Reporter;
  /** Of all expressions of a source. */
  readonly #tokens = new WeakMap<Source, number>();
  #errors = 0;

  constructor(limits: DocumentLimits, reporter: Reporter) {
    this.limits = limits;
    this.#reporter = reporter;
  }

  /** How many errors were reported: what reports some while it is parsed is broken. */
  get errors(): number {
    return this.#errors;
  }

  /** Whether nothing of what these documents say will be used, by what was reported so far. */
  get isRefused(): boolean {
    return this.#reporter.hasErrors;
  }

  /** `false` when the source has more tokens in its expressions than it may have nodes: aliases multiply them. */
  countToken(source: Source): boolean {
    const tokens = (this.#tokens.get(source) ?? 0) + 1;
    this.#tokens.set(source, tokens);
    return tokens <= this.limits.nodes;
  }

  /** Gives nothing, so that whoever has nothing to give can return it. */
  report(
    code: DiagnosticCode,
    span: Span,
    message: string,
    help?: string,
    related?: Related[],
    fix?: Fix,
  ): undefined {
    if (severityOf(code) === "error") this.#errors++;
    const more = { ...(help && { help }), ...(related && { related }), ...(fix && { fix }) };
    this.#reporter.report({ code, message, span, ...more });
    return undefined;
  }
}
