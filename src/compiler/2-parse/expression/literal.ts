import type { Call, Literal } from "../../expression/syntax.ts";
import type { LiteralScalar } from "../ast.ts";
import type { Parsing } from "../parsing.ts";

// Literals, and the calls that are literals of types that have none of their own.

const CALLS: Readonly<Record<string, { readonly type: "datetime" | "duration"; readonly example: string }>> =
  {
    timestamp: { type: "datetime", example: 'timestamp("2030-01-31T09:00:00Z")' },
    duration: { type: "duration", example: 'duration("1h30m")' },
  };

export const LITERAL_CALLS: readonly string[] = Object.keys(CALLS);

export function literalOf({ value, span }: Literal): LiteralScalar {
  return Object.freeze({ kind: "scalar", value, isExpression: true, span });
}

export function isLiteralCall({ receiver, name }: Call): boolean {
  return receiver === undefined && LITERAL_CALLS.includes(name.value);
}

/** `timestamp("…")`, `duration("…")`: whether the text is one is for the check. */
export function literalCall(
  { name, arguments: given, span }: Call,
  parsing: Parsing,
): LiteralScalar | undefined {
  const { type, example } = CALLS[name.value]!;
  const [text, ...rest] = given;
  if (text?.kind === "literal" && typeof text.value === "string" && rest.length === 0)
    return Object.freeze({ kind: "scalar", value: text.value, type, span: text.span });
  return parsing.report(
    "expression-mismatch",
    span,
    `\`${name.value}\` takes one literal text`,
    `write \`${example}\``,
  );
}
