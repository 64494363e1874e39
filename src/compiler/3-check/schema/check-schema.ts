import type { Reporter } from "../../../diagnostics/reporter.ts";
import type { FieldNode, SchemaDocument } from "../../2-parse/ast.ts";
import type { Report } from "../context.ts";
import { type BuiltSchema, buildSchema } from "./build-schema.ts";
import { FIELD_CHECKS } from "./field-checks.ts";
import { SCHEMA_CHECKS } from "./schema-checks.ts";

/** Reports what is wrong with a schema and gives it as data all the same, so that the policy can be checked against it. */
export function checkSchema(document: SchemaDocument, reporter: Reporter): BuiltSchema {
  const report = reporter.report.bind(reporter);
  for (const check of SCHEMA_CHECKS) check(document, report);
  for (const action of document.actions) {
    checkFields(
      action.fields.filter((field) => field.name.value !== "type"),
      report,
    );
  }
  checkFields(document.actor?.fields ?? [], report);
  checkFields(document.snapshot?.fields ?? [], report);
  return buildSchema(document);
}

function checkFields(fields: readonly FieldNode[], report: Report): void {
  for (const field of fields) {
    for (const check of FIELD_CHECKS) check(field, report);
    checkFields(field.fields ?? [], report);
  }
}
