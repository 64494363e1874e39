import { ActraError } from "../errors.ts";

/**
 * `SOURCE_NOT_READY` no good program yet; `SOURCE_STOPPED`; `SOURCE_UNREACHABLE`; `SOURCE_STATUS` an answer that is no program;
 * `SOURCE_REDIRECT` one that leads elsewhere; `SOURCE_TOO_LARGE`; `SOURCE_TIMEOUT`; `SOURCE_CHANGING` files that do not come to
 * rest; `SOURCE_REFUSED` by `accept`.
 */
export type SourceErrorCode =
  | "SOURCE_NOT_READY"
  | "SOURCE_STOPPED"
  | "SOURCE_UNREACHABLE"
  | "SOURCE_STATUS"
  | "SOURCE_REDIRECT"
  | "SOURCE_TOO_LARGE"
  | "SOURCE_TIMEOUT"
  | "SOURCE_CHANGING"
  | "SOURCE_REFUSED";

/** A policy source that has nothing to give. */
export class ActraSourceError extends ActraError {
  override readonly name = "ActraSourceError";
  declare readonly code: SourceErrorCode;
  /** How long whoever was asked wants to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: SourceErrorCode,
    message: string,
    options?: ErrorOptions & { readonly retryAfterMs?: number | undefined },
  ) {
    super(code, message, options);
    this.retryAfterMs = options?.retryAfterMs;
  }
}
