import type { Automaton } from "../../automaton/automaton.ts";
import type { Scalar } from "../../language/model.ts";
import type { ValueConstraints } from "../../language/schema.ts";
import type { ScalarType } from "../../language/types.ts";

// The values of a type, cut into cells that no test of a policy tells apart. Scalars are those of the model: datetimes
// in milliseconds, addresses as 32 hexadecimal digits.

export type Cell =
  | { readonly kind: "value"; readonly value: Scalar }
  /** Numbers or moments between two, both of them outside; `±Infinity` where there is no bound. */
  | { readonly kind: "between"; readonly low: number; readonly high: number }
  /** Addresses from `low` to `high`, both of them inside. */
  | { readonly kind: "addresses"; readonly low: bigint; readonly high: bigint }
  /** What the automaton accepts, all texts where there is none, less these. */
  | { readonly kind: "texts"; readonly automaton?: Automaton; readonly without: ReadonlySet<Scalar> };

/** What a field may hold. */
export interface Spec extends Partial<ValueConstraints> {
  readonly type: ScalarType;
}

/** What a test tells apart. */
export type Cut =
  | { readonly kind: "points"; readonly values: readonly Scalar[] }
  | { readonly kind: "language"; readonly automaton: Automaton }
  | { readonly kind: "blocks"; readonly blocks: readonly Block[] };

export interface Block {
  readonly low: bigint;
  readonly high: bigint;
}
