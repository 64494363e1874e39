/**
 * A schema while it is being drafted: fields come into being when an atom needs them, so that every
 * operator meets every type it takes. `places` are the paths that rules of one scope may use.
 */
import type { Domain, FieldDocument, FieldsDocument, SchemaDocument } from "../reference/documents.ts";
import type { BaseType } from "../reference/schema.ts";
import type { Random } from "./random.ts";

export interface Kind {
  base: BaseType;
  list: boolean;
}
export interface DraftLeaf extends Kind {
  name: string;
  optional: boolean;
  enum?: (string | number)[];
  minimum?: number | string;
  maximum?: number | string;
  max_length?: number;
  sensitive?: true;
}
export interface DraftGroup {
  name: string;
  optional: boolean;
  children: DraftField[];
}
export type DraftField = DraftLeaf | DraftGroup;

export interface DraftSchema {
  actions: { name: string; children: DraftField[] }[];
  actor: DraftField[];
  snapshot: DraftField[];
  /** The actor field that actor scopes look at; `type` where the schema does not say. */
  kind: { name: string; names: string[] } | undefined;
}

/** In an `actions:` scope a path leads to one chain of fields for each of the actions. */
export interface Place {
  domain: Domain;
  path: string[];
  chains: DraftField[][];
}

export function isGroup(field: DraftField): field is DraftGroup {
  return "children" in field;
}

/** The field lists of a domain that a scope on these actions sees at once. */
export function rootsOf(schema: DraftSchema, domain: Domain, actions: string[]): DraftField[][] {
  if (domain !== "action") return [schema[domain]];
  return schema.actions.filter(({ name }) => actions.includes(name)).map(({ children }) => children);
}

/** What all roots declare with one base type, objects before what they hold. */
export function placesIn(domain: Domain, roots: DraftField[][]): Place[] {
  const walk = (levels: DraftField[][], path: string[], chains: DraftField[][]): Place[] =>
    (levels[0] ?? []).flatMap(({ name }) => {
      const same = levels.map((level) => level.find((field) => field.name === name));
      if (!same.every((field) => field !== undefined && isSameKind(field, same[0]!))) return [];
      const place = {
        domain,
        path: [...path, name],
        chains: chains.map((chain, index) => [...chain, same[index]!]),
      };
      const below = same.flatMap((field) => (isGroup(field!) ? [field.children] : []));
      return [place, ...walk(below, place.path, place.chains)];
    });
  return walk(
    roots,
    [],
    roots.map(() => []),
  );
}

function isSameKind(a: DraftField, b: DraftField): boolean {
  if (isGroup(a) || isGroup(b)) return isGroup(a) && isGroup(b);
  return a.base === b.base && a.list === b.list;
}

export function leavesOf(place: Place): DraftField[] {
  return place.chains.map((chain) => chain[chain.length - 1]!);
}

/** How many parts of the path it takes until nothing is optional any more; 0 where nothing is. */
export function optionalDepth({ chains, path }: Place): number {
  let depth = path.length;
  while (depth > 0 && !chains.some((chain) => chain[depth - 1]!.optional)) depth--;
  return depth;
}

export function toSchemaDocument(random: Random, schema: DraftSchema): SchemaDocument {
  const actions = schema.actions.map(({ name, children }) => {
    const legacy = random.chance(0.05) ? { type: "string" } : {};
    return [name, { fields: { ...legacy, ...fieldsDocument(random, children) } }] as const;
  });
  const kind = schema.kind && schema.kind.name !== "type" ? { kind: schema.kind.name } : {};
  return {
    version: 1,
    actions: Object.fromEntries(actions),
    ...(schema.actor.length > 0 && { actor: { ...kind, fields: fieldsDocument(random, schema.actor) } }),
    ...(schema.snapshot.length > 0 && { snapshot: { fields: fieldsDocument(random, schema.snapshot) } }),
  };
}

function fieldsDocument(random: Random, fields: DraftField[]): FieldsDocument {
  return Object.fromEntries(fields.map((field) => [field.name, fieldDocument(random, field)]));
}

function fieldDocument(random: Random, field: DraftField): FieldDocument {
  const { name: _, optional, ...rest } = field;
  const mark = optional ? { optional: true } : {};
  if (isGroup(field)) return { fields: fieldsDocument(random, field.children), ...mark };
  const { base, list, ...constraints } = rest as Omit<DraftLeaf, "name" | "optional">;
  const type = `${base}${list ? "[]" : ""}`;
  if (Object.keys(constraints).length === 0 && random.chance(0.7)) return `${type}${optional ? "?" : ""}`;
  return { type, ...mark, ...constraints };
}
