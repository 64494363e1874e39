import type { FieldReference } from "../../../language/model.ts";
import type { SubjectNode } from "../../2-parse/ast.ts";
import type { ResolvedField } from "../resolved-field.ts";

/** A field as the model has it. */
export function reference(subject: SubjectNode, field: ResolvedField): FieldReference {
  const path = subject.field.value.split(".");
  return { domain: subject.domain.value, path, type: field.type, span: subject.span };
}
