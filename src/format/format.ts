import { policySources } from "../compiler/1-read/given.ts";
import { checkedOptions } from "../compiler/check-options.ts";
import { ActraCompileError } from "../compiler/compile-error.ts";
import type { CompileOptions } from "../compiler/options.ts";
import type { Document, PolicyFile } from "../compiler/sources.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "../language/limits.ts";
import { asExpression, asStructured, type Notation } from "./notations.ts";
import { parsed } from "./parsed.ts";
import { writtenAnew } from "./written-anew.ts";

// Policies as text, in canonical form. No schema is asked: what is well formed is written anew, whether its names exist or not.

export interface FormatOptions extends Pick<CompileOptions, "limits"> {}

interface Format {
  /** Several files, each by itself; in the order of their paths. */
  (policy: readonly PolicyFile[], options?: FormatOptions): PolicyFile[];
  /** YAML gives YAML; JSON, and plain data, give JSON. */
  (policy: Document, options?: FormatOptions): string;
}

/**
 * The same policy in canonical form: keys in the order of the language's page, two spaces a level, quotes where they are
 * needed. Comments and empty lines between rules are kept, conditions stay in their notation.
 *
 * @throws ActraCompileError when the policy is not well formed
 * @throws TypeError on options that are none
 */
export const format: Format = formatWith(() => undefined);

/** `format`, with each condition as one expression. What names a condition or a list has none, and stays a map around others. */
export const toExpression: Format = formatWith(asExpression);

/** `format`, with each expression as `all`, `any`, `not`, `subject`, `operator` and `value`. */
export const toStructured: Format = formatWith(() => asStructured);

function formatWith(notationFor: (limits: DocumentLimits) => Notation | undefined): Format {
  const formatted = (policy: Document, options?: FormatOptions): unknown => {
    const limits = { ...DOCUMENT_LIMITS, ...checkedOptions(options).limits };
    const files = filesOf(policy, limits, notationFor(limits));
    return Array.isArray(policy) ? files : files[0]!.text;
  };
  return formatted as Format;
}

function filesOf(policy: Document, limits: DocumentLimits, notation: Notation | undefined): PolicyFile[] {
  const reporter = new Reporter(limits.diagnostics);
  const sources = policySources(policy, limits, reporter);
  const policies = parsed(sources, limits, reporter);
  demandNoErrors(reporter);
  const files = policies.map(({ source, ...rest }) => ({
    path: source.path,
    text: writtenAnew({ source, ...rest }, notation, limits, reporter),
  }));
  demandNoErrors(reporter);
  return files;
}

function demandNoErrors(reporter: Reporter): void {
  if (reporter.hasErrors) throw new ActraCompileError(reporter.diagnostics, reporter.more);
}
