// The frame: the slots of the decision under way, then the strings and lists they point to. One frame serves every
// program, since a decision runs to its end before the next is written. It grows and never shrinks.

import { allocate, release } from "./memory";

export let frame: usize = 0;
let capacity: usize = 0;

/** The address of a frame of at least `size` bytes; 0 when memory has run out. Its contents are not kept. */
export function reserve(size: usize): usize {
  if (size < capacity) return frame;
  const room: usize = 1 << (32 - clz<u32>(<u32>size | 4095));
  const grown = allocate(room);
  if (grown == 0) return 0;
  if (frame != 0) release(frame);
  frame = grown;
  capacity = room;
  return frame;
}
