import { DOCUMENT_LIMITS } from "../language/limits.ts";
import type { Diagnostic, Finding } from "./diagnostic.ts";
import { type LintLevel, type Severity, severityOf } from "./severity.ts";

/**
 * Collects what the phases find. Keeps the first `cap` and counts the rest; errors come before warnings when
 * room is short, those that somebody makes of warnings included. The same finding at the same place (a node reached through several aliases) counts once.
 */
export class Reporter {
  readonly #cap: number;
  readonly #kept: Diagnostic[] = [];
  readonly #levelOf: (finding: Finding) => LintLevel;
  /** Those that make room for errors, the last one first. */
  readonly #yielding: Diagnostic[] = [];
  #more = 0;
  #hasErrors = false;

  /** @param levelOf is asked of warnings alone. It says what is left out and what stays, and changes no severity */
  constructor(
    cap: number = DOCUMENT_LIMITS.diagnostics,
    levelOf: (finding: Finding) => LintLevel = () => "warning",
  ) {
    this.#cap = cap;
    this.#levelOf = levelOf;
  }

  report(finding: Finding): void {
    const severity = severityOf(finding.code);
    if (severity === "error") this.#hasErrors = true;
    const level = severity === "error" ? severity : this.#levelOf(finding);
    if (level === "off") return;
    if (this.#kept.length >= this.#cap && !this.#makeRoomFor(level)) return;
    if (this.#kept.some((kept) => isSame(kept, finding))) return;
    const diagnostic = Object.freeze({ severity, ...finding });
    if (level === "warning") this.#yielding.push(diagnostic);
    this.#kept.push(diagnostic);
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

  #makeRoomFor(level: Severity): boolean {
    this.#more++;
    const last = level === "error" ? this.#yielding.pop() : undefined;
    if (last === undefined) return false;
    this.#kept.splice(this.#kept.lastIndexOf(last), 1);
    return true;
  }
}

function isSame(a: Finding, b: Finding): boolean {
  if (a.code !== b.code || a.message !== b.message || a.span === undefined) return false;
  return a.span.source === b.span?.source && a.span.start === b.span.start && a.span.end === b.span.end;
}
