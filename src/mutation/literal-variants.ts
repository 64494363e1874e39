import { compileLike, compileMatches } from "../automaton/compile.ts";
import type { Atom, Operand, Scalar } from "../language/model.ts";
import { neighbours } from "./limit-variants.ts";
import { termVariants } from "./term-variants.ts";
import type { MutationKind } from "./variant.ts";

export interface RightVariant {
  readonly kind: MutationKind;
  readonly right: Operand;
}

/** @param others further values that the field may have, where they are few */
export function rightVariants(
  { operator, left, right }: Atom,
  others: readonly Scalar[],
): readonly RightVariant[] {
  switch (right.kind) {
    case "literal": {
      const limits = neighbours(right.value, left.type).map((value) => as("limit", { ...right, value }));
      const values = otherValues(right.value, others).map((value) => as("literal", { ...right, value }));
      return others.length > 0 ? values : [...limits, ...values];
    }
    case "literals":
      if (operator === "between")
        return rangeVariants(right.values, left).map((values) => as("limit", { ...right, values }));
      return shortened(right.values).map((values) => as("literal", { ...right, values }));
    case "cidrs": {
      const fewer = shortened(right.values).map((values) => as("literal", { ...right, values }));
      return [...fewer, ...narrower(right).map((each) => as("limit", each))];
    }
    case "pattern":
      return patternVariants(right, operator === "like");
    case "flag":
      return [as("literal", { ...right, value: !right.value })];
    case "expression":
      return termVariants(right.term).map(({ kind, made }) => as(kind, { ...right, term: made }));
    case "field":
      return [];
  }
}

function as(kind: MutationKind, right: Operand): RightVariant {
  return { kind, right };
}

function otherValues(value: Scalar, others: readonly Scalar[]): readonly Scalar[] {
  if (typeof value === "boolean") return [!value];
  const other = others.find((each) => each !== value);
  if (other !== undefined) return [other];
  // Addresses are 32 digits, of which the last one tells neighbours apart.
  if (typeof value !== "string") return [];
  return /^[0-9a-f]{32}$/.test(value)
    ? [value.slice(0, -1) + (value.endsWith("0") ? "1" : "0")]
    : [`${value}x`];
}

/** Without each of them; a list of one has to stay one. */
function shortened<T>(values: readonly T[]): readonly (readonly T[])[] {
  return values.length < 2 ? [] : values.map((_, place) => values.toSpliced(place, 1));
}

function rangeVariants(
  [low, high]: readonly Scalar[],
  { type }: Atom["left"],
): readonly (readonly Scalar[])[] {
  const all = [
    ...neighbours(low!, type).map((value) => [value, high!]),
    ...neighbours(high!, type).map((value) => [low!, value]),
  ];
  return all.filter(([from, to]) => Number(from) <= Number(to));
}

type Cidrs = Operand & { readonly kind: "cidrs" };

/** The lower half of each block. */
function narrower(right: Cidrs): readonly Cidrs[] {
  return right.values.flatMap((cidr, place) => {
    if (cidr.prefix >= 128) return [];
    return { ...right, values: right.values.with(place, { ...cidr, prefix: cidr.prefix + 1 }) };
  });
}

type Pattern = Operand & { readonly kind: "pattern" };

function patternVariants(right: Pattern, isLike: boolean): readonly RightVariant[] {
  return (isLike ? likeTexts(right.text) : matchesTexts(right.text)).flatMap((text) => {
    const compiled = (isLike ? compileLike : compileMatches)(text);
    return compiled.kind === "compiled"
      ? as("literal", { ...right, text, automaton: compiled.automaton })
      : [];
  });
}

/** With more or less of an open end. */
function likeTexts(text: string): readonly string[] {
  const end = text.endsWith("*") ? text.slice(0, -1) : `${text}*`;
  const start = text.startsWith("*") ? text.slice(1) : `*${text}`;
  return [end, start];
}

/** Without the assertions at its ends, one at a time; with them where they are not. */
function matchesTexts(text: string): readonly string[] {
  const start = text.startsWith("^") ? text.slice(1) : `^(?:${text})`;
  const end = text.endsWith("$") ? text.slice(0, -1) : `(?:${text})$`;
  return [start, end];
}
