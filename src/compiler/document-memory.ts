/**
 * What a compile read of long documents, for the next one that is given it: items of a list whose text is the same are not read
 * again, wherever they have moved. For editors, and whoever else compiles at each change. Nothing else comes out than without it.
 *
 * Of each path it keeps the last text that could be read so, as a tree.
 */
export class DocumentMemory {
  readonly #brand = true;

  /** Runs no code of the value's. */
  static is(value: unknown): value is DocumentMemory {
    return typeof value === "object" && value !== null && #brand in value;
  }
}
