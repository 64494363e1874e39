import type { Value } from "@bufbuild/cel-spec/cel/expr/value_pb.js";
import { leaveOut } from "./constructs.ts";

// Values of CEL as input of a policy.

export type ScalarName = "boolean" | "number" | "integer" | "string" | "datetime";

export interface InputValue {
  /** As a schema writes it: `integer`, `string[]`. */
  readonly type: ScalarName | `${ScalarName}[]`;
  readonly value: unknown;
}

export function integer(value: bigint): InputValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? { type: "integer", value: number } : leaveOut("large");
}

export function number(value: number): InputValue {
  return Number.isFinite(value) ? { type: "number", value } : leaveOut("infinite");
}

/** Of a binding, or of a result. */
export function inputValue({ kind }: Value): InputValue {
  switch (kind.case) {
    case "boolValue":
      return { type: "boolean", value: kind.value };
    case "int64Value":
      return integer(kind.value);
    case "doubleValue":
      return number(kind.value);
    case "stringValue":
      return { type: "string", value: kind.value };
    case "uint64Value":
      return leaveOut("unsigned");
    case "nullValue":
      return leaveOut("null");
    case "bytesValue":
      return leaveOut("bytes");
    case "listValue":
      return leaveOut("list");
    case "mapValue":
      return leaveOut("map");
    case "typeValue":
      return leaveOut("type");
    default:
      return leaveOut("message");
  }
}
