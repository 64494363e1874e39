import type { Scalar } from "../../language/model.ts";
import { pathText } from "../../language/model.ts";
import type { Cell, Cut } from "../values/cell.ts";
import { cutOf, type Partition, partition } from "../values/cut.ts";
import { membersOf } from "../values/members.ts";
import { shapeOf } from "./shape.ts";
import { type ActionKind, isActionType, isLenient, type Side } from "./side.ts";
import type { Survey, SurveyedLeaf } from "./survey.ts";
import {
  BAD,
  GONE,
  type Holder,
  type Item,
  type Leaf,
  OPEN_MISSING,
  type Open,
  type Same,
  type Variable,
} from "./variables.ts";
import type { Work } from "./work.ts";

// From what conditions ask to variables, in the order in which diagrams ask for them.

export interface Variables {
  readonly all: readonly Variable[];
  readonly holders: ReadonlyMap<string, Holder>;
  readonly leaves: ReadonlyMap<string, Leaf>;
  /** By the keys of both fields, in either order. */
  readonly same: ReadonlyMap<string, Same>;
  /** By the key of the list. */
  readonly items: ReadonlyMap<string, readonly Item[]>;
  readonly open: ReadonlyMap<string, Open>;
  /** By leaf, how it is cut. */
  readonly partitions: ReadonlyMap<string, Partition>;
  /** Fields that are compared with each other, each group by its keys. */
  readonly groups: readonly (readonly string[])[];
}

/** So many fields may be compared with each other for being equal; beyond, such tests count as not understood. */
const MOST_TOGETHER = 5;

export function sameKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

export function buildVariables(
  survey: Survey,
  action: ActionKind,
  sides: readonly Side[],
  work: Work,
): Variables {
  return new Builder(survey, action, sides.every(isLenient), work).build();
}

class Builder {
  readonly #survey: Survey;
  readonly #action: ActionKind;
  readonly #isLenient: boolean;
  readonly #work: Work;
  readonly #all: Variable[] = [];

  constructor(survey: Survey, action: ActionKind, lenient: boolean, work: Work) {
    this.#work = work;
    this.#survey = survey;
    this.#action = action;
    this.#isLenient = lenient;
  }

