// From an action's entry to the rule that decides: either one after the other, or by the index. It promises to end in at most
// as many steps as the lists, or the index, and the blocks that they lead to are long: parts of an index only lead forward,
// and to each node from one place. That, too, rests on the verifier.

import { step } from "./steps";
import { IndexNode, Instruction, NodeKind, OnFault, Outcome, Record, Rules, SlotState } from "./shared/layout";
import { run, runPlain } from "./vm";

/**
 * The first rule, in the order of the entry's lists, whose condition holds when an unknown atom counts as `unknown`
 * (0 or 1); or Outcome.None; or Outcome.Fault when a fault on the way to it has to be looked at with care. The frame has the slots of the decision under way, then the strings and lists that they
 * point to. An index leaves out rules that a missing value keeps from matching, so it serves where unknown atoms are false.
 */
export function decide(entry: usize, unknown: i32, frame: usize): i32 {
  const own: usize = load<u32>(entry, Instruction.OnTrue);
  const shared: usize = load<u32>(entry, Instruction.OnFalse);
  if ((own | shared) == 0 || unknown) return scan(entry, unknown, frame);
  let best = NOTHING_FOUND;
  best = own ? search(own, best, frame) : firstOf(load<u32>(entry, Instruction.Left), best, frame);
  best = shared ? search(shared, best, frame) : firstOf(load<u32>(entry, Instruction.Right), best, frame);
  return <i32>best;
}

/** Tries the rules of both lists, which ascend and end with Rules.End. */
function scan(entry: usize, unknown: i32, frame: usize): i32 {
  let own: usize = load<u32>(entry, Instruction.Left);
  let shared: usize = load<u32>(entry, Instruction.Right);
  let ownBlock = load<u32>(own);
  let sharedBlock = load<u32>(shared);
  while (true) {
    let block = ownBlock;
    if (ownBlock < sharedBlock) ownBlock = load<u32>((own += 4));
    else {
      block = sharedBlock;
      if (block == <u32>Rules.End) break;
      sharedBlock = load<u32>((shared += 4));
    }
    const rule = runPlain(block, unknown, OnFault.Stop, frame);
    if (rule != Outcome.None) return rule;
  }
  return Outcome.None;
}

// The first rule found so far: the address of its block above its number. Blocks stand in the order of the rules.
const NOTHING_FOUND: u64 = -1;
// Before all rules, so that the search ends.
const FAULT_FOUND: u64 = <u64>(<u32>Outcome.Fault);

/** `best`, or the rule of this block when it stands before that and matches. */
// @ts-ignore: decorator
@inline
function better(block: u32, best: u64, frame: usize): u64 {
  const rule = run(block, 0, OnFault.Stop, frame);
  if (rule == Outcome.Fault) return FAULT_FOUND;
  return rule == Outcome.None ? best : ((<u64>block) << 32) | <u64>rule;
}

function firstOf(list: usize, best: u64, frame: usize): u64 {
  const end = <u32>(best >> 32);
  for (let at = list; load<u32>(at) < end; at += 4) {
    const found = better(load<u32>(at), best, frame);
    if (found != best) return found;
  }
  return best;
}

/** The first matching rule of those that a node of the index leads to, if it stands before `best`; else `best`. */
function search(node: usize, best: u64, frame: usize): u64 {
  step();
  const kind: u32 = load<u32>(node);
  if (kind <= <u32>NodeKind.All) return inParts(node, kind == NodeKind.List, best, frame);
  const slot = frame + load<u32>(node, IndexNode.Slot);
  if (load<u32>(slot, Record.State) != SlotState.Present) return best;
  const value = load<f64>(slot);
  return follow(node, kind == NodeKind.Table ? inTable(node, value) : inSplit(node, value), best, frame);
}

// @ts-ignore: decorator
@inline
function follow(node: usize, part: u32, best: u64, frame: usize): u64 {
  if (part & 1) return part < <u32>(best >> 32) ? better(part - 1, best, frame) : best;
  return part ? search(node + part, best, frame) : best;
}

/** The parts one after the other. Those of a list are rules in order, so that the first which is too late ends it. */
function inParts(node: usize, isList: bool, best: u64, frame: usize): u64 {
  const end = node + 4 * <usize>load<u32>(node, IndexNode.Count);
  for (let at = node; at < end; at += 4) {
    const part: u32 = load<u32>(at, IndexNode.Items);
    if (isList && part > <u32>(best >> 32)) return best;
    best = follow(node, part, best, frame);
  }
  return best;
}

// @ts-ignore: decorator
@inline
function inTable(node: usize, value: f64): u32 {
  const place = value - <f64>load<u32>(node, IndexNode.Lowest);
  if (!(place >= 0 && place < <f64>load<u32>(node, IndexNode.Count))) return 0;
  const index = <u32>place;
  return <f64>index == place ? load<u32>(node + 4 * <usize>index, IndexNode.TableParts) : 0;
}

/**
 * Quarters without branches, which the values of one decision after the other would lead astray, and by three looks that do not wait
 * for each other. `low` is the last bound that is known to be no more than the value, or what stands before them all.
 */
// @ts-ignore: decorator
@inline
function inSplit(node: usize, value: f64): u32 {
  let left: usize = 8 * <usize>load<u32>(node, IndexNode.Count);
  const before = node + (left >> 1) + IndexNode.Items - 4;
  let low: usize = before;
  while (left > 24) {
    step();
    const far = (left >> 5) << 3;
    const first = low + far;
    const second = first + far;
    const third = second + far;
    low = select<usize>(first, low, load<f64>(first) <= value);
    low = select<usize>(second, low, load<f64>(second) <= value);
    low = select<usize>(third, low, load<f64>(third) <= value);
    left -= 3 * far;
  }
  while (left > 0) {
    step();
    low = select<usize>(low + 8, low, load<f64>(low, 8) <= value);
    left -= 8;
  }
  return load<u32>(node + ((low - before) >> 1), IndexNode.Items);
}
