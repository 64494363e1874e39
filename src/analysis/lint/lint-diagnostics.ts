import type { Diagnostic, Finding } from "../../diagnostics/diagnostic.ts";
import { severityOf } from "../../diagnostics/severity.ts";
import type { CheckedPolicy } from "../../language/model.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Program } from "../../program/program.ts";
import { type Subject, subjectFrom, subjectOf } from "../core/subject.ts";
import { policyOf } from "../run.ts";
import { lint } from "./lint.ts";

const MOST_NAMES = 5;

/**
 * What the rules of a policy can never do, as warnings: `actra check` shows them too.
 *
 * @throws ActraError `UNAVAILABLE` for a policy that was loaded from a program
 */
export function lintPolicy(policy: Policy): readonly Diagnostic[] {
  return diagnosticsOf(subjectOf(policy));
}

/** What lint finds, as warnings, in file order; the last one names the rules that it could not look through. */
export function lintDiagnostics(model: CheckedPolicy, program: Program): readonly Diagnostic[] {
  const policy = policyOf(program);
  try {
    return diagnosticsOf(subjectFrom(model, policy));
  } finally {
    policy.dispose();
  }
}

function diagnosticsOf(subject: Subject): readonly Diagnostic[] {
  const { findings, cutOff } = lint(subject);
  const diagnostics = findings.map(diagnosticOf);
  const [first] = cutOff;
  if (first === undefined) return diagnostics;
  const shown = cutOff.slice(0, MOST_NAMES).map(({ id }) => `\`${id}\``);
  const more = cutOff.length > shown.length ? ` and ${cutOff.length - shown.length} more` : "";
  const message = `rules ${shown.join(", ")}${more} were too much work to look through`;
  return [...diagnostics, diagnosticOf({ code: "analysis-cut-off", message, span: first.idSpan })];
}

function diagnosticOf(finding: Finding): Diagnostic {
  return Object.freeze({ severity: severityOf(finding.code), ...finding });
}
