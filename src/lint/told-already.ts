import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/diagnostic.ts";

/** What says the same of a rule, and more plainly, than each thing that is proved. */
const PLAINER: Partial<Record<DiagnosticCode, readonly DiagnosticCode[]>> = {
  "always-true-rule": ["vacuous-condition"],
  "shadowed-rule": ["repeated-rule"],
  "unreachable-rule": ["repeated-rule"],
  "effect-never-wins": ["allow-overrides-nothing"],
  "redundant-rule": ["allow-overrides-nothing", "repeated-rule"],
};

/** Whether one of these findings has told of the same place what this one would. */
export function isToldAlready({ code, span }: Finding, findings: readonly Finding[]): boolean {
  const plainer = PLAINER[code] ?? [];
  return findings.some((other) => {
    return (
      plainer.includes(other.code) && other.span?.source === span?.source && other.span?.start === span?.start
    );
  });
}
