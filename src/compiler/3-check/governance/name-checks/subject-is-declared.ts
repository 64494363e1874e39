import { isDeclared, unknownField } from "../declared-paths.ts";
import type { GovernanceContext } from "../governance-context.ts";

/** `select.where.when.subject` names a field of the schema. */
export function subjectIsDeclared(governed: GovernanceContext): boolean {
  const subject = governed.node.where.when?.subject;
  if (subject === undefined) return true;
  const path = `${subject.domain.value}.${subject.field.value}`;
  if (isDeclared(path, governed)) return true;
  governed.report(unknownField(path, subject.field.span, governed));
  return false;
}
