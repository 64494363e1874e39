import { SlotState } from "../../../assembly/shared/layout.ts";
import { parseDatetime } from "../../language/datetime.ts";
import { parseIp, toHex } from "../../language/ip.ts";
import { pathText, type Scalar } from "../../language/model.ts";
import type { ScalarType } from "../../language/types.ts";
import type { Hidden } from "../../policy/hide.ts";
import { covers, type Possibilities } from "../../policy/outcomes.ts";
import type { Diagram } from "../core/diagrams.ts";
import type { Values } from "../core/input.ts";
import { BAD, GONE, HERE, type Holder, type Item, type Leaf, type Same } from "../core/variables.ts";
import type { World } from "../core/world.ts";
import { isAllowed } from "../values/members.ts";
import { indexOf } from "../values/within.ts";
import type { Asked } from "./questions.ts";

// What of an input is known, as the set of the assignments that it can have. Nothing is read again: what was read counts.

export interface Known {
  readonly region: Diagram;
  /** By the keys of the fields that are known and there. */
  readonly values: Values;
  /** Whether all that is known is in `values`. */
  readonly isWhole: boolean;
}

/** Longer texts are not looked through. */
const LONGEST = 10_000;

/** `undefined` where what was read is not seen through. */
export function knownOf(possibilities: Possibilities, asked: Asked): Known | undefined {
  return new Knowing(possibilities, asked).known();
}

class Knowing {
  readonly #possibilities: Possibilities;
  readonly #asked: Asked;
  readonly #world: World;
  readonly #slots: ReadonlyMap<string, number>;
  readonly #values = new Map<string, Scalar | readonly Scalar[]>();
  #isWhole = true;

  constructor(possibilities: Possibilities, asked: Asked) {
    this.#possibilities = possibilities;
    this.#asked = asked;
    this.#world = asked.world;
    const { paths } = possibilities.plan.reads;
    this.#slots = new Map([...paths].map(([slot, path]) => [path, slot]));
  }

  known(): Known | undefined {
    const { diagrams, valid, variables } = this.#world;
    const holders = [...variables.holders.values()].map((holder) => this.#holder(holder));
    const leaves = [...variables.leaves].map(([key, leaf]) => this.#leaf(key, leaf));
    const pairs = [...variables.same.values()].map((pair) => this.#pair(pair));
    const items = [...variables.items.values()].flat().map((item) => this.#item(item));
    const sets: Diagram[] = [];
    for (const set of [...holders, ...leaves, ...pairs, ...items]) {
      if (set === undefined) return undefined;
      sets.push(set);
    }
    return {
      region: diagrams.all([...sets, valid]),
      values: this.#values,
      isWhole: this.#isWhole,
    };
  }

  #isUnknown(key: string): boolean {
    return covers(this.#possibilities.seen.unknown, key);
  }

  /** An object in which something is unknown may have nothing else that would tell whether it is there. */
  #holder({ domain, path, level, size }: Holder): Diagram {
    const { seen } = this.#possibilities;
    const key = path.length === 0 ? domain : pathText({ domain, path });
    if (this.#isUnknown(key)) return this.#anything();
    const slot = this.#slots.get(key);
    if (slot !== undefined) return this.#state(slot, { domain, path });
    const hidden = hiddenIn(seen.hidden, [domain, ...path]);
    if (hidden === undefined) return this.#anything();
    const isObject = seen.met.get(hidden);
    const state = isObject === undefined ? GONE : isObject ? HERE : BAD;
    return this.#world.diagrams.test(level, size, (index) => index === state);
  }

  #leaf(key: string, leaf: Leaf): Diagram | undefined {
    const slot = this.#slots.get(key);
    if (this.#isUnknown(key)) return this.#anything();
    if (slot === undefined) return undefined;
    const state = this.#state(slot, leaf);
    if (this.#possibilities.seen.states[slot] !== SlotState.Present) return state;
    const index = leaf.list ? this.#takeList(key, slot, leaf) : this.#takeScalar(key, slot, leaf);
    if (index < 0) return undefined;
    const held = this.#world.diagrams.test(leaf.level, leaf.size, (each) => each === index);
    return this.#world.diagrams.and(state, held);
  }

  #state(slot: number, field: Pick<Leaf, "domain" | "path">): Diagram {
    const { diagrams } = this.#world;
    const { here, optional, required } = this.#world.states(this.#asked.subject, field);
    switch (this.#possibilities.seen.states[slot]) {
      case SlotState.Present:
        return here;
      case SlotState.MissingOptional:
        return optional;
      case SlotState.MissingRequired:
        return required;
      default:
        return diagrams.not(diagrams.any([here, optional, required]));
    }
  }

  /** The cell in which the value is; -1 where there is none. */
  #takeScalar(key: string, slot: number, leaf: Leaf): number {
    const { staging } = this.#possibilities.seen;
    const value = scalarOf(staging.given![slot], leaf.spec.type);
    if (value === undefined || String(value).length > LONGEST) return -1;
    this.#values.set(key, value);
    return indexOf(value, leaf.cells);
  }

  #takeList(key: string, slot: number, { spec, cells }: Leaf): number {
    const given = this.#possibilities.seen.staging.given![slot] as readonly unknown[];
    const items = Array.from(given, (item) => scalarOf(item, spec.type));
    // Of objects there is nothing here.
    if (items.some((item) => item === undefined)) this.#isWhole = false;
    else this.#values.set(key, items as Scalar[]);
    return cells.length - 1;
  }

  /** Of two that are known whether they are equal; of one and another, whether that could be equal at all. */
  #pair({ left, right, level }: Same): Diagram {
    const [one, other] = [left, right].map((leaf) => this.#values.get(pathText(leaf)));
    const { diagrams } = this.#world;
    const same = diagrams.test(level, 2, (index) => index === 1);
    if (one !== undefined && other !== undefined) return one === other ? same : diagrams.not(same);
    const canBe =
      (one === undefined || isAllowed(one as Scalar, right.spec)) &&
      (other === undefined || isAllowed(other as Scalar, left.spec));
    return canBe ? this.#anything() : diagrams.not(same);
  }

  #item(item: Item): Diagram {
    const held = this.#values.get(pathText(item.list)) as readonly Scalar[] | undefined;
    if (held === undefined) return this.#anything();
    const named = this.#world.variables.items.get(pathText(item.list))!.map(({ value }) => value);
    const isIn =
      item.others === undefined ? held.includes(item.value!) : held.some((each) => !named.includes(each));
    return this.#world.diagrams.test(item.level, 2, (index) => (index === 1) === isIn);
  }

  #anything(): Diagram {
    return this.#world.diagrams.all([]);
  }
}

function hiddenIn(hidden: Hidden, [name, ...rest]: readonly string[]): Hidden | undefined {
  const inside = hidden.get(name!);
  if (inside === undefined || inside === true) return undefined;
  return rest.length === 0 ? inside : hiddenIn(inside, rest);
}

/** As the model has it. */
function scalarOf(given: unknown, type: ScalarType): Scalar | undefined {
  if (type === "datetime") return parseDatetime(given as string);
  if (type === "ip") {
    const bytes = parseIp(given as string);
    return bytes && toHex(bytes);
  }
  if (type === "string" || type === "boolean") return given as Scalar | undefined;
  return given === undefined ? undefined : Number(given) + 0;
}
