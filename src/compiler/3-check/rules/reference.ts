import type { FieldReference } from "../../../language/model.ts";
import { ITEM } from "../../../language/types.ts";
import type { SubjectNode } from "../../2-parse/ast.ts";
import type { ResolvedField } from "../resolved-field.ts";
import type { RuleContext } from "./rule-context.ts";

/** A subject that was found, as the model has it. A field of an item stands behind the list's path. */
export function reference(subject: SubjectNode, { type }: ResolvedField, rule: RuleContext): FieldReference {
  const { span } = subject;
  const domain = subject.domain.value;
  const path = subject.field.value === "" ? [] : subject.field.value.split(".");
  if (domain !== ITEM) return { domain, path, type, span };
  const { list } = rule.item!;
  return { domain: list.domain, path: [...list.path, ...path], type, list, span };
}
