import { isDeclared, unknownField } from "../declared-paths.ts";
import type { GovernanceContext } from "../governance-context.ts";

/** `allowed_fields` lists fields of the schema, each with its domain. */
export function allowedFieldsAreDeclared(governed: GovernanceContext): boolean {
  const { must } = governed.node;
  if (must.kind !== "allowed_fields") return true;
  const unknown = must.fields.filter(({ value }) => !isDeclared(value, governed));
  for (const { value, span } of unknown) governed.report(unknownField(value, span, governed));
  return unknown.length === 0;
}
