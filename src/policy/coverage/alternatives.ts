import { parseDatetime } from "../../language/datetime.ts";
import { ipText, parseCidr, parseIp, toHex } from "../../language/ip.ts";
import type { OperandScalar } from "../../language/types.ts";
import type { DebugCondition } from "../../program/program.ts";
import type { ShownScalar } from "../explanation.ts";

// Which literals of a list a value is one of. Literals are as explanations show them: datetimes in UTC, addresses and
// durations in their usual spelling.

type Atom = Extract<DebugCondition, { kind: "atom" }>;

/** Of these operators the list says several things, one of which is enough. */
const HAVE_ALTERNATIVES: ReadonlySet<string> = new Set([
  "in",
  "not_in",
  "in_ignoring_case",
  "contains_any",
  "in_cidr",
  "not_in_cidr",
]);

/** `undefined` for an atom without such a list. */
export function alternativesOf({ operator, right }: Atom): readonly ShownScalar[] | undefined {
  const literal = "literal" in right ? right.literal : undefined;
  return HAVE_ALTERNATIVES.has(operator) && Array.isArray(literal) ? literal : undefined;
}

/** A value that is there, or a list of them → the places of the alternatives that it is, or has. */
export type Chooser = (value: unknown, type: OperandScalar | undefined) => readonly number[];

export function chooserFor(operator: string, alternatives: readonly ShownScalar[]): Chooser {
  const choose = operator.endsWith("in_cidr") ? byBlock(alternatives) : byText(operator, alternatives);
  return (value, type) => {
    const values = Array.isArray(value) ? value : [value];
    return [...new Set(values.flatMap((each) => choose(textOf(each, type))))];
  };
}

type ChooseText = (text: string) => readonly number[];

function byText(operator: string, alternatives: readonly ShownScalar[]): ChooseText {
  const folded = operator === "in_ignoring_case" ? foldAscii : (text: string) => text;
  const places = new Map<string, number[]>();
  alternatives.forEach((alternative, place) => {
    const text = folded(String(alternative));
    places.set(text, [...(places.get(text) ?? []), place]);
  });
  return (text) => places.get(folded(text)) ?? [];
}

function byBlock(alternatives: readonly ShownScalar[]): ChooseText {
  const blocks = alternatives.map((block) => parseCidr(String(block)));
  return (text) => {
    const address = bitsOf(hexOf(text));
    return blocks.flatMap((block, place) =>
      block && address.startsWith(bitsOf(block.address).slice(0, block.prefix)) ? [place] : [],
    );
  };
}

function bitsOf(hex: string): string {
  return [...hex].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
}

function hexOf(address: string): string {
  const bytes = parseIp(address);
  return bytes === undefined ? "" : toHex(bytes);
}

/** As a literal of the type is shown. */
function textOf(value: unknown, type: OperandScalar | undefined): string {
  if (type === "ip") return ipText(hexOf(String(value)));
  if (type === "datetime") return new Date(timeOf(value)).toJSON() ?? "";
  if (type === "duration") return `${Number(value) / 1000}s`;
  return typeof value === "number" ? String(value + 0) : String(value);
}

function timeOf(value: unknown): number {
  return (typeof value === "string" ? parseDatetime(value) : undefined) ?? Number(value);
}

function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
