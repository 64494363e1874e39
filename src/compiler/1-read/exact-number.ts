// Whether a number is what was written. Receives the spelling of any number of YAML's core schema, or of an expression.

/** What is wrong with a number, as a diagnostic says it. */
interface NumberProblem {
  readonly code: "not-finite" | "unsafe-integer";
  readonly message: string;
  readonly help?: string;
}

/** Why a number cannot be taken as it is written; `undefined` when it can. */
export function numberProblem(source: string, value: number): NumberProblem | undefined {
  const written = source.length > 40 ? `${source.slice(0, 40)}…` : source;
  if (!Number.isFinite(value))
    return { code: "not-finite", message: `\`${written}\` is not a finite number` };
  if (isExact(source, value)) return undefined;
  const [message, help] = Number.isSafeInteger(value)
    ? [`has more digits than a number can hold: it would be \`${value}\``, "write fewer digits"]
    : ["is too large to be exact", INTEGERS];
  return { code: "unsafe-integer", message: `\`${written}\` ${message}`, help };
}

const INTEGERS = "integers go from -9007199254740991 to 9007199254740991; put an identifier in quotes";

/**
 * A fraction such as `0.1` is an approximation by nature, and `1e300` by the way it is written. But a number that came out
 * whole has to be the one that was written: none with a fraction, none whose last digits were rounded away.
 */
function isExact(source: string, value: number): boolean {
  if (!Number.isInteger(value)) return true;
  if (/^0[xo]/.test(source)) return Number.isSafeInteger(value);
  const written = decimal(source);
  if (written.exponent < 0) return false;
  if (Number.isSafeInteger(value)) return true;
  return /e/i.test(source) && written.digits === decimal(String(value)).digits;
}

interface Decimal {
  /** Significant ones: no zero at either end. */
  readonly digits: string;
  /** Of ten, by which the digits are multiplied. */
  readonly exponent: number;
}

function decimal(source: string): Decimal {
  const [, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(source) ?? [];
  const digits = whole + fraction;
  let end = digits.length;
  while (digits[end - 1] === "0") end--;
  if (end === 0) return { digits: "", exponent: 0 };
  return {
    digits: digits.slice(0, end).replace(/^0+/, ""),
    exponent: Number(exponent) - fraction.length + (digits.length - end),
  };
}

const DECIMAL = /^[-+]?(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i;
