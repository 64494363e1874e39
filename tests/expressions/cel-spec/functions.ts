import type { Part } from "./translation.ts";

// CEL's operators, functions and types, by the names that its trees have for them.

export const COMPARISONS: Readonly<Record<string, string>> = {
  "_==_": "==",
  "_!=_": "!=",
  "_<_": "<",
  "_<=_": "<=",
  "_>_": ">",
  "_>=_": ">=",
};
export const ARITHMETIC: Readonly<Record<string, string>> = {
  "_+_": "+",
  "_-_": "-",
  "_*_": "*",
  "_/_": "/",
  "_%_": "%",
};
export const JOINED: Readonly<Record<string, string>> = { "_&&_": "&&", "_||_": "||" };
export const CONVERSIONS = ["int", "uint", "double", "string", "bytes", "bool"];
export const TYPES = [...CONVERSIONS, "list", "map", "null_type", "type"];
export const TEXT_METHODS = ["contains", "startsWith", "endsWith", "matches"];
/** Parts of a second that datetimes here do not have, and durations that are none of whole milliseconds. */
export const FINER = /\.\d{3}\d*[1-9]\d*Z|\d(ns|us|µs)/;

export function familyOf({ type }: Pick<Part, "type"> | { readonly type: string }): string {
  return type === "integer" ? "number" : type;
}

export function isUnordered({ type }: Part): boolean {
  return type === "string" || type === "boolean";
}

/** Of sums and products, which differ in that alone that datetimes have no product. */
export function computedType(left: Part, right: Part): Part["type"] | undefined {
  const types = [left.type, right.type];
  if (types.every((type) => type === "integer")) return "integer";
  if (types.every((type) => type === "integer" || type === "number")) return "number";
  if (types.every((type) => type === "datetime" || type === "duration"))
    return types[0] === types[1] ? "duration" : "datetime";
  return undefined;
}
