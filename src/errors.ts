// The errors that users catch. Each has a stable `code`; no message or property holds a sensitive value.

/** The root of all errors that this package throws on purpose. */
export class ActraError extends Error {
  override readonly name: string = "ActraError";
  /** Stable; what programs compare. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export const INPUT_ERROR_CODES = [
  "INPUT_ACCESS",
  "INPUT_INHERITED",
  "INPUT_TYPE",
  "INPUT_LIMIT",
  "INPUT_ENUM",
  "INPUT_RANGE",
  "INPUT_ACTION",
  "INPUT_ARGUMENTS",
  "INPUT_PACKED",
] as const;

/**
 * `INPUT_ACCESS` reading threw; `INPUT_INHERITED` not the object's own; `INPUT_ARGUMENTS` a call with too many; `INPUT_PACKED`
 * bytes that are no msgpack; the rest say what they are about.
 */
export type InputErrorCode = (typeof INPUT_ERROR_CODES)[number];

/** An input that is no valid input of the schema: there is no decision (docs/semantics.md, 3). */
export class ActraInputError extends ActraError {
  override readonly name = "ActraInputError";
  declare readonly code: InputErrorCode;
  /** Such as `action.customer.country`, `action.tags[3]`, or `input` for the whole. */
  readonly path: string;
  /** What would have been right, in words. */
  readonly expected: string;
  /** What was there, in words; `[redacted]` for a sensitive field. */
  readonly received: string;
  /** With `INPUT_PACKED`: where the value begins that cannot be read, in bytes from the start. */
  declare readonly offset?: number;

  constructor(
    code: InputErrorCode,
    path: string,
    expected: string,
    received: string,
    options?: ErrorOptions & { readonly offset?: number },
  ) {
    super(code, `\`${path}\`: expected ${expected}, received ${received}`, options);
    this.path = path;
    this.expected = expected;
    this.received = received;
    if (options?.offset !== undefined) this.offset = options.offset;
  }
}

/** Bytes that are no valid program. */
export class ActraProgramError extends ActraError {
  override readonly name = "ActraProgramError";
  /** Where in the file, in bytes from its start. */
  readonly offset: number;

  constructor(code: ProgramErrorCode, message: string, offset: number, options?: ErrorOptions) {
    super(code, `${message} (at byte ${offset})`, options);
    this.offset = offset;
  }
}

/** `PROGRAM_FORMAT` not such a file, or damaged; `PROGRAM_VERSION` another format version; `PROGRAM_INVALID` refused by the verifier. */
export type ProgramErrorCode = "PROGRAM_FORMAT" | "PROGRAM_VERSION" | "PROGRAM_INVALID";
