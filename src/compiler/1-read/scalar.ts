import { isScalar, type ParsedNode, type Scalar } from "yaml";
import type { Span } from "../../diagnostics/span.ts";
import { numberProblem } from "./exact-number.ts";
import type { BrokenNode, ScalarNode } from "./node.ts";
import { resolvePlain } from "./plain.ts";
import type { Reading } from "./reading.ts";

/** What a scalar of `yaml` stands for; it leaves all of them text. */
export function scalarValue({ value, type }: Scalar): ScalarNode["value"] {
  return type === "PLAIN" ? resolvePlain(value as string) : (value as string);
}

/** A scalar's value, if the language has it. */
export function buildScalar(scalar: Scalar, span: Span, reading: Reading): ScalarNode | BrokenNode {
  const value = scalarValue(scalar);
  if (typeof value === "string")
    return textIsWellFormed(value, span, reading) ? scalarNode(value, span) : broken(span);
  if (typeof value !== "number") return scalarNode(value, span);
  // Adding 0 makes 0 of −0.
  return numberIsExact(value, scalar.source ?? "", span, reading)
    ? scalarNode(value + 0, span)
    : broken(span);
}

export function textIsWellFormed(text: string, span: Span, reading: Reading): boolean {
  if (text.isWellFormed()) return true;
  const help = "write the whole character, or its two escapes";
  reading.report("lone-surrogate", span, "the text has half of a surrogate pair", help);
  return false;
}

function numberIsExact(value: number, source: string, span: Span, reading: Reading): boolean {
  const problem = numberProblem(source, value);
  if (problem !== undefined) reading.report(problem.code, span, problem.message, problem.help);
  return problem === undefined;
}

export function scalarNode(value: ScalarNode["value"], span: Span): ScalarNode {
  return { kind: "scalar", value, span };
}

export function broken(span: Span): BrokenNode {
  return { kind: "broken", span };
}

/** A value that is left out altogether; `~` and `null` are written. */
export function isBlank(node: ParsedNode): boolean {
  return isScalar(node) && node.source === "" && node.type === "PLAIN";
}
