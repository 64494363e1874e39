import { type Field, hasFields, type ValueField } from "../language/schema.ts";
import type { ScalarType } from "../language/types.ts";
import { type Program, type ProgramRule, type Slot, TextUse } from "../program/program.ts";
import { ANY_ITEM, type Property } from "./own.ts";
import { type Readers, takeReader } from "./property-readers.ts";

// What is read for a decision on one action (docs/semantics.md, 2): a list of steps in the order of reading. A
// step reads one property off an object that an earlier step has read; those inside an object come right behind it.

/** Reads a domain, an object or a field on the way to something that a rule reads. */
export interface ReadStep extends Property {
  /** For an object: how many of the steps that follow are inside it. */
  readonly inside: number;
  readonly optional: boolean;
  /** Some enforced rule reads it, or something in it: what is bad here is an error. */
  readonly enforced: boolean;
  /** What is bad here is noted instead of thrown: only audit rules read it, or the semantics are those of 0.7. */
  readonly tolerant: boolean;
  readonly shortcut: Shortcut;
  /** The slot that is filled; -1 for an object of which only the fields are read. */
  readonly slot: number;
  /** The slots of everything in it, its own included. */
  readonly slots: readonly number[];
  /** Of the value, or of each item of the list that it is; `undefined` for an object. */
  readonly type: ScalarType | undefined;
  readonly list: boolean;
  readonly text: TextUse;
  /** The slots whose texts share numbers. */
  readonly peers: readonly number[];
  readonly enum: ReadonlySet<unknown> | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly maxLength: number | undefined;
  /** For a list into which rules look item by item. */
  readonly items: ItemPlan | undefined;
}

/** What is read of each item of a list. */
export interface ItemPlan {
  /** Off each item that is an object. */
  readonly steps: readonly ReadStep[];
  /** The slots that an item fills, in the order of its row. */
  readonly row: readonly number[];
}

/** What takes no more than a look at the value, since nothing constrains it: in most cases there is but a number to put into the slot. */
export enum Shortcut {
  None = 0,
  Number = 1,
  Boolean = 2,
  String = 3,
  /** An object off which an enforced step reads next, which shows at no cost whether it is one. */
  Object = 4,
  /** A string whose bytes are needed, or which has a number of its own: all that there is to do besides is to keep it. */
  Text = 5,
}

export interface ReadPlan {
  /** For `action.type`, which is read in any case; absent when no rule asks for it. */
  readonly typeStep: ReadStep | undefined;
  /** The steps after those for the action and its type: first off the action, then off the other domains. */
  readonly steps: readonly ReadStep[];
  /** How many of the steps are the action's. */
  readonly actionSteps: number;
  /** The slots of `action.type` and of these steps. */
  readonly actionSlots: readonly number[];
  /** Slots in the order in which they are read. */
  readonly order: readonly number[];
  /** The path of each slot in `order`, by slot number. */
  readonly paths: ReadonlyMap<number, string>;
}

/** What the rules ask for. */
interface Demand {
  readonly program: Program;
  /** Slots by path, those of items by `action.lines[].price`. The verifier has seen to it that the rules of one action agree on the slot of a path. */
  readonly slots: ReadonlyMap<string, number>;
  /** Slots that enforced rules read. */
  readonly enforced: ReadonlySet<number>;
  /** Those whose texts share numbers. */
  readonly peers: readonly number[];
  readonly readers: Readers;
}

/** The plan for an action with these fields and the rules that can apply to it. */
export function planReads(
  program: Program,
  actionFields: readonly Field[],
  rules: readonly ProgramRule[],
  readers: Readers,
): ReadPlan {
  const { slots, schema } = program;
  const read = new Set(rules.flatMap(({ reads }) => reads));
  const demand: Demand = {
    program,
    slots: new Map([...read].map((slot) => [stepPath(slots[slot]!, slots), slot])),
    enforced: new Set(rules.flatMap(({ audit, reads }) => (audit ? [] : reads))),
    peers: [...read].filter((slot) => slots[slot]!.text === TextUse.Number),
    readers,
  };
  const ofType = planFields([TYPE_FIELD], "action", demand);
  const ofAction = planFields(actionFields, "action", demand);
  const ofOthers = [
    ...planHolder({ name: "actor", path: "actor" }, schema.actor.fields, false, demand),
    ...planHolder({ name: "snapshot", path: "snapshot" }, schema.snapshot.fields, false, demand),
  ];
  const actionSlots = slotsOf([...ofType, ...ofAction]);
  const order = [...actionSlots, ...slotsOf(ofOthers)];
  return {
    typeStep: ofType[0],
    steps: [...ofAction, ...ofOthers],
    actionSteps: ofAction.length,
    actionSlots,
    order,
    paths: new Map(order.map((slot) => [slot, slotPath(slots[slot]!)])),
  };
}

function slotPath({ domain, path }: Slot): string {
  return `${domain}.${path.join(".")}`;
}

