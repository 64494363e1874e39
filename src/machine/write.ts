import { Record, SlotState } from "../../assembly/shared/layout.ts";
import type { Loaded } from "./loaded.ts";
import type { Machine } from "./machine.ts";
import type { ReadPlan } from "./plan.ts";
import type { Staging, Value } from "./staging.ts";
import { textRoom } from "./utf8.ts";
import type { Words } from "./words.ts";

// Values → records in the machine's memory. Nothing here runs code of the caller's; from the first write to the end of
// the run, the frame belongs to one decision.

const encoder = new TextEncoder();

/** Fills the slots that the plan reads; the frame has room for all slots, scratch included, and for what they point to. */
export function writeFrame(
  { numbers, states, values, heap, hasValues }: Staging,
  { order }: ReadPlan,
  { program, context, machine }: Loaded,
): void {
  const size = (program.slots.length + (program.scratch ?? 0)) * Record.Size;
  const frame = machine.frame(size + heap);
  const { f64, u32 } = machine;
  for (let i = 0; i < order.length; i++) {
    const slot = order[i]!;
    const record = frame + slot * Record.Size;
    f64[record >>> 3] = numbers[slot]!;
    u32[(record + Record.State) >>> 2] = states[slot]!;
  }
  if (!hasValues) return;
  let free = frame + size;
  for (const slot of order) {
    const value = values[slot];
    values[slot] = undefined;
    if (value !== undefined && states[slot] === SlotState.Present)
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
  const { written } = encoder.encodeInto(text, u8.subarray(free));
  f64[record >>> 3] = words.handleOf(text);
  u32[(record + Record.TextBytes) >>> 2] = free;
  u32[(record + Record.TextLength) >>> 2] = written;
  return free + textRoom(written);
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

/** Changes what is known of one slot of the frame that the last decision has left. */
export function setState(slot: number, state: SlotState, machine: Machine): void {
  machine.u32[(machine.frame(0) + slot * Record.Size + Record.State) >>> 2] = state;
}
