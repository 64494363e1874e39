import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { Reporter } from "../../diagnostics/reporter.ts";
import type { CheckedPolicy } from "../../language/model.ts";
import type { Program } from "../../program/program.ts";
import { subjectFrom } from "../core/subject.ts";
import { policyOf } from "../run.ts";
import { lint } from "./lint.ts";

const MOST_NAMES = 5;

/** What lint finds, as warnings, in file order; the last one names the rules that it could not look through. */
export function lintDiagnostics(model: CheckedPolicy, program: Program): readonly Diagnostic[] {
  const policy = policyOf(program);
  const reporter = new Reporter();
  try {
    const { findings, cutOff } = lint(subjectFrom(model, policy));
    for (const finding of findings) reporter.report(finding);
    const [first] = cutOff;
    if (first !== undefined) {
      const shown = cutOff.slice(0, MOST_NAMES).map(({ id }) => `\`${id}\``);
      const more = cutOff.length > shown.length ? ` and ${cutOff.length - shown.length} more` : "";
      const message = `rules ${shown.join(", ")}${more} were too much work to look through`;
      reporter.report({ code: "analysis-cut-off", message, span: first.idSpan });
    }
    return reporter.diagnostics;
  } finally {
    policy.dispose();
  }
}
