import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Configuration } from "./configuration.ts";

/** The diagnostics at the levels that the configuration sets: what is `off` is left out. Errors stay errors. */
export function atLintLevels(
  diagnostics: readonly Diagnostic[],
  { lint }: Pick<Configuration, "lint">,
): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const level = diagnostic.severity === "warning" ? lint.get(diagnostic.code) : undefined;
    if (level === "off") return [];
    return level === undefined ? diagnostic : { ...diagnostic, severity: level };
  });
}
