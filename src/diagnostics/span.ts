/** A text that was compiled, and where in it something stands. */
export interface Source {
  /** What the reader of a diagnostic knows the file by: a path with `/`, or `schema`, `policy`, `governance`. */
  readonly path: string;
  readonly text: string;
}

/** A stretch of a source. Offsets are in UTF-16 code units; `line` and `column` count from 1. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}
