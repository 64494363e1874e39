import type { Automaton } from "../../automaton/automaton.ts";
import { type Atom, isComputed, type Scalar } from "../../language/model.ts";
import type { Work } from "../core/work.ts";
import { blocksOf, cutAddresses } from "./addresses.ts";
import type { Cell, Cut, Spec } from "./cell.ts";
import { membersOf } from "./members.ts";
import { cutNumbers } from "./numbers.ts";
import { affix, cutTexts, folded, upTo } from "./texts.ts";

/** What an atom on one scalar field tells apart; `undefined` when it is about more than the field's own value. */
export function cutOf({ operator, left, right }: Atom): Cut | undefined {
  if (isComputed(left) || left.type.kind !== "scalar") return undefined;
  switch (right.kind) {
    case "pattern":
      return { kind: "language", automaton: right.automaton };
    case "cidrs":
      return { kind: "blocks", blocks: right.values.flatMap(blocksOf) };
    case "flag":
      return operator === "is_empty" ? { kind: "points", values: [""] } : undefined;
    case "literal":
    case "literals":
      return cutByLiterals(operator, right.kind === "literal" ? [right.value] : right.values);
    default:
      return undefined;
  }
}

function cutByLiterals(operator: Atom["operator"], values: readonly Scalar[]): Cut | undefined {
  const text = String(values[0]);
  switch (operator) {
    case "starts_with":
      return language(affix(text, "", "*"));
    case "ends_with":
      return language(affix(text, "*", ""));
    case "contains":
    case "not_contains":
      return language(affix(text, "*", "*"));
    case "equals_ignoring_case":
    case "in_ignoring_case":
      return values.length === 0 ? { kind: "points", values } : language(folded(values));
    default:
      return { kind: "points", values };
  }
}

function language(automaton: Automaton | undefined): Cut | undefined {
  return automaton && { kind: "language", automaton };
}

export interface Partition {
  readonly cells: readonly Cell[];
  /** Whether a test that cuts so is constant on each cell. */
  respects(cut: Cut): boolean;
  /** Whether each cell has values enough for all fields to be different, or one alone. */
  readonly tellsEqual: boolean;
}

/** The cells that no test on one of these fields tells apart; they are of one type, and may be compared with each other. */
export function partition(specs: readonly Spec[], cuts: readonly Cut[], work?: Work): Partition {
  const bounds = specs.flatMap(boundsOf);
  // Of a few values there is nothing to cut.
  if (specs.every((spec) => spec.enum !== undefined))
    return {
      cells: [...new Set(bounds)].map((value) => ({ kind: "value", value })),
      respects: () => true,
      tellsEqual: true,
    };
  const lengths = specs.length > 1 ? lengthCuts(specs) : [];
  const all = [...cuts, { kind: "points", values: bounds } as const, ...(lengths ?? [])];
  let found = cutInto(specs[0]!, all, work);
  if (specs.length > 1) {
    const few = found.cells.flatMap((cell) => fewOf(cell, specs));
    if (few.length > 0) found = cutInto(specs[0]!, [...all, { kind: "points", values: few }], work);
  }
  return { ...found, tellsEqual: lengths !== undefined };
}

function cutInto({ type }: Spec, cuts: readonly Cut[], work?: Work): Omit<Partition, "tellsEqual"> {
  const points = cuts.flatMap((cut) => (cut.kind === "points" ? cut.values : []));
  const blocks = cuts.flatMap((cut) => (cut.kind === "blocks" ? cut.blocks : []));
  const always = () => true;
  if (type === "boolean")
    return { cells: [false, true].map((value) => ({ kind: "value", value })), respects: always };
  if (type === "ip") return { cells: cutAddresses(points, blocks), respects: always };
  if (type !== "string") return { cells: cutNumbers(points as number[]), respects: always };
  const languages = distinct(cuts.flatMap((cut) => (cut.kind === "language" ? [cut.automaton] : [])));
  const { cells, cutBy } = cutTexts(points, [...languages.values()], work);
  const keys = new Set([...cutBy].map(keyOf));
  return { cells, respects: (cut) => cut.kind !== "language" || keys.has(keyOf(cut.automaton)) };
}

function boundsOf({ enum: allowed = [], minimum, maximum }: Spec): Scalar[] {
  return [...allowed, minimum, maximum].filter((value) => value !== undefined);
}

/** `undefined` when a length is too large to cut by. */
function lengthCuts(specs: readonly Spec[]): readonly Cut[] | undefined {
  const lengths = new Set(specs.flatMap(({ maxLength }) => maxLength ?? []));
  const automata = [...lengths].map(upTo);
  if (automata.includes(undefined)) return undefined;
  return automata.map((automaton) => ({ kind: "language", automaton: automaton! }));
}

/** The values of a cell in which so many fields could not all be different. */
function fewOf(cell: Cell, specs: readonly Spec[]): readonly Scalar[] {
  if (cell.kind === "value") return [];
  return specs.flatMap((spec) => {
    const members = membersOf(cell, spec, specs.length + 1);
    return members.length > specs.length ? [] : members;
  });
}

const keys = new WeakMap<Automaton, string>();

/** Automata of the same set are equal. */
function keyOf(automaton: Automaton): string {
  const { start, next, accepting, classes } = automaton;
  const key = keys.get(automaton) ?? JSON.stringify([start, [...next], [...accepting], classes]);
  keys.set(automaton, key);
  return key;
}

function distinct(automata: readonly Automaton[]): Map<string, Automaton> {
  return new Map(automata.map((automaton) => [keyOf(automaton), automaton]));
}
