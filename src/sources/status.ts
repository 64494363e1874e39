/** How a policy source does. Times are milliseconds since 1970. */
export interface SourceStatus {
  /** `idle` before `start` · `starting` without a policy · `running` · `stopped` for good */
  readonly state: "idle" | "starting" | "running" | "stopped";
  /** Of the policy that decides; absent while there is none. In a program that is not signed it is the file's claim. */
  readonly policyHash?: string;
  /** Whose signature that program has; absent where no keys were given. */
  readonly keyId?: string;
  /** When this policy was taken. */
  readonly activatedAt?: number;
  /** When the origin was last seen to have this very program; absent for one that only `initial` gave. */
  readonly confirmedAt?: number;
  /** Milliseconds since then: how old what decides may be. */
  readonly ageMs?: number;
  /** When the origin was last asked. */
  readonly requestedAt?: number;
  /** How many times in a row that failed; 0 after a success. */
  readonly failures: number;
  /** The last of these. */
  readonly error?: SourceFailure;
}

export interface SourceFailure {
  readonly code: string;
  readonly message: string;
  readonly at: number;
}

/** Errors of this package have a code; others, their name. */
export function failureOf(error: unknown, at: number): SourceFailure {
  const { code, name, message } = Object(error) as { code?: unknown; name?: unknown; message?: unknown };
  return Object.freeze({ code: String(code ?? name ?? "UNKNOWN"), message: String(message ?? error), at });
}
