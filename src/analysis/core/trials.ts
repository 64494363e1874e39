import {
  type Atom,
  type FieldReference,
  fieldsOf,
  isComputed,
  pathText,
  type Scalar,
  type Term,
} from "../../language/model.ts";
import { cutOf } from "../values/cut.ts";
import { literalsOf } from "../values/holds.ts";
import { isAllowed, membersOf } from "../values/members.ts";
import { edgesOf } from "../values/numbers.ts";
import type { Assignment, Path } from "./diagrams.ts";
import { filled, inputOf, type Values, valuesOf } from "./input.ts";
import { fieldsRead, partsOf } from "./key.ts";
import { chainOf } from "./side.ts";
import type { Leaf, Open } from "./variables.ts";
import type { World } from "./world.ts";

// Where tests are open, no class of values says what they come to: values that are likely to turn them are tried.

const MOST_TRIALS = 400;
const ROUND = [0, 1, 1_000_000, 1_000_000_000];

/** Inputs of the path with other values for what its open tests read, for the engine to judge. */
export function* trials(path: Path, world: World): Generator<object> {
  const open = [...world.variables.open.values()].filter(({ level }) => path.has(level));
  const read = [...new Set(open.flatMap(({ part }) => [...fieldsRead(part)]).map(pathText))];
  const assignment = filled(path, world);
  const values = valuesOf(assignment, world);
  if (values === undefined) return;
  // What other fields hold is where an order between fields turns.
  const held = read.flatMap((key) => values.get(key) ?? []);
  const hints = [...new Set([...open.flatMap(({ part }) => [...constantsIn(part)]), ...held, ...ROUND])];
  const choices = read.flatMap((key) => {
    const leaf = world.variables.leaves.get(key);
    return leaf === undefined ? [] : [{ leaf, key, values: candidates(leaf, path, hints, open, world) }];
  });
  let state = 1;
  const random = (count: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % count;
  };
  for (let i = 0; i < MOST_TRIALS; i++) {
    const varied = new Map(values);
    const classes = [...assignment];
    for (const { leaf, key, values: possible } of choices) {
      if (possible.length === 0) continue;
      const value = possible[random(possible.length)]!;
      varied.set(key, value as Scalar);
      if (!path.has(leaf.level)) classes[leaf.level] = 0;
    }
    yield withLists(inputOf(classes as Assignment, varied, world), choices, varied, random);
  }
}

interface Choice {
  readonly leaf: Leaf;
  readonly key: string;
}

/** A list of scalars may hold what another field holds. */
function withLists(
  input: object,
  choices: readonly Choice[],
  values: Values,
  random: (count: number) => number,
): object {
  for (const { leaf, key } of choices) {
    if (!leaf.list) continue;
    const scalars = choices.filter((other) => !other.leaf.list && other.leaf.spec.type === leaf.spec.type);
    const held = scalars.flatMap((other) => values.get(other.key) ?? []);
    const list = (values.get(key) ?? []) as readonly Scalar[];
    if (!Array.isArray(list) || held.length === 0) continue;
    place(input, leaf, random(2) === 0 ? [...list, ...held] : list);
  }
  return input;
}

function place(input: object, { domain, path }: Leaf, value: unknown): void {
  let at = (input as Record<string, unknown>)[domain] as Record<string, unknown> | undefined;
  for (const name of path.slice(0, -1)) at = at?.[name] as Record<string, unknown> | undefined;
  const name = path.at(-1)!;
  if (at !== undefined && Array.isArray(at[name])) at[name] = value;
}

