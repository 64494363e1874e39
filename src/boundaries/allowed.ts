import type { Scalar } from "../language/model.ts";
import type { ValueField } from "../language/schema.ts";

/** Years of four digits. */
const LATEST = Date.UTC(9999, 11, 31);

/** What the schema refuses says nothing of the rules. */
export function isAllowed(
  value: Scalar,
  { type, minimum = -Infinity, maximum = Infinity, maxLength = Infinity }: ValueField,
): boolean {
  switch (type) {
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string" && [...value].length <= maxLength;
    case "ip":
      return typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
    case "datetime":
      return typeof value === "number" && value >= minimum && value <= maximum && Math.abs(value) <= LATEST;
    default:
      return (
        typeof value === "number" &&
        value >= minimum &&
        value <= maximum &&
        (type === "number" || Number.isSafeInteger(value))
      );
  }
}
