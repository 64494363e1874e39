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

/** A program whose signature does not hold, or cannot be looked at. */
export class ActraSignatureError extends ActraError {
  override readonly name = "ActraSignatureError";
  declare readonly code: SignatureErrorCode;
  /** The key that this is about. What a file says of it may be anybody's word. */
  readonly keyId: string | undefined;

  constructor(code: SignatureErrorCode, message: string, keyId?: string, options?: ErrorOptions) {
    super(code, message, options);
    this.keyId = keyId;
  }
}

/**
 * `SIGNATURE_MISSING` not signed; `SIGNATURE_MALFORMED` a trailer that is no signature; `SIGNATURE_KEY_UNKNOWN` by none of
 * the keys; `SIGNATURE_KEY_INVALID` a key that is none; `SIGNATURE_INVALID` altered, or by another key; `SIGNATURE_UNSUPPORTED`
 * a runtime without Ed25519; `SIGNATURE_REQUIRED` bytes where only a verified program loads.
 */
export type SignatureErrorCode =
  | "SIGNATURE_MISSING"
  | "SIGNATURE_MALFORMED"
  | "SIGNATURE_KEY_UNKNOWN"
  | "SIGNATURE_KEY_INVALID"
  | "SIGNATURE_INVALID"
  | "SIGNATURE_UNSUPPORTED"
  | "SIGNATURE_REQUIRED";
