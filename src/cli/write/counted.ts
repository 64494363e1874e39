import type { Colors } from "picocolors/types";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Severity } from "../../diagnostics/severity.ts";

export function numberOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((each) => each.severity === severity).length;
}

/** `2 errors, 1 warning` */
export function counted(diagnostics: readonly Diagnostic[], { red, yellow }: Colors): string {
  const paint = { error: red, warning: yellow };
  const parts = (["error", "warning"] as const).flatMap((severity) => {
    const number = numberOf(diagnostics, severity);
    return number === 0 ? [] : [paint[severity](`${number} ${severity}${number === 1 ? "" : "s"}`)];
  });
  return parts.join(", ");
}
