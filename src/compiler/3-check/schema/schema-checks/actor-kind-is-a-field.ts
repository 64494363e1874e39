import type { SchemaDocument } from "../../../2-parse/ast.ts";
import type { Report } from "../../context.ts";
import { namesHelp } from "../../names-help.ts";

/** `kind` names one of the actor's own fields. What that field has to be is asked by the scopes that need it. */
export function actorKindIsAField({ actor }: SchemaDocument, report: Report): void {
  const kind = actor?.kind;
  if (actor === undefined || kind === undefined) return;
  const names = actor.fields.map((field) => field.name.value);
  if (names.includes(kind.value)) return;
  report({
    code: "unknown-actor-kind",
    message: `the actor has no field \`${kind.value}\``,
    span: kind.span,
    ...namesHelp(kind.value, names),
  });
}
