import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import type { ActraInputError } from "../errors.ts";

// What ends a command early. `failed` says it in the words of the format that was asked for; the exit code is 2.

/** Something that the command cannot do, in one line. */
export class WrongUse extends Error {
  readonly help: string | undefined;

  constructor(message: string, help?: string, options?: ErrorOptions) {
    super(message, options);
    this.help = help;
  }
}

/** Documents, or an input, that cannot be read or do not compile. */
export class BadDocuments extends Error {
  readonly diagnostics: readonly Diagnostic[];
  /** How many more were found than are kept. */
  readonly more: number;

  constructor(diagnostics: readonly Diagnostic[], more = 0, options?: ErrorOptions) {
    super("bad documents", options);
    this.diagnostics = diagnostics;
    this.more = more;
  }
}

/** An input that is no input of the policy, and where in its file that stands. */
export class BadInput extends Error {
  readonly error: ActraInputError;
  readonly span: Span | undefined;

  constructor(error: ActraInputError, span: Span | undefined) {
    super(error.message, { cause: error });
    this.error = error;
    this.span = span;
  }
}
