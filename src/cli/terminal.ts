import type { Colors } from "picocolors/types";

/** What a command may know of where it runs. */
export interface Terminal {
  /**
   * All of standard input.
   *
   * @throws WrongUse when it has more than `limit` bytes
   */
  readonly readInput: (limit: number) => Promise<Uint8Array>;
  /** Whether somebody would have to type it. */
  readonly inputIsTyped: boolean;
  /** Whether what is written is read by a person, not by a program. */
  readonly outputIsShown: boolean;
  /** For standard output, and for standard error; they paint nothing where nobody looks, or `NO_COLOR` is set. */
  readonly colors: Colors;
  readonly errorColors: Colors;
  /** Columns; absent where nobody looks. */
  readonly width?: number;
  /** Now. Decisions never ask for it. */
  readonly today: Date;
}
