import { DOCUMENT_LIMITS } from "../language/limits.ts";
import type { Diagnostic, Finding } from "./diagnostic.ts";
import { type Severity, severityOf } from "./severity.ts";

/**
 * Collects what the phases find. Keeps the first `cap` and counts the rest; errors come before warnings when
 * room is short. The same finding at the same place (a node reached through several aliases) counts once.
 */
export class Reporter {
  readonly #cap: number;
  readonly #kept: Diagnostic[] = [];
  readonly #isSuppressed: (finding: Finding) => boolean;
  #warnings = 0;
  #more = 0;
  #hasErrors = false;

  /** @param isSuppressed is asked of warnings alone, since an error is an error whatever anybody says */
  constructor(
    cap: number = DOCUMENT_LIMITS.diagnostics,
    isSuppressed: (finding: Finding) => boolean = () => false,
  ) {
    this.#cap = cap;
    this.#isSuppressed = isSuppressed;
  }

  report(finding: Finding): void {
    const severity = severityOf(finding.code);
    if (severity === "error") this.#hasErrors = true;
    else if (this.#isSuppressed(finding)) return;
    if (this.#kept.length >= this.#cap && !this.#makeRoomFor(severity)) return;
    if (this.#kept.some((kept) => isSame(kept, finding))) return;
    if (severity === "warning") this.#warnings++;
    this.#kept.push(Object.freeze({ severity, ...finding }));
  }

  /** In the order reported. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#kept;
  }

  /** How many were found beyond those kept. */
  get more(): number {
    return this.#more;
  }

  /** Whether any error was reported, kept or not. */
  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  #makeRoomFor(severity: Severity): boolean {
    this.#more++;
    if (severity === "warning" || this.#warnings === 0) return false;
    const warning = this.#kept.findLastIndex((kept) => kept.severity === "warning");
    this.#kept.splice(warning, 1);
    this.#warnings--;
    return true;
  }
}

function isSame(a: Finding, b: Finding): boolean {
  if (a.code !== b.code || a.message !== b.message || a.span === undefined) return false;
  return a.span.source === b.span?.source && a.span.start === b.span.start && a.span.end === b.span.end;
}
