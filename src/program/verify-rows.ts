import type { Program } from "./program.ts";

/** Which constants name the slots that the items of a list fill. Found out once, since many quantifiers share them. */
export class Rows {
  /** By the number of the constant. */
  readonly #lists = new Map<number, number>();
  readonly #sizes = new Map<number, number>();

  constructor({ constants, slots }: Program) {
    for (const { list } of slots) {
      if (list !== undefined) this.#sizes.set(list, (this.#sizes.get(list) ?? 0) + 1);
    }
    constants.forEach((constant, number) => {
      if (constant.kind !== "slots") return;
      const { values } = constant;
      const list = values.length === 0 ? undefined : slots[values[0]!]?.list;
      const isWhole = list !== undefined && this.#sizes.get(list) === values.length;
      if (isWhole && values.every((slot) => slots[slot]?.list === list)) this.#lists.set(number, list);
      else if (values.length === 0) this.#lists.set(number, NONE);
    });
  }

  /** Whether the constant names all slots that the items of this list fill, and no others. */
  isOf(list: number, constant: number): boolean {
    return this.#lists.get(constant) === (this.#sizes.has(list) ? list : NONE);
  }
}

/** The list of a constant that names no slots. */
const NONE = -1;
