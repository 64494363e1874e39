import { Record, SlotState } from "../../assembly/shared/layout.ts";
import type { Machine } from "./machine.ts";
import type { ReadPlan } from "./plan.ts";
import type { Staged, StagedItem, Staging } from "./staging.ts";

// Staging → frame. Nothing here runs code of the caller's; from the first write to the end of the run, the frame
// belongs to one decision.

const encoder = new TextEncoder();
const RECORD_F64 = Record.Size / 8;
const RECORD_U32 = Record.Size / 4;

/** Fills the slots that the plan reads; the frame has room for all `slots` and for what they point to. */
export function writeFrame(
  staging: Staging,
  { order, hasValues }: ReadPlan,
  slots: number,
  handles: ReadonlyMap<string, number>,
  machine: Machine,
): void {
  const frame = machine.frame(slots * Record.Size + staging.heap);
  const { f64, u32 } = machine;
  const { numbers, states } = staging;
  for (let i = 0; i < order.length; i++) {
    const slot = order[i]!;
    f64[(frame >>> 3) + slot * RECORD_F64] = numbers[slot]!;
    u32[(frame >>> 2) + slot * RECORD_U32 + Record.State / 4] = states[slot]!;
  }
  if (hasValues) writeValues(staging, order, frame, frame + slots * Record.Size, handles, machine);
}

function writeValues(
  { states, values }: Staging,
  order: readonly number[],
  frame: number,
  heap: number,
  handles: ReadonlyMap<string, number>,
  machine: Machine,
): void {
  let free = heap;
  for (const slot of order) {
    const value = values[slot];
    if (value === undefined) continue;
    values[slot] = undefined;
    if (states[slot] === SlotState.Present) {
      free = writeValue(value, frame + slot * Record.Size, free, handles, machine);
    }
  }
}

/** Gives the address after what it wrote beside the record. */
function writeValue(
  value: Exclude<Staged, undefined>,
  record: number,
  heap: number,
  handles: ReadonlyMap<string, number>,
  machine: Machine,
): number {
  if (typeof value === "string") return writeText(value, record, heap, machine);
  if (value instanceof Uint8Array) {
    machine.u8.set(value, record);
    return heap;
  }
  return writeList(value, record, heap, handles, machine);
}

function writeText(text: string, record: number, heap: number, { u8, u32 }: Machine): number {
  const { written } = encoder.encodeInto(text, u8.subarray(heap));
  u32[(record + Record.TextBytes) >>> 2] = heap;
  u32[(record + Record.TextLength) >>> 2] = written;
  return heap + textRoom(written);
}

/** Room that a text of `bytes` takes: what follows it may be a list, and stands at a multiple of 8. */
export function textRoom(bytes: number): number {
  return (bytes + 7) & ~7;
}

function writeList(
  items: readonly StagedItem[],
  record: number,
  heap: number,
  handles: ReadonlyMap<string, number>,
  machine: Machine,
): number {
  const { u32 } = machine;
  u32[(record + Record.ListItems) >>> 2] = heap;
  u32[(record + Record.ListCount) >>> 2] = items.length;
  u32[(record + Record.ListSorted) >>> 2] = 0;
  let free = heap + items.length * Record.Size;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const at = heap + i * Record.Size;
    if (typeof item === "number") {
      machine.f64[at >>> 3] = item;
      continue;
    }
    if (typeof item === "string") machine.f64[at >>> 3] = handles.get(item) ?? 0;
    free = writeValue(item, at, free, handles, machine);
  }
  return free;
}
