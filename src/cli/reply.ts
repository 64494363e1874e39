// What a command answers. Nothing is written by the command itself, so a test needs no process.

/** 0 good · 1 the policy says no, or a check failed · 2 wrong use, or bad documents */
export type ExitCode = 0 | 1 | 2;

export interface Reply {
  readonly code: ExitCode;
  /** For standard output, as it stands. */
  readonly out?: string | Uint8Array;
  /** For standard error, as it stands. */
  readonly err?: string;
}
