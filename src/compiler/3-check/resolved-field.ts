import type { Span } from "../../diagnostics/span.ts";
import type { ValueType } from "../../language/types.ts";

/** What a path leads to, for the actions of a scope together. */
export interface ResolvedField {
  readonly type: ValueType;
  /** How many leading parts of the path `exists` has to name to guard it; 0 when nothing on it is optional. */
  readonly guardLength: number;
  /** One, or in an `actions:` scope one for each action. */
  readonly declarations: readonly Declaration[];
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
