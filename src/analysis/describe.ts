import { ipText } from "../language/ip.ts";
import { pathText, type Scalar } from "../language/model.ts";
import type { Cube } from "./core/cubes.ts";
import { momentText } from "./core/input.ts";
import { wordsOf, wordsOfLowered } from "./core/key.ts";
import { chainOf } from "./core/side.ts";
import { HERE, type Leaf, OPEN_FALSE, OPEN_TRUE, type Open, type Variable } from "./core/variables.ts";
import type { World } from "./core/world.ts";
import { hexOf } from "./values/addresses.ts";
import type { Cell, Spec } from "./values/cell.ts";
import { holds } from "./values/holds.ts";

// Classes of values in words that read like the conditions of rules. What is required is there unless they say otherwise.

/** Each has to hold; none for every input. */
export function describe(cube: Cube, world: World): readonly string[] {
  return [...cube].flatMap(
    ([level, classes]) => describeVariable(world.variable(level), classes, world) ?? [],
  );
}

function describeVariable(variable: Variable, classes: readonly number[], world: World): string | undefined {
  switch (variable.kind) {
    case "holder": {
      const key = variable.path.length === 0 ? variable.domain : pathText(variable);
      if (classes.includes(HERE)) return isOptional(variable, world) ? `${key} is present` : undefined;
      return `${key} is missing`;
    }
    case "leaf":
      return describeLeaf(variable, classes, world);
    case "same":
      return `${pathText(variable.left)} ${classes[0] === 1 ? "==" : "!="} ${pathText(variable.right)}`;
    case "item": {
      const list = pathText(variable.list);
      const what =
        variable.others === undefined ? valueText(variable.value!, variable.list.spec) : "something else";
      return classes[0] === 1 ? `${what} in ${list}` : `${what} not in ${list}`;
    }
    case "open":
      return describeOpen(variable, classes);
  }
}

function describeOpen({ part }: Open, classes: readonly number[]): string {
  const text = part.kind === "test" ? wordsOf(part.atom) : wordsOfLowered(part);
  const words = classes.map((index) =>
    index === OPEN_TRUE ? text : index === OPEN_FALSE ? `not (${text})` : `(${text}) is unknown`,
  );
  return [...new Set(words)].join(" or ");
}

function isOptional({ domain, path }: Pick<Leaf, "domain" | "path">, world: World): boolean {
  return world.sides.some((side) => chainOf(side, world.action, { domain, path }).at(-1)?.optional === true);
}

function describeLeaf(leaf: Leaf, classes: readonly number[], world: World): string | undefined {
  const key = pathText(leaf);
  const present = classes.filter((index) => index < leaf.cells.length);
  const isAbsent = classes.includes(leaf.absent);
  const gone = isOptional(leaf, world) ? "absent" : "missing";
  const bad = leaf.bad >= 0 && classes.includes(leaf.bad) ? [`${key} is of a wrong type`] : [];
  if (present.length === 0) return [...(isAbsent ? [`${key} is ${gone}`] : []), ...bad].join(" or ");
  const held = present.length === leaf.cells.length ? undefined : valuesText(leaf, present, world);
  if (!isAbsent)
    return (
      [held ?? (gone === "absent" ? `${key} is present` : undefined), ...bad].filter(Boolean).join(" or ") ||
      undefined
    );
  return held === undefined ? undefined : [held, `${key} is ${gone}`, ...bad].join(" or ");
}

/** Such as `action.amount > 1000` */
export function valuesText(leaf: Leaf, classes: readonly number[], world: World): string {
  const key = pathText(leaf);
  const cells = classes.map((index) => leaf.cells[index]!);
  if (["number", "integer", "datetime"].includes(leaf.spec.type) && leaf.spec.enum === undefined)
    return spansOf(leaf, classes)
      .map((span) => spanText(key, span, leaf.spec))
      .join(" or ");
  const named = leaf.cells.filter((_, index) => !classes.includes(index));
  if (cells.every(({ kind }) => kind === "value")) return listText(key, cells, leaf.spec, "");
  if (named.every(({ kind }) => kind === "value")) return listText(key, named, leaf.spec, "not ");
  return (
    testText(leaf, classes, world) ?? cells.map((cell) => cellText(key, cell, leaf, classes)).join(" or ")
  );
}

