import type { Span } from "../../diagnostics/span.ts";
import type { ValueType } from "../../language/types.ts";

/** What a path leads to, for the actions of a scope together. */
export interface ResolvedField {
  readonly type: ValueType;
  /** How many leading parts of the path `exists` has to name to guard it; 0 when nothing on it is optional. */
  readonly guardLength: number;
  /** One, or in an `actions:` scope one for each action. */
  readonly declarations: readonly Declaration[];
  /** What there is in an item of the list that it is; of a list of scalars the item itself, at the path `""`. */
  readonly items?: FieldsByPath;
}

export interface Declaration {
  /** Whose field it is, as a message says it: ``action `refund` ``, `the actor`. */
  readonly owner: string;
  readonly allowed?: ReadonlySet<string | number>;
  /** Absent for `action.type`, which nobody declares. */
  readonly span?: Span;
}

/** By dotted path. */
export type FieldsByPath = ReadonlyMap<string, ResolvedField>;

/** What is declared at a path, be it in the items of a list: `lines.price`. */
export function declaredAt(fields: FieldsByPath, path: string): ResolvedField | undefined {
  const field = fields.get(path);
  if (field !== undefined) return field;
  for (let dot = path.indexOf("."); dot > 0; dot = path.indexOf(".", dot + 1)) {
    const { type, items } = fields.get(path.slice(0, dot)) ?? {};
    if (type?.kind === "items" && items !== undefined) return items.get(path.slice(dot + 1));
  }
  return undefined;
}

/** Every such path. */
export function* declaredPaths(fields: FieldsByPath): Iterable<string> {
  for (const [path, { type, items }] of fields) {
    yield path;
    if (type.kind === "items") for (const inner of items?.keys() ?? []) yield `${path}.${inner}`;
  }
}
