// Linear memory for programs and the frame: first fit over a free list that is kept in address order, so that
// neighbours join again. Load and free for ever leaves memory where it was. Nothing here is on the hot path.
//
// A block is a header of 8 bytes (its size, header included; the next free block) and what follows it.

const HEADER: usize = 8;
const SMALLEST: usize = 32;

let freeList: usize = 0;
let top: usize = (__heap_base + 7) & ~7;

/** The address of `size` bytes, a multiple of 8; 0 when the platform has no more memory. */
export function allocate(size: usize): usize {
  const need = max(SMALLEST, ((size + 7) & ~7) + HEADER);
  let previous: usize = 0;
  let block = freeList;
  while (block != 0) {
    if (load<u32>(block) >= <u32>need) return take(previous, block, need);
    previous = block;
    block = load<u32>(block, 4);
  }
  return extend(need);
}

function take(previous: usize, block: usize, need: usize): usize {
  const size: usize = load<u32>(block);
  let next: usize = load<u32>(block, 4);
  if (size - need >= SMALLEST) {
    const rest = block + need;
    store<u32>(rest, <u32>(size - need));
    store<u32>(rest, <u32>next, 4);
    store<u32>(block, <u32>need);
    next = rest;
  }
  link(previous, next);
  return block + HEADER;
}

function extend(need: usize): usize {
  const end: u64 = <u64>top + <u64>need;
  const have: u64 = <u64>memory.size() << 16;
  if (end > have) {
    const pages = (end - have + 0xffff) >> 16;
    if (end > 0xffff0000 || memory.grow(<i32>pages) < 0) return 0;
  }
  const block = top;
  store<u32>(block, <u32>need);
  top = <usize>end;
  return block + HEADER;
}

/** Gives back what `allocate` gave. */
export function release(address: usize): void {
  const block = address - HEADER;
  let previous: usize = 0;
  let next = freeList;
  while (next != 0 && next < block) {
    previous = next;
    next = load<u32>(next, 4);
  }
  store<u32>(block, <u32>next, 4);
  link(previous, block);
  join(block, next);
  if (previous != 0) join(previous, block);
}

function join(block: usize, next: usize): void {
  if (next == 0 || block + load<u32>(block) != next) return;
  store<u32>(block, load<u32>(block) + load<u32>(next));
  store<u32>(block, load<u32>(next, 4), 4);
}

function link(previous: usize, block: usize): void {
  if (previous == 0) freeList = block;
  else store<u32>(previous, <u32>block, 4);
}