function listText(key: string, cells: readonly Cell[], spec: Spec, not: string): string {
  const values = cells.map((cell) => valueText((cell as { value: Scalar }).value, spec));
  if (values.length === 1) return `${key} ${not === "" ? "==" : "!="} ${values[0]}`;
  const shown = values.slice(0, 10).join(", ");
  return `${key} ${not}in [${shown}${values.length > 10 ? `, … ${values.length - 10} more` : ""}]`;
}

/** The test of a rule that says just this, or its opposite. */
function testText(leaf: Leaf, classes: readonly number[], world: World): string | undefined {
  const key = pathText(leaf);
  for (const { atom } of world.survey.exact.values()) {
    if ("term" in atom.left || pathText(atom.left) !== key || atom.right.kind === "field") continue;
    const holding = leaf.firsts.flatMap((value, index) => (holds(atom, value) ? [index] : []));
    if (isSame(holding, classes)) return wordsOf(atom);
    const others = leaf.firsts.flatMap((_, index) => (holding.includes(index) ? [] : [index]));
    if (isSame(others, classes)) return `not (${wordsOf(atom)})`;
  }
  return undefined;
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}

function cellText(key: string, cell: Cell, leaf: Leaf, classes: readonly number[]): string {
  if (cell.kind === "value") return `${key} == ${valueText(cell.value, leaf.spec)}`;
  if (cell.kind === "addresses")
    return `${key} from ${ipText(hexOf(cell.low))} to ${ipText(hexOf(cell.high))}`;
  const index = classes.find((each) => leaf.cells[each] === cell)!;
  return `${key} like ${valueText(leaf.firsts[index]!, leaf.spec)}`;
}

/** From one cell to the next, in order, as far as they go on. */
interface ValueSpan {
  readonly low: number;
  readonly high: number;
  readonly holdsLow: boolean;
  readonly holdsHigh: boolean;
}

function spansOf({ cells }: Leaf, classes: readonly number[]): readonly ValueSpan[] {
  const spans: ValueSpan[] = [];
  let last = -2;
  for (const index of [...classes].sort((a, b) => a - b)) {
    const cell = cells[index]!;
    const point = cell.kind === "value" ? Number(cell.value) : undefined;
    const { low, high } = cell as { low: number; high: number };
    const span =
      point === undefined
        ? { low, high, holdsLow: false, holdsHigh: false }
        : { low: point, high: point, holdsLow: true, holdsHigh: true };
    const before = spans.at(-1);
    if (before && index === last + 1)
      spans[spans.length - 1] = { ...before, high: span.high, holdsHigh: span.holdsHigh };
    else spans.push(span);
    last = index;
  }
  return spans;
}

function spanText(key: string, { low, high, holdsLow, holdsHigh }: ValueSpan, spec: Spec): string {
  if (low === high) return `${key} == ${valueText(low, spec)}`;
  const parts = [
    ...(low === -Infinity ? [] : [`${key} >${holdsLow ? "=" : ""} ${valueText(low, spec)}`]),
    ...(high === Infinity ? [] : [`${key} <${holdsHigh ? "=" : ""} ${valueText(high, spec)}`]),
  ];
  return parts.length === 0 ? `${key} is present` : parts.join(" and ");
}

export function valueText(value: Scalar, { type }: Spec): string {
  if (type === "ip") return ipText(String(value));
  if (type === "datetime") {
    const moment = momentText(value as number);
    return typeof moment === "string" ? moment : moment.toISOString();
  }
  return JSON.stringify(value);
}
