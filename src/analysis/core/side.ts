import type { FieldReference } from "../../language/model.ts";
import { type Field, hasFields, type ListField, type Schema } from "../../language/schema.ts";
import type { Settings } from "../../language/settings.ts";

// Of which inputs a question is: those of one action, under one schema or two.

/** One policy's own reading of an input. */
export interface Side {
  readonly schema: Schema;
  readonly settings: Settings;
}

/** Inputs of one declared action; under `unknown_action: evaluate` also those of none, and those that do not say. */
export type ActionKind =
  | { readonly kind: "declared"; readonly name: string }
  | { readonly kind: "undeclared"; readonly declared: readonly string[] }
  | { readonly kind: "absent" };

/** The fields that a path leads through; without the domain. Empty for `action.type`. */
export function chainOf(
  { schema }: Side,
  action: ActionKind,
  { domain, path }: Pick<FieldReference, "domain" | "path">,
): readonly Field[] {
  const chain: Field[] = [];
  let level: readonly Field[] = domain === "action" ? fieldsOfAction(schema, action) : schema[domain].fields;
  for (const name of path) {
    const field = level.find((each) => each.name === name);
    if (field === undefined) return [];
    chain.push(field);
    level = field.kind === "object" ? field.fields : [];
  }
  return chain;
}

/**
 * What a schema says of a field that the condition of a quantifier reads: where it may be absent and, of items, what values it
 * has. `undefined` where the schema has no such field.
 */
export function declaredInside(side: Side, action: ActionKind, field: FieldReference): string | undefined {
  if (field.list !== undefined) return declaredInItem(side, action, field.path, field.list);
  const chain = chainOf(side, action, field);
  return chain.length === 0 ? undefined : JSON.stringify(chain.map(({ optional }) => optional));
}

function declaredInItem(
  side: Side,
  action: ActionKind,
  path: readonly string[],
  list: FieldReference,
): string | undefined {
  const around = chainOf(side, action, list).at(-1);
  if (around === undefined) return undefined;
  const facts: unknown[] = [];
  let level: Field | undefined = around;
  for (const name of path.slice(list.path.length)) {
    level = hasFields(level) ? level.fields.find((field) => field.name === name) : undefined;
    if (level === undefined) return undefined;
    const { kind, optional, type, enum: values, minimum, maximum, maxLength } = level as Partial<ListField>;
    facts.push([kind, optional, type, values?.toSorted(), minimum, maximum, maxLength]);
  }
  return JSON.stringify(facts);
}

function fieldsOfAction({ actions }: Schema, action: ActionKind): readonly Field[] {
  const found = action.kind === "declared" ? actions.find(({ name }) => name === action.name) : undefined;
  return found?.fields ?? [];
}

export function isActionType({ domain, path }: Pick<FieldReference, "domain" | "path">): boolean {
  return domain === "action" && path.length === 1 && path[0] === "type";
}

/** Values of a wrong type are no input errors, and make tests false. */
export function isLenient({ settings }: Side): boolean {
  return settings.semantics === "actra-0.7";
}
