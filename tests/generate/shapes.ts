/**
 * Every atom there is, by operator, type of its left side and form of its right: the operator table
 * of language.md §3 multiplied out. Atoms are drawn evenly from it.
 */
import type { BaseType } from "../reference/schema.ts";
import type { Kind } from "./draft.ts";

export interface Shape {
  operator: string;
  left: Kind | "object";
  right: "one" | "list" | "pair" | "cidr" | "like" | "matches" | "truth" | Kind;
}

const bases: BaseType[] = ["string", "number", "integer", "boolean", "datetime", "ip"];
const listed = bases.filter((base) => base !== "boolean");
const ordered: BaseType[] = ["number", "integer", "datetime"];
const order = ["greater_than", "less_than", "greater_than_or_equals", "less_than_or_equals"];

function scalar(base: BaseType): Kind {
  return { base, list: false };
}

function listOf(base: BaseType): Kind {
  return { base, list: true };
}

function rows(operators: string[], left: Kind | "object", rights: Shape["right"][]): Shape[] {
  return operators.flatMap((operator) => rights.map((right) => ({ operator, left, right })));
}

const text = scalar("string");

export const shapes: Shape[] = [
  ...bases.flatMap((base) => rows(["equals", "not_equals"], scalar(base), ["one", scalar(base)])),
  ...rows(["equals_ignoring_case"], text, ["one", text]),
  ...rows(["in_ignoring_case"], text, ["list"]),
  ...ordered.flatMap((base) => rows(order, scalar(base), ["one", scalar(base)])),
  ...ordered.flatMap((base) => rows(["between"], scalar(base), ["pair"])),
  ...bases.flatMap((base) => rows(["in", "not_in"], scalar(base), ["list"])),
  ...listed.flatMap((base) => rows(["in", "not_in"], scalar(base), [listOf(base)])),
  ...listed.flatMap((base) => rows(["contains", "not_contains"], listOf(base), ["one", scalar(base)])),
  ...rows(["contains", "not_contains"], text, ["one", text]),
  ...listed.flatMap((base) => rows(["contains_any", "contains_all"], listOf(base), ["list", listOf(base)])),
  ...rows(["starts_with", "ends_with"], text, ["one", text]),
  ...rows(["like"], text, ["like"]),
  ...rows(["matches"], text, ["matches"]),
  ...rows(["in_cidr", "not_in_cidr"], scalar("ip"), ["cidr"]),
  ...rows(["is_empty"], text, ["truth"]),
  ...listed.flatMap((base) => rows(["is_empty"], listOf(base), ["truth"])),
  ...bases.flatMap((base) => rows(["exists"], scalar(base), ["truth"])),
  ...listed.flatMap((base) => rows(["exists"], listOf(base), ["truth"])),
  ...rows(["exists"], "object", ["truth"]),
];

export function kindName(kind: Kind | "object"): string {
  return kind === "object" ? kind : `${kind.base}${kind.list ? "[]" : ""}`;
}

/** What the spread of a run is counted by. */
export function shapeName({ operator, left, right }: Shape): string {
  return `${operator} ${kindName(left)} ${typeof right === "string" ? "literal" : "field"}`;
}

export const allKinds: Shape["left"][] = [
  ...new Map(shapes.map(({ left }) => [kindName(left), left])).values(),
];
