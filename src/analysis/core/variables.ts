import type { Each, Test } from "../../compiler/4-lower/lower.ts";
import type { Scalar } from "../../language/model.ts";
import type { Domain } from "../../language/types.ts";
import type { Cell, Spec } from "../values/cell.ts";

// What inputs of one action may differ in, as variables with a few classes each.

interface Base {
  readonly level: number;
  readonly size: number;
  /** For each class, how many tests are true of it: a class that few rules speak of shows most of one rule. */
  readonly costs: number[];
}

/** A domain or an object: `HERE`, `GONE` and, where that is no input error, `BAD`. */
export interface Holder extends Base {
  readonly kind: "holder";
  readonly domain: Domain;
  readonly path: readonly string[];
}

/** A scalar field: its cells, then absent, then bad. Of a list only whether it is there. */
export interface Leaf extends Base {
  readonly kind: "leaf";
  readonly domain: Domain;
  readonly path: readonly string[];
  readonly spec: Spec;
  readonly list: boolean;
  readonly cells: readonly Cell[];
  /** A value of each cell. */
  readonly firsts: readonly Scalar[];
  /** The class of a field that is not there; -1 where it always is. */
  readonly absent: number;
  /** The class of a value of a wrong type; -1 where that is an input error. */
  readonly bad: number;
}

/** Whether two scalar fields, both of them there, hold the same. */
export interface Same extends Base {
  readonly kind: "same";
  readonly left: Leaf;
  readonly right: Leaf;
}

/** Whether a value is in a list; without a value, whether any other is. */
export interface Item extends Base {
  readonly kind: "item";
  readonly list: Leaf;
  readonly value?: Scalar;
  /** What else could be in it. */
  readonly others?: readonly Scalar[];
}

/** A test that values are not told apart by: false, true, unknown. */
export interface Open extends Base {
  readonly kind: "open";
  readonly part: Test | Each;
}

export type Variable = Holder | Leaf | Same | Item | Open;

export const HERE = 0;
export const GONE = 1;
export const BAD = 2;

/** Classes of `Open`; what is unknown is so for want of data, or by a fault. */
export const OPEN_FALSE = 0;
export const OPEN_TRUE = 1;
export const OPEN_MISSING = 2;
export const OPEN_FAULT = 3;
