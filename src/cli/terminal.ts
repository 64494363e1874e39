import type { Readable, Writable } from "node:stream";
import type { Colors } from "picocolors/types";

/** What prompts read keys from, and draw on. */
export interface Dialogue {
  readonly input: Readable;
  readonly output: Writable;
}

/** Of a command that goes on until it is told to stop. */
export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
  /** Aborted when the process is asked to end. */
  readonly stopped: AbortSignal;
}

/** What a command may know of where it runs. */
export interface Terminal {
  /**
   * All of standard input.
   *
   * @throws WrongUse when it has more than `limit` bytes
   */
  readonly readInput: (limit: number) => Promise<Uint8Array>;
  /** For a command that takes and gives messages; it says nothing else on these. */
  readonly streams: () => Streams;
  /** Whether somebody would have to type it. */
  readonly inputIsTyped: boolean;
  /** Whether what is written is read by a person, not by a program. */
  readonly outputIsShown: boolean;
  /** For standard output, and for standard error; they paint nothing where nobody looks, or `NO_COLOR` is set. */
  readonly colors: Colors;
  readonly errorColors: Colors;
  /** Writes to standard output at once, for what goes on until it is ended. */
  readonly write: (text: string) => void;
  /** Where a person looks, one line on standard error that the next one replaces; empty text takes it away. */
  readonly showProgress: (text: string) => void;
  /** Aborted when whoever started the process wants it to end. */
  readonly endSignal: () => AbortSignal;
  /** Where a person sits who can be asked; absent where nobody does. */
  readonly dialogue?: Dialogue;
  /** Columns; absent where nobody looks. */
  readonly width?: number;
  /** Now. Decisions never ask for it. */
  readonly today: Date;
}
