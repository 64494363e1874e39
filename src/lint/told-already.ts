import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";

/** What says the same of a rule, and more plainly, than each thing that is proved. */
const PLAINER: Partial<Record<DiagnosticCode, readonly DiagnosticCode[]>> = {
  "always-true-rule": ["vacuous-condition"],
  "shadowed-rule": ["repeated-rule"],
  "unreachable-rule": ["repeated-rule"],
  "effect-never-wins": ["allow-overrides-nothing"],
  "redundant-rule": ["allow-overrides-nothing", "repeated-rule"],
};

/** What has been told, and where. */
export class Told {
  readonly #places = new Set<string>();

  add({ code, span }: Finding): void {
    this.#places.add(placeOf(code, span));
  }

  /** Whether something has told of the same place what this would. */
  has({ code, span }: Finding): boolean {
    return (PLAINER[code] ?? []).some((plainer) => this.#places.has(placeOf(plainer, span)));
  }
}

function placeOf(code: DiagnosticCode, span: Span | undefined): string {
  return JSON.stringify([code, span?.source.path, span?.start]);
}