function candidates(
  leaf: Leaf,
  path: Path,
  hints: readonly Scalar[],
  open: readonly Open[],
  world: World,
): readonly unknown[] {
  const index = path.get(leaf.level);
  if (index !== undefined && index >= leaf.cells.length) return [];
  if (leaf.list) return listsFor(leaf, hints, open, world);
  const cells = index === undefined ? leaf.cells.slice(0, 12) : [leaf.cells[index]!];
  const found = new Set<Scalar>();
  for (const cell of cells) {
    for (const value of membersOf(cell, leaf.spec, 3)) found.add(value);
    if (cell.kind !== "between") continue;
    for (const value of edgesOf(cell.low, cell.high, leaf.spec.type)) found.add(value);
    for (const hint of hints) {
      if (typeof hint !== "number") continue;
      for (const value of [hint, hint + 1, hint - 1, hint / 2, -hint, hint + 0.5])
        if (value > cell.low && value < cell.high) found.add(value);
    }
  }
  if (leaf.spec.type === "string") for (const hint of hints) if (isIn(hint, cells, leaf)) found.add(hint);
  return [...found].filter((value) => isAllowed(value, leaf.spec));
}

function isIn(hint: Scalar, cells: Leaf["cells"], leaf: Leaf): boolean {
  if (typeof hint !== "string" || !isAllowed(hint, leaf.spec)) return false;
  return cells.some(
    (cell) => cell.kind === "texts" && cell.automaton === undefined && !cell.without.has(hint),
  );
}

/** Empty, and with what the tests speak of; of objects, some with such fields. */
function listsFor(
  leaf: Leaf,
  hints: readonly Scalar[],
  open: readonly Open[],
  world: World,
): readonly unknown[] {
  const [field] = world.sides.flatMap((side) => chainOf(side, world.action, leaf).at(-1) ?? []);
  if (field?.kind === "items") return objectsFor(leaf, open);
  const fitting = hints.filter((value) => fits(value, leaf) && isAllowed(value, leaf.spec));
  const few = fitting.slice(0, 4);
  return [[], ...few.map((value) => [value]), few];
}

function fits(value: Scalar, { spec }: Leaf): boolean {
  return typeof value === (spec.type === "string" || spec.type === "ip" ? "string" : "number");
}

function objectsFor(leaf: Leaf, open: readonly Open[]): readonly unknown[] {
  const tests = open.flatMap(({ part }) => (part.kind === "test" ? [] : [...partsOf(part.where)]));
  const items: Record<string, unknown>[] = [{}];
  for (const inner of tests) {
    if (inner.kind !== "test") continue;
    for (const field of fieldsOf(inner.atom).filter(
      ({ list }) => list && pathText(list) === pathText(leaf),
    )) {
      const name = field.path.slice(leaf.path.length).join(".");
      const values = valuesFor(inner.atom, field);
      const extended = items.flatMap((item) => values.map((value) => ({ ...item, [name]: value })));
      items.push(...extended.slice(0, 30));
    }
  }
  return [[], ...items.slice(-40).map((item) => [item]), items.slice(-2)];
}

function valuesFor(atom: Atom, field: FieldReference): readonly unknown[] {
  const literals = literalsOf(atom.right);
  if (field.type.scalar === "boolean") return [true, false];
  const numbers = literals
    .filter((value) => typeof value === "number")
    .flatMap((value) => [value, value + 1, value - 1]);
  if (numbers.length > 0) return numbers;
  const cut = cutOf(atom);
  return [...literals, ...(cut ? ["other"] : ["other", 1])];
}

function* constantsIn(part: Open["part"]): Generator<Scalar> {
  if (part.kind !== "test") {
    for (const inner of partsOf(part.where)) yield* constantsIn(inner);
    return;
  }
  const { left, right } = part.atom;
  yield* literalsOf(right);
  for (const side of [left, right]) {
    if (!("kind" in side) || side.kind !== "expression") continue;
    if (isComputed(side)) yield* constantsOf(side.term);
  }
}

function* constantsOf(term: Term): Generator<number> {
  if (term.constant !== undefined) yield term.constant;
  if (term.kind === "negative" || term.kind === "part") yield* constantsOf(term.operand);
  if (term.kind !== "chain") return;
  yield* constantsOf(term.first);
  for (const { operand } of term.rest) yield* constantsOf(operand);
}
