import type { Field, ValueConstraints } from "../language/schema.ts";
import type { ScalarType } from "../language/types.ts";
import type { Program, ProgramRule, Slot } from "../program/program.ts";
import type { Property } from "./own.ts";
import { takeReader } from "./property-readers.ts";

// What is read for a decision on one action (language.md §3, "read set"): a list of steps in the order of reading. A
// step reads one property off an object that an earlier step has read.

/** Reads a domain, an object or a field on the way to something that a rule reads. */
export interface ReadStep extends Property {
  /** How many objects stand around it, the input not counted: 0 for a domain, 1 for its fields. */
  readonly depth: number;
  /** For an object: how many of the steps that follow are inside it. */
  readonly inside: number;
  readonly optional: boolean;
  /** Some enforced rule reads it, or something in it: what is bad here is an error. */
  readonly enforced: boolean;
  /** What is bad here is noted instead of thrown: only audit rules read it, or the semantics are those of 0.7. */
  readonly tolerant: boolean;
  /** The type and more; absent for an object. */
  readonly value: ValuePlan | undefined;
  readonly shortcut: Shortcut;
  /** The slot that is filled; -1 for an object of which only the fields are read. */
  readonly slot: number;
  /** The slots of everything in it, its own included. */
  readonly slots: readonly number[];
}

/** What takes no more than a look at the value: unconstrained, and nothing but a number to put into the slot. */
export enum Shortcut {
  None = 0,
  Number = 1,
  Boolean = 2,
  String = 3,
  /** An object off which an enforced step reads next, which shows at no cost whether it is one. */
  Object = 4,
}

export interface ValuePlan {
  readonly type: ScalarType;
  readonly list: boolean;
  readonly sensitive: boolean;
  /** Its strings' bytes are needed. */
  readonly text: boolean;
  /** It has an enum, a range or a greatest length. */
  readonly constraints: ValueConstraints | undefined;
  readonly enum: ReadonlySet<string | number> | undefined;
}

export interface ReadPlan {
  /** The slot of `action.type`; -1 when no rule reads it. */
  readonly typeSlot: number;
  /** The steps after those for the action and its type: first off the action, then off the other domains. */
  readonly steps: readonly ReadStep[];
  /** How many of the steps are the action's. */
  readonly actionSteps: number;
  /** Slots in the order in which they are read. */
  readonly order: readonly number[];
  /** The path of each slot in `order`, by slot number. */
  readonly paths: ReadonlyMap<number, string>;
  /** Some slot takes more than a number. */
  readonly hasValues: boolean;
}

/** The plan for an action with these fields and the rules that can apply to it. */
export function planReads(
  program: Program,
  actionFields: readonly Field[],
  rules: readonly ProgramRule[],
): ReadPlan {
  const slots = collectSlots(program, rules);
  const inside = (domain: Slot["domain"]) => slots.filter(({ slot }) => slot.domain === domain);
  const typeSlot = inside("action").find(({ slot }) => slot.path[0] === "type");
  const planner = new Planner(program.settings.semantics === "actra-0.7");
  planner.addFields(
    1,
    "action",
    actionFields,
    inside("action").filter((other) => other !== typeSlot),
  );
  const actionSteps = planner.steps.length;
  planner.addDomain("actor", program.schema.actor.fields, inside("actor"));
  planner.addDomain("snapshot", program.schema.snapshot.fields, inside("snapshot"));
  const { steps } = planner;
  const order = [
    ...(typeSlot ? [typeSlot.number] : []),
    ...steps.flatMap(({ slot }) => (slot < 0 ? [] : [slot])),
  ];
  return {
    typeSlot: typeSlot?.number ?? -1,
    steps,
    actionSteps,
    order,
    paths: new Map(order.map((number) => [number, slotPath(program.slots[number]!)])),
    hasValues: order.some((number) => takesMore(program.slots[number]!)),
  };
}

export function slotPath({ domain, path }: Slot): string {
  return `${domain}.${path.join(".")}`;
}

function takesMore({ type, text }: Slot): boolean {
  return text || type.kind === "list" || type.scalar === "ip";
}

/** A slot that is read, with the names still to go from where the plan stands. */
interface Wanted {
  readonly number: number;
  readonly slot: Slot;
  readonly enforced: boolean;
  readonly rest: readonly string[];
}

function collectSlots(program: Program, rules: readonly ProgramRule[]): Wanted[] {
  const enforced = new Map<number, boolean>();
  for (const { reads, audit } of rules) {
    for (const number of reads) enforced.set(number, !audit || enforced.get(number) === true);
  }
  return [...enforced].map(([number, isEnforced]) => {
    const slot = program.slots[number]!;
    return { number, slot, enforced: isEnforced, rest: slot.path };
  });
}

