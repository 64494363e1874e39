import { parseDatetime } from "../../../language/datetime.ts";
import type { Field, Schema, ValueConstraints } from "../../../language/schema.ts";
import type { ScalarType } from "../../../language/types.ts";
import type { ActorNode, DomainNode, FieldNode, LiteralScalar, SchemaDocument } from "../../2-parse/ast.ts";
import { isBesideIntegers } from "../literal.ts";
import { fieldType } from "./field-type.ts";

// From the schema as written to the schema as data. Receives any schema that parsed: what the schema's checks
// refuse is built as well as can be, so that the policy can be looked at all the same.

/** The schema, and for each of its fields where it is declared. */
export interface BuiltSchema {
  readonly schema: Schema;
  readonly nodes: ReadonlyMap<Field, FieldNode>;
}

export function buildSchema(document: SchemaDocument): BuiltSchema {
  const nodes = new Map<Field, FieldNode>();
  const actions = document.actions.map((action) => ({
    name: action.name.value,
    ...description(action),
    fields: buildFields(
      action.fields.filter((field) => field.name.value !== "type"),
      nodes,
    ),
  }));
  const actor = { ...buildDomain(document.actor, nodes), ...kindOf(document.actor) };
  return { schema: { actions, actor, snapshot: buildDomain(document.snapshot, nodes) }, nodes };
}

function buildDomain(domain: DomainNode | undefined, nodes: Map<Field, FieldNode>) {
  return domain === undefined
    ? { fields: [] }
    : { ...description(domain), fields: buildFields(domain.fields, nodes) };
}

function kindOf(actor: ActorNode | undefined): { kind?: string } {
  const kind = actor?.kind?.value ?? actor?.fields.find((field) => field.name.value === "type")?.name.value;
  return kind === undefined ? {} : { kind };
}

function description(node: DomainNode | FieldNode): { description?: string } {
  return node.description === undefined ? {} : { description: node.description.value };
}

function buildFields(fields: readonly FieldNode[], nodes: Map<Field, FieldNode>): Field[] {
  return fields.map((node) => {
    const field = buildField(node, nodes);
    nodes.set(field, node);
    return field;
  });
}

function buildField(node: FieldNode, nodes: Map<Field, FieldNode>): Field {
  const base = { name: node.name.value, optional: node.optional, ...description(node) };
  const { kind, scalar } = fieldType(node);
  if (kind === "object" || kind === "items")
    return { kind, ...base, fields: buildFields(node.fields ?? [], nodes) };
  return { kind, type: scalar!, ...base, ...constraints(node, scalar!) };
}

function constraints(node: FieldNode, type: ScalarType): ValueConstraints {
  const minimum = boundValue(node.minimum, type);
  const maximum = boundValue(node.maximum, type);
  return {
    ...(node.enum && { enum: node.enum.values.map((literal) => plain(literal.value)) }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(node.maxLength && { maxLength: node.maxLength.value }),
    sensitive: node.sensitive,
  };
}

/** `undefined` also for what is no bound of the type. */
export function boundValue(bound: LiteralScalar | undefined, type: ScalarType): number | undefined {
  if (bound === undefined) return undefined;
  if (type === "datetime") return typeof bound.value === "string" ? parseDatetime(bound.value) : undefined;
  if (typeof bound.value !== "number" || (type === "integer" && !isBesideIntegers(bound.value)))
    return undefined;
  return bound.value + 0;
}

/** −0 is 0; a boolean in an enum has been reported. */
function plain(value: string | number | boolean): string | number {
  return typeof value === "number" ? value + 0 : (value as string);
}
