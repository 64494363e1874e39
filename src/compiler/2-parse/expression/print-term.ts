import { methodOfPart } from "../../../language/arithmetic.ts";
import type { ChainNode, LiteralScalar, SubjectNode, TermNode } from "../ast.ts";
import { isSum } from "./term.ts";

// What is computed in CEL syntax, with no more parentheses than it needs; parsed again, it is the same.

export function termText(term: TermNode): string {
  switch (term.kind) {
    case "field":
      return pathText(term.subject);
    case "literal":
      return scalarText(term.literal);
    case "size":
      return `size(${pathText(term.subject)})`;
    case "negative":
      return `-${needsGroup(term.operand) ? grouped(term.operand) : termText(term.operand)}`;
    case "part": {
      const offset = term.offset === undefined ? "" : quoted(term.offset.value);
      return `${receiverText(term.operand)}.${methodOfPart(term.part)}(${offset})`;
    }
    case "chain":
      return chainText(term);
  }
}

/** What a method can be called on. */
export function receiverText(term: TermNode): string {
  const isBare = term.kind === "field" || term.kind === "size" || term.kind === "part";
  return isBare || (term.kind === "literal" && term.literal.type !== undefined)
    ? termText(term)
    : grouped(term);
}

/** `-5` would be a literal, and no negation. */
function needsGroup(operand: TermNode): boolean {
  return (
    operand.kind === "chain" || (operand.kind === "literal" && typeof operand.literal.value === "number")
  );
}

function chainText(chain: ChainNode): string {
  const steps = chain.rest.map(
    ({ operator, operand }) => ` ${operator.value} ${operandText(operand, chain, false)}`,
  );
  return operandText(chain.first, chain, true) + steps.join("");
}

/** Sums inside products, and on the right what stands on the same level. */
function operandText(operand: TermNode, chain: ChainNode, isFirst: boolean): string {
  if (operand.kind !== "chain") return termText(operand);
  const binds = isSum(chain) && !isSum(operand);
  return binds || (isFirst && isSum(chain) === isSum(operand)) ? termText(operand) : grouped(operand);
}

function grouped(term: TermNode): string {
  return `(${termText(term)})`;
}

export function pathText({ domain, field }: SubjectNode): string {
  return field.value === "" ? domain.value : `${domain.value}.${field.value}`;
}

const CALLS = { datetime: "timestamp", duration: "duration" } as const;

export function scalarText({ value, type }: LiteralScalar): string {
  if (typeof value === "string")
    return type === undefined ? quoted(value) : `${CALLS[type]}(${quoted(value)})`;
  return typeof value === "number" ? numberText(value) : String(value);
}

/** An integer that is not safe was written with an exponent, or as the fraction that it is nearest to. */
export function numberText(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

/** What JSON leaves as it is and YAML does not allow, or nobody sees. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
