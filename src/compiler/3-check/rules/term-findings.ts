import type { Span } from "../../../diagnostics/span.ts";
import type { TermType } from "../../../language/types.ts";
import type { ChainNode } from "../../2-parse/ast.ts";
import { termText } from "../../2-parse/expression/print-term.ts";
import type { RuleContext } from "./rule-context.ts";

// What can be wrong with what is computed, in words.

const LONGEST = 60;

interface Operand {
  readonly type: string;
  readonly text: string;
}

/** @param operator or the method */
export function refuseTypes(
  operator: string,
  operands: readonly Operand[],
  span: Span,
  rule: RuleContext,
): undefined {
  const sides = operands.map(({ type, text }) => `\`${brief(text)}\` (${type})`).join(" and ");
  const types = operands.map(({ type }) => type);
  rule.report({
    code: "arithmetic-type-mismatch",
    message: `\`${operator}\` does not fit ${sides} in ${rule.where}`,
    span,
    help: advice(operator, types),
  });
  return undefined;
}

function advice(operator: string, types: readonly string[]): string {
  const has = (...some: string[]) => some.some((type) => types.includes(type));
  if (operator === "size") return "`size` counts the characters of text and the items of a list";
  if (operator.startsWith("get"))
    return has("duration")
      ? 'compare the duration as it is: `… > duration("24h")`'
      : `\`${operator}\` is asked of a datetime`;
  if (types.some((type) => type.endsWith("[]"))) return "for the number of items write `size(…)`";
  if (has("string") && has("datetime", "duration"))
    return 'write `timestamp("…")` or `duration("…")` around the text';
  if (has("datetime"))
    return 'to or from a datetime a duration is added or subtracted, such as `duration("24h")`';
  if (has("duration")) return "durations are added to durations and subtracted from them, and compared";
  return "arithmetic takes numbers; durations and datetimes are added and subtracted";
}

const RANGES: Readonly<Record<TermType, string>> = {
  number: "is beyond all numbers",
  integer: "is beyond the integers from -9007199254740991 to 9007199254740991",
  datetime: "is beyond all datetimes",
  duration: "is beyond all durations",
};

/** Whatever the input, there would be no result. */
export function refuseFault(
  written: ChainNode,
  type: TermType,
  what: string | undefined,
  rule: RuleContext,
): undefined {
  rule.report({
    code: "arithmetic-fault",
    message: `\`${brief(termText(written))}\` ${what ?? RANGES[type]} in ${rule.where}`,
    span: written.span,
  });
  return undefined;
}

function brief(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
