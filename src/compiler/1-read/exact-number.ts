// Whether a number is what was written. Receives the spelling of any finite number of YAML's core schema.

/**
 * A fraction such as `0.1` is an approximation by nature, and `1e300` by the way it is written. But a number that came out
 * whole has to be the one that was written: none with a fraction, none whose last digits were rounded away.
 */
export function isExact(source: string, value: number): boolean {
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
