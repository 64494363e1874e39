import type { Finding } from "../../../diagnostics/diagnostic.ts";
import type { Text } from "../../2-parse/ast.ts";
import type { CheckContext } from "../context.ts";
import { namesHelp } from "../names-help.ts";
import type { ResolvedField } from "../resolved-field.ts";

// Which actor it is, is told by one field: the one that `actor.kind` names in the schema, else `type`. A name can
// stand in a scope when that field is a required string with an enum that has it.

/** Why nobody can be told to be this actor; `undefined` when it is one of its kind, or the schema's `kind` is wrong itself. */
export function actorNameProblem(actor: Text, check: CheckContext): Finding | undefined {
  const { kind } = check.schema.actor;
  if (check.settings.semantics === "actra-0.7") return undefined;
  if (kind === undefined) return withoutKind(actor);
  const field = check.index.actor.get(kind);
  return field && unfit(actor, kind, field, check);
}

function withoutKind(actor: Text): Finding {
  return {
    code: "actor-scope-without-kind",
    message: `nothing in the schema tells whether an actor is \`${actor.value}\``,
    span: actor.span,
    help: "write `kind: <field>` under `actor:` in the schema, naming a required string with an `enum` of all actors",
  };
}

function unfit(actor: Text, kind: string, field: ResolvedField, check: CheckContext): Finding | undefined {
  const declared = field.declarations[0]?.span;
  const related = declared && {
    related: [{ message: `\`actor.${kind}\` tells the actors apart`, span: declared }],
  };
  const names = actorNames(field);
  if (names === undefined) {
    return {
      code: "actor-kind-unfit",
      message: `\`actor.${kind}\` cannot tell whether an actor is \`${actor.value}\`: it is no required string with an enum`,
      span: actor.span,
      help: `declare it as \`${kind}: { type: string, enum: [${actor.value}, …] }\``,
      ...related,
    };
  }
  if (names.has(actor.value)) return undefined;
  return {
    code: "unknown-actor",
    message: `\`${actor.value}\` is not in the enum of \`actor.${kind}\``,
    span: actor.span,
    ...namesHelp(actor.value, names, check.reporter),
    ...related,
  };
}

function actorNames({
  type,
  guardLength,
  declarations,
}: ResolvedField): ReadonlySet<string | number> | undefined {
  const isRequiredString = type.kind === "scalar" && type.scalar === "string" && guardLength === 0;
  return isRequiredString ? declarations[0]?.allowed : undefined;
}
