import type { Scalar } from "../language/model.ts";
import type { OperandType } from "../language/types.ts";

const SECOND = 1000;
/** Beyond, neighbours of whole numbers are no numbers of their own. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** The limits right above and right below: by one of the last place that is written, for datetimes by a second. */
export function neighbours(value: Scalar, { scalar }: OperandType): readonly number[] {
  if (typeof value !== "number") return [];
  const step = scalar === "datetime" ? SECOND : lastPlace(value);
  return [value + step, value - step]
    .map((each) => rounded(each, step))
    .filter((each) => each !== value && Math.abs(each) <= LARGEST);
}

/** 1 for 1000, 0.1 for 0.5. */
function lastPlace(value: number): number {
  const [, decimals = ""] = /^-?\d+\.(\d+)$/.exec(String(value)) ?? [];
  return decimals === "" ? 1 : 10 ** -decimals.length;
}

/** 0.3, not 0.30000000000000004. */
function rounded(value: number, step: number): number {
  return step >= 1 ? value : Number(value.toFixed(Math.round(-Math.log10(step))));
}