class Planner {
  readonly steps: ReadStep[] = [];
  readonly #lenient: boolean;

  constructor(lenient: boolean) {
    this.#lenient = lenient;
  }

  addDomain(name: string, fields: readonly Field[], wanted: readonly Wanted[]): void {
    if (wanted.length > 0)
      this.#addObject({ name, path: name, parentPath: "input", depth: 0 }, fields, wanted);
  }

  /** In schema order. */
  addFields(depth: number, parentPath: string, fields: readonly Field[], wanted: readonly Wanted[]): void {
    const byName = groupByName(wanted);
    for (const field of fields) {
      const inside = byName.get(field.name);
      if (inside !== undefined) this.#addField(field, depth, parentPath, inside);
    }
  }

  #addField(field: Field, depth: number, parentPath: string, wanted: readonly Wanted[]): void {
    const { name, optional } = field;
    const start = { name, path: `${parentPath}.${name}`, parentPath, depth, optional };
    if (field.kind === "object") return this.#addObject(start, field.fields, wanted);
    const [
      {
        number: slot,
        enforced,
        slot: { text },
      },
    ] = wanted as [Wanted];
    const value = valuePlan(field, text);
    const tolerant = this.#lenient || !enforced;
    const shortcut = tolerant ? Shortcut.None : shortcutFor(value);
    this.steps.push(makeStep({ ...start, enforced, tolerant, slot, slots: [slot], value, shortcut }));
  }

  #addObject(start: StepStart, fields: readonly Field[], wanted: readonly Wanted[]): void {
    const own = wanted.find(({ rest }) => rest.length === 0);
    const at = this.steps.push(makeStep(start)) - 1;
    this.addFields(
      start.depth + 1,
      start.path,
      fields,
      wanted.filter((other) => other !== own),
    );
    const enforced = wanted.some((other) => other.enforced);
    const tolerant = this.#lenient || !enforced;
    const first = this.steps[at + 1];
    const shortcut =
      own === undefined && !tolerant && first?.tolerant === false ? Shortcut.Object : Shortcut.None;
    const slots = [
      ...(own ? [own.number] : []),
      ...this.steps.slice(at + 1).flatMap(({ slot }) => (slot < 0 ? [] : [slot])),
    ];
    const inside = this.steps.length - at - 1;
    this.steps[at] = makeStep({
      ...start,
      inside,
      enforced,
      tolerant,
      shortcut,
      slot: own?.number ?? -1,
      slots,
    });
  }
}

type StepStart = Pick<ReadStep, "name" | "path" | "parentPath" | "depth"> & Partial<ReadStep>;

/** Every step from the same literal: steps of different hidden classes would slow down each look at one. */
export function makeStep(parts: StepStart): ReadStep {
  return {
    name: parts.name,
    path: parts.path,
    parentPath: parts.parentPath,
    sensitive: parts.value?.sensitive === true,
    read: takeReader(),
    depth: parts.depth,
    inside: parts.inside ?? 0,
    optional: parts.optional ?? false,
    enforced: parts.enforced ?? true,
    tolerant: parts.tolerant ?? false,
    value: parts.value,
    shortcut: parts.shortcut ?? Shortcut.None,
    slot: parts.slot ?? -1,
    slots: parts.slots ?? [],
  };
}

function groupByName(wanted: readonly Wanted[]): Map<string, Wanted[]> {
  const byName = new Map<string, Wanted[]>();
  for (const { rest, ...other } of wanted) {
    const [name, ...deeper] = rest as [string, ...string[]];
    const sameName = byName.get(name);
    if (sameName) sameName.push({ ...other, rest: deeper });
    else byName.set(name, [{ ...other, rest: deeper }]);
  }
  return byName;
}

function shortcutFor({ type, list, text, constraints }: ValuePlan): Shortcut {
  if (list || text || constraints !== undefined) return Shortcut.None;
  if (type === "number") return Shortcut.Number;
  if (type === "boolean") return Shortcut.Boolean;
  return type === "string" ? Shortcut.String : Shortcut.None;
}

function valuePlan(field: Exclude<Field, { kind: "object" }>, text: boolean): ValuePlan {
  const { enum: words, minimum, maximum, maxLength } = field;
  const constrained = words ?? minimum ?? maximum ?? maxLength;
  return {
    type: field.type,
    list: field.kind === "list",
    sensitive: field.sensitive,
    text,
    constraints: constrained === undefined ? undefined : field,
    enum: words && new Set<string | number>(words),
  };
}
