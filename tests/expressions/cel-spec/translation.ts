import type { InputValue, ScalarName } from "./values.ts";

// What becomes of an expression of CEL: text of Actra's, and the fields that it reads.

/** A part of it, which is a value or, when nothing more can be computed with it, a condition. */
export interface Part {
  readonly text: string;
  readonly type: ScalarName | "duration" | `${ScalarName}[]`;
  readonly isCondition?: boolean;
}

/**
 * How the constants of the suite, which are most of what it computes with, come in: as fields of the input, so that the
 * machine has to compute, or as literals wherever Actra takes one.
 */
export const WAYS = ["fields", "literals"] as const;
export type Way = (typeof WAYS)[number];

/** The action's fields, by name, with their values. */
export class Fields {
  readonly values: Map<string, InputValue>;
  readonly #named = new Map<string, string>();

  constructor(values: Iterable<readonly [string, InputValue]> = []) {
    this.values = new Map(values);
  }

  /** @returns its path */
  add(value: InputValue): string {
    const name = `v${this.values.size}`;
    this.values.set(name, value);
    return `action.${name}`;
  }

  /** Of a variable, which is one field however often it is named. */
  variable(name: string, value: () => InputValue): Part {
    const known = this.#named.get(name) ?? this.add(value());
    this.#named.set(name, known);
    return { text: known, type: this.values.get(known.slice("action.".length))!.type };
  }
}

export interface Translation {
  readonly fields: Fields;
  readonly result: Part;
}
