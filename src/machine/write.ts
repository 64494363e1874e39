import { Record, SlotState } from "../../assembly/shared/layout.ts";
import { TextUse } from "../program/program.ts";
import type { Loaded } from "./loaded.ts";
import type { Machine } from "./machine.ts";
import type { ReadPlan } from "./plan.ts";
import type { Items, Staging, Value } from "./staging.ts";
import { textRoom } from "./utf8.ts";
import type { Words } from "./words.ts";

// Values → records in the machine's memory. Nothing here runs code of the caller's; from the first write to the end of
// the run, the heap belongs to one decision.

const encoder = new TextEncoder();

/** Writes what takes more than a number. */
export function writeValues(
  staging: Staging,
  { order }: ReadPlan,
  { context, machine, program }: Loaded,
): void {
  const { frame, values } = staging;
  staging.hasValues = false;
  let free = machine.heap(staging.heap);
  for (const slot of order) {
    const value = values[slot];
    values[slot] = undefined;
    const isWritten = value !== undefined && program.slots[slot]!.text < TextUse.Number;
    if (isWritten && staging.stateOf(slot) === SlotState.Present)
      free = writeValue(value, frame + slot * Record.Size, free, machine, context.words);
  }
}

/** Writes a value into its record, and at `free` what it has beside that. Gives the address after what it wrote there. */
export function writeValue(
  value: Value,
  record: number,
  free: number,
  machine: Machine,
  words: Words,
): number {
  if (typeof value === "number") machine.f64[record >>> 3] = value;
  else if (typeof value === "string") return writeText(value, record, free, machine, words);
  else if (value instanceof Uint8Array) machine.u8.set(value, record);
  else if ("cells" in value) return writeItems(value, record, free, machine, words);
  else return writeList(value, record, free, machine, words);
  return free;
}

function writeText(
  text: string,
  record: number,
  free: number,
  { f64, u8, u32 }: Machine,
  words: Words,
): number {
  const written = writeAscii(text, free, u8)
    ? text.length
    : encoder.encodeInto(text, u8.subarray(free)).written;
  f64[record >>> 3] = words.handleOf(text);
  u32[(record + Record.TextBytes) >>> 2] = free;
  u32[(record + Record.TextLength) >>> 2] = written;
  return free + textRoom(written);
}

/** Longer texts are written faster by the encoder, however much its call costs. */
const SHORT = 48;

/** Nothing is to be kept of what it wrote when it finds something else. */
function writeAscii(text: string, at: number, u8: Uint8Array): boolean {
  if (text.length > SHORT) return false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return false;
    u8[at + i] = unit;
  }
  return true;
}

function writeList(
  items: readonly Value[],
  record: number,
  free: number,
  machine: Machine,
  words: Words,
): number {
  const { u32 } = machine;
  u32[(record + Record.ListItems) >>> 2] = free;
  u32[(record + Record.ListCount) >>> 2] = items.length;
  u32[(record + Record.ListSorted) >>> 2] = 0;
  let beyond = free + items.length * Record.Size;
  for (let i = 0; i < items.length; i++) {
    beyond = writeValue(items[i]!, free + i * Record.Size, beyond, machine, words);
  }
  return beyond;
}

/** The rows are apart from the list, which operators may sort. */
function writeItems(
  { count, scalars, cells }: Items,
  record: number,
  free: number,
  machine: Machine,
  words: Words,
): number {
  const { u8, u32 } = machine;
  const rows = writeList(scalars, record, free, machine, words);
  u32[(record + Record.ListCount) >>> 2] = count;
  u32[(record + Record.ListRows) >>> 2] = rows;
  u8.copyWithin(rows, free, free + scalars.length * Record.Size);
  for (let i = 0; i < scalars.length; i++)
    u32[(rows + i * Record.Size + Record.State) >>> 2] = SlotState.Present;
  let beyond = rows + (scalars.length + cells.length) * Record.Size;
  for (let i = 0; i < cells.length; i++) {
    const { state, value } = cells[i]!;
    beyond = writeValue(value, rows + i * Record.Size, beyond, machine, words);
    u32[(rows + i * Record.Size + Record.State) >>> 2] = state;
  }
  return beyond;
}

/** Puts one item of a list that the last decision has left into the slots that items fill. */
export function fillSlots(list: number, row: readonly number[], index: number, machine: Machine): void {
  const { frame } = machine;
  const rows = machine.u32[(frame + list * Record.Size + Record.ListRows) >>> 2]!;
  row.forEach((slot, i) => {
    const cell = rows + (index * row.length + i) * Record.Size;
    machine.u8.copyWithin(frame + slot * Record.Size, cell, cell + Record.Size);
  });
}