  build(): Variables {
    const holders = this.#holders();
    const groups = groupsOf(this.#survey.leaves);
    const partitions = new Map<string, Partition>();
    const drafts = groups.map((group) => this.#cut(group, partitions));
    const leaves = new Map<string, Leaf>();
    const same = new Map<string, Same>();
    const items = new Map<string, Item[]>();
    // Few classes first: what most rules ask for tends to be a kind or a flag.
    const weight = (group: readonly LeafDraft[]) => Math.max(...group.map(({ cells }) => cells.length));
    for (const group of drafts.toSorted((a, b) => weight(a) - weight(b))) {
      for (const draft of group) leaves.set(draft.key, this.#leaf(draft));
      this.#pairs(group, leaves, same, partitions);
      for (const draft of group)
        if (draft.list) items.set(draft.key, this.#items(draft, leaves.get(draft.key)!));
    }
    const open = new Map(
      [...this.#notUnderstood(same, partitions)].map(([key, part]) => [key, this.#open(part)]),
    );
    return { all: this.#all, holders, leaves, same, items, open, partitions, groups };
  }

  #holders(): Map<string, Holder> {
    const size = this.#isLenient ? BAD + 1 : GONE + 1;
    return new Map(
      [...this.#survey.holders].map(([key, place]) => [
        key,
        this.#add<Holder>({ kind: "holder", ...place, size }),
      ]),
    );
  }

  #cut(group: readonly string[], partitions: Map<string, Partition>): LeafDraft[] {
    const surveyed = group.map((key) => this.#survey.leaves.get(key)!);
    const own = surveyed.map((leaf) => this.#ownCut(leaf));
    const cuts = [...surveyed.flatMap((leaf) => leaf.cuts), ...own.flatMap((cut) => cut ?? [])];
    const found = partition(
      surveyed.map(({ spec }) => spec),
      cuts,
      this.#work,
    );
    for (const key of group) partitions.set(key, found);
    return surveyed.map((leaf) => {
      const cells = this.#cellsOf(leaf, found);
      return { ...leaf, cells, firsts: cells.map((cell) => membersOf(cell, leaf.spec, 1)[0]!) };
    });
  }

  /** The names of actions, which tell `action.type` apart. */
  #ownCut(leaf: SurveyedLeaf): Cut | undefined {
    if (!isActionType(leaf) || this.#action.kind === "absent") return undefined;
    const { kind } = this.#action;
    return { kind: "points", values: kind === "declared" ? [this.#action.name] : this.#action.declared };
  }

  #cellsOf(leaf: SurveyedLeaf, { cells }: Partition): readonly Cell[] {
    if (leaf.list) return leaf.spec.enum?.length === 0 ? [] : [PRESENT];
    const fitting = cells.filter((cell) => membersOf(cell, leaf.spec, 1).length > 0);
    if (!isActionType(leaf)) return fitting;
    const action = this.#action;
    if (action.kind === "absent") return [];
    return fitting.filter((cell) => {
      const names = action.kind === "declared" ? [action.name] : action.declared;
      return (cell.kind === "value" && names.includes(String(cell.value))) === (action.kind === "declared");
    });
  }

  #leaf({ key, cells, firsts, domain, path, spec, list }: LeafDraft): Leaf {
    const isType = key === "action.type";
    const mayBeAbsent = isType ? this.#action.kind === "absent" : true;
    const mayBeBad = this.#isLenient && !isType;
    const absent = mayBeAbsent ? cells.length : -1;
    const bad = mayBeBad ? cells.length + 1 : -1;
    const size = cells.length + Number(mayBeAbsent) + Number(mayBeBad);
    return this.#add<Leaf>({ kind: "leaf", domain, path, spec, list, cells, firsts, absent, bad, size });
  }

  #pairs(
    group: readonly LeafDraft[],
    leaves: ReadonlyMap<string, Leaf>,
    same: Map<string, Same>,
    partitions: ReadonlyMap<string, Partition>,
  ): void {
    if (group.length > MOST_TOGETHER || !partitions.get(group[0]!.key)!.tellsEqual) return;
    for (const [i, one] of group.entries()) {
      for (const other of group.slice(i + 1)) {
        const pair = { left: leaves.get(one.key)!, right: leaves.get(other.key)! };
        same.set(sameKey(one.key, other.key), this.#add<Same>({ kind: "same", ...pair, size: 2 }));
      }
    }
  }

  #items({ cuts, spec }: LeafDraft, list: Leaf): Item[] {
    const values = [...new Set(cuts.flatMap((cut) => (cut.kind === "points" ? cut.values : [])))];
    const possible = values.filter((value) => membersOf({ kind: "value", value }, spec, 1).length > 0);
    const items = possible.map((value) => this.#add<Item>({ kind: "item", list, value, size: 2 }));
    const named = new Set<Scalar>(possible);
    const { cells } = partition([spec], [{ kind: "points", values: possible }]);
    const others = cells.flatMap((cell) => membersOf(cell, spec, 2)).filter((value) => !named.has(value));
    if (others.length > 0) items.push(this.#add<Item>({ kind: "item", list, others, size: 2 }));
    return items;
  }

  /** What no classes of values decide, or would take too many. */
  #notUnderstood(
    same: ReadonlyMap<string, Same>,
    partitions: ReadonlyMap<string, Partition>,
  ): Map<string, Open["part"]> {
    const open = new Map(this.#survey.open);
    for (const [key, test] of this.#survey.exact) {
      const shape = shapeOf(test.atom);
      const cut = cutOf(test.atom);
      const isDecided =
        shape.kind === "equal"
          ? same.has(sameKey(pathText(shape.left), pathText(shape.right)))
          : shape.kind === "value" && cut && partitions.get(pathText(shape.field))?.respects(cut);
      if (!isDecided) open.set(key, test);
    }
    return open;
  }

  #open(part: Open["part"]): Open {
    const isComputed =
      part.kind !== "test" || "term" in part.atom.left || part.atom.right.kind === "expression";
    // What is asked of items may be unknown for want of data; what is computed, by a fault.
    return this.#add<Open>({ kind: "open", part, size: isComputed ? 4 : 2 });
  }

  #add<T extends Variable>(variable: Omit<T, "level" | "costs">): T {
    const added = { ...variable, level: this.#all.length, costs: [] as number[] } as unknown as T;
    for (let index = 0; index < added.size; index++) added.costs.push(isUnusual(added, index) ? UNUSUAL : 0);
    this.#all.push(added);
    return added;
  }
}

/** Data that is missing or bad shows little of a rule: last of all. */
const UNUSUAL = 1_000_000;

function isUnusual(variable: Variable, index: number): boolean {
  if (variable.kind === "leaf") return index >= variable.cells.length;
  if (variable.kind === "holder") return index >= GONE;
  return variable.kind === "open" && index >= OPEN_MISSING;
}

interface LeafDraft extends SurveyedLeaf {
  readonly cells: readonly Cell[];
  readonly firsts: readonly Scalar[];
}

/** Of a list, whether it is there is all that its own variable says. */
const PRESENT: Cell = { kind: "value", value: true };

/** Fields that hang together by being compared. */
function groupsOf(leaves: ReadonlyMap<string, SurveyedLeaf>): string[][] {
  const groups: string[][] = [];
  const seen = new Set<string>();
  for (const start of leaves.keys()) {
    if (seen.has(start)) continue;
    const group = [start];
    seen.add(start);
    for (const key of group) {
      for (const mate of leaves.get(key)!.mates) {
        if (seen.has(mate) || !leaves.has(mate)) continue;
        seen.add(mate);
        group.push(mate);
      }
    }
    groups.push(group);
  }
  return groups;
}
