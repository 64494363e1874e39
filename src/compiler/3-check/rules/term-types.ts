import type { ArithmeticOperator } from "../../../language/arithmetic.ts";
import type { TermType } from "../../../language/types.ts";

// Which types an arithmetic operator takes, and the type of what comes out.

type Row = Partial<Record<ArithmeticOperator, TermType>>;

/** By the types on the left and on the right; a number beside an integer makes numbers of both. */
const ROWS: Readonly<Record<string, Row>> = {
  "integer integer": { "+": "integer", "-": "integer", "*": "integer", "/": "number", "%": "integer" },
  "number number": { "+": "number", "-": "number", "*": "number", "/": "number", "%": "number" },
  "datetime datetime": { "-": "duration" },
  "datetime duration": { "+": "datetime", "-": "datetime" },
  "duration datetime": { "+": "datetime" },
  "duration duration": { "+": "duration", "-": "duration" },
};

/** `undefined` where nothing comes out. */
export function resultType(
  operator: ArithmeticOperator,
  left: TermType,
  right: TermType,
): TermType | undefined {
  const isMixed = left !== right && isNumeric(left) && isNumeric(right);
  return ROWS[isMixed ? "number number" : `${left} ${right}`]?.[operator];
}

function isNumeric(type: TermType): boolean {
  return type === "number" || type === "integer";
}
