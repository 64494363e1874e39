import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { ActraError } from "../errors.ts";

/** Documents that do not compile. The message is the rendered code frames. */
export class ActraCompileError extends ActraError {
  override readonly name = "ActraCompileError";
  /** Errors and warnings, as data. */
  declare readonly diagnostics: readonly Diagnostic[];
  /** How many more were found than are kept. */
  readonly more: number;

  constructor(diagnostics: readonly Diagnostic[], more = 0) {
    super("COMPILE_FAILED", renderDiagnostics(diagnostics, more));
    // Out of sight: an error that nobody catches is printed with all that it has, and each span has the whole document.
    Object.defineProperty(this, "diagnostics", { value: Object.freeze([...diagnostics]) });
    this.more = more;
  }
}
