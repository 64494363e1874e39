import type { Constant, Expr } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { leaveOut } from "./constructs.ts";
import { type InputValue, integer, number, type ScalarName } from "./values.ts";

// Constants of CEL, as input and as text.

/** `undefined` for what is no constant. */
export function constantOf({ exprKind }: Expr): InputValue | undefined {
  return exprKind.case === "constExpr" ? scalarOf(exprKind.value) : undefined;
}

function scalarOf({ constantKind }: Constant): InputValue {
  switch (constantKind.case) {
    case "boolValue":
      return { type: "boolean", value: constantKind.value };
    case "int64Value":
      return integer(constantKind.value);
    case "doubleValue":
      return number(constantKind.value);
    case "stringValue":
      return { type: "string", value: constantKind.value };
    case "uint64Value":
      return leaveOut("unsigned");
    case "nullValue":
      return leaveOut("null");
    default:
      return leaveOut("bytes");
  }
}

/** A list of constants of one type; numbers are one, whole or not. */
export function listOf(items: readonly Expr[], typeOfNone: ScalarName): InputValue {
  const values = items.map((item) => constantOf(item) ?? leaveOut("list"));
  const types = new Set(values.map(({ type }) => type as ScalarName));
  if (types.has("number")) types.delete("integer");
  if (types.size > 1) leaveOut("list");
  const [type = typeOfNone] = types;
  return { type: `${type}[]`, value: values.map(({ value }) => value) };
}

export function written({ type, value }: InputValue): string {
  if (Array.isArray(value)) {
    const item = type.slice(0, -2) as ScalarName;
    return `[${value.map((one) => written({ type: item, value: one })).join(", ")}]`;
  }
  // JSON's escapes are CEL's.
  if (type === "string") return JSON.stringify(value);
  return type === "number" && Number.isSafeInteger(value) ? `${value}.0` : `${value}`;
}