/** As errors begin to say it: which item it was is known when it is read. */
export function stepPath(slot: Slot, slots: readonly Slot[]): string {
  if (slot.list === undefined) return slotPath(slot);
  const list = slots[slot.list]!;
  return [`${slotPath(list)}${ANY_ITEM}`, ...slot.path.slice(list.path.length)].join(".");
}

/** Those of items come right behind their list's. */
function slotsOf(steps: readonly ReadStep[]): number[] {
  return steps.flatMap((step) => (step.items === undefined ? step.slot : step.slots)).filter(isFilled);
}

function isFilled(slot: number): boolean {
  return slot >= 0;
}

type Start = Pick<ReadStep, "name" | "path"> & Partial<ReadStep>;

/** In schema order. */
function planFields(fields: readonly Field[], parentPath: string, demand: Demand): ReadStep[] {
  return fields.flatMap((field) => {
    const { name, optional } = field;
    const start = { name, path: `${parentPath}.${name}`, parentPath, optional };
    return hasFields(field)
      ? planHolder(start, field.fields, field.kind === "items", demand)
      : planValue(start, field, demand);
  });
}

/** The step of an object, or of a list of them, and those inside it; nothing when no rule reads it or anything in it. */
function planHolder(start: Start, fields: readonly Field[], list: boolean, demand: Demand): ReadStep[] {
  const slot = demand.slots.get(start.path) ?? -1;
  const inner = planFields(fields, list ? start.path + ANY_ITEM : start.path, demand);
  const slots = [slot, ...slotsOf(inner)].filter(isFilled);
  if (slots.length === 0) return [];
  // What reading it throws may say what is inside.
  const sensitive = inner.some((step) => step.sensitive);
  const step = { ...start, ...modesOf(slots, demand), slot, slots, list, sensitive };
  if (list) return [makeStep({ ...step, items: { steps: inner, row: rowOf(slot, demand) } }, demand)];
  const showsAtNoCost = slot < 0 && !step.tolerant && inner[0]!.tolerant === false;
  const shortcut = showsAtNoCost ? Shortcut.Object : Shortcut.None;
  return [makeStep({ ...step, inside: inner.length, shortcut }, demand), ...inner];
}

/** The slots that an item of the list fills. */
export function rowOf(list: number, { program }: Pick<Demand, "program">): number[] {
  return [...program.slots.keys()].filter((slot) => program.slots[slot]!.list === list);
}

function planValue(start: Start, field: ValueField, demand: Demand): ReadStep[] {
  const slot = demand.slots.get(start.path);
  if (slot === undefined) return [];
  const slots = [slot];
  const { type, kind, sensitive, enum: words, minimum, maximum, maxLength } = field;
  const list = kind === "list";
  const { text } = demand.program.slots[slot]!;
  const modes = modesOf(slots, demand);
  const isConstrained = (words ?? minimum ?? maximum ?? maxLength) !== undefined;
  const isSimple = !(modes.tolerant || list || isConstrained);
  const row = list ? rowOf(slot, demand) : [];
  const parts = {
    ...start,
    ...modes,
    slot,
    slots,
    type,
    list,
    text,
    peers: demand.peers,
    sensitive,
    minimum,
    maximum,
    maxLength,
    enum: words && new Set(words),
    shortcut: (isSimple && (text ? Shortcut.Text : SHORTCUTS.get(type))) || Shortcut.None,
    items: row.length > 0 ? { steps: [], row } : undefined,
  };
  return [makeStep(parts, demand)];
}

const SHORTCUTS: ReadonlyMap<string, Shortcut> = new Map([
  ["number", Shortcut.Number],
  ["boolean", Shortcut.Boolean],
  ["string", Shortcut.String],
]);

function modesOf(slots: readonly number[], { program, enforced: all }: Demand) {
  const enforced = slots.some((slot) => all.has(slot));
  return { enforced, tolerant: !enforced || program.settings.semantics === "actra-0.7" };
}

/** Every step has the same keys in the same order: steps of different hidden classes would slow down each look at one. */
function makeStep(parts: Start, { readers }: Demand): ReadStep {
  return { ...STEP, ...parts, reader: takeReader(parts.path, readers) };
}

const STEP: ReadStep = {
  name: "",
  path: "",
  parentPath: "input",
  sensitive: false,
  reader: -1,
  inside: 0,
  optional: false,
  enforced: true,
  tolerant: false,
  shortcut: Shortcut.None,
  slot: -1,
  slots: [],
  type: undefined,
  list: false,
  text: TextUse.Handle,
  peers: [],
  enum: undefined,
  minimum: undefined,
  maximum: undefined,
  maxLength: undefined,
  items: undefined,
};

/** Which each input has to have, and which are read by functions of their own. */
export const ACTION: ReadStep = { ...STEP, name: "action", path: "action" };
export const TYPE: ReadStep = {
  ...STEP,
  name: "type",
  path: "action.type",
  parentPath: "action",
  type: "string",
};
const TYPE_FIELD: Field = { kind: "scalar", name: "type", type: "string", optional: false, sensitive: false };
