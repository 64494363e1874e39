// Where things stand in linear memory. Both compilers read this file: it imports nothing.

/** An instruction: opcode u8, flags u8, two unused bytes, then four u32. */
export enum Instruction {
  Size = 20,
  Op = 0,
  Flags = 1,
  /** Slot (in memory: its offset in the frame), or a constant list. */
  Left = 4,
  /** Slot, constant (in memory: its address) or rule number. */
  Right = 8,
  /** Instructions to go forward (in memory: bytes). Of an entry: where in the index its own rules, and the shared ones, begin. */
  OnTrue = 12,
  OnFalse = 16,
  /** Of a computation, which jumps nowhere: the scratch slot that it fills (in memory: its offset in the frame). */
  Into = 12,
  /** A DatetimePart. */
  Part = 16,
}

/**
 * Scratch slots are numbered from here on, and stand behind the others in the frame. They hold what is computed on the
 * way to one test, and nothing from one test to the next.
 */
export enum Scratch {
  First = 0x10000,
  /** How many there may be: more than the deepest term takes. */
  Most = 1000,
}

export enum Flag {
  /** The test holds when its operator does not. A missing operand is not touched by it. What it says of `Each` stands there. */
  Negate = 1,
  /** `right` is a slot, not a constant. */
  RightIsSlot = 2,
  /** Of a computation: `left` is a constant, not a slot. */
  LeftIsConstant = 1,
  /** The bits above hold a Kind, of a computation a Range. */
  KindShift = 2,
}

/** What a computed number has to be, or it is a fault: finite, an integer within ±(2^53−1), an instant that a Date can be. */
export enum Range {
  Finite = 0,
  Integer = 1,
  Datetime = 2,
}

/** As the methods of CEL count them: months, and days of the month and of the year, from 0, but `Date` from 1; Sunday is 0. */
export enum DatetimePart {
  FullYear = 0,
  Month = 1,
  DayOfMonth = 2,
  Date = 3,
  DayOfWeek = 4,
  DayOfYear = 5,
  Hours = 6,
  Minutes = 7,
  Seconds = 8,
  Milliseconds = 9,
}

/** What is compared: the number at the record's start, the bytes of a text as they are or folded, an address. */
export enum Kind {
  Number = 0,
  Text = 1,
  Ip = 2,
  Folded = 3,
}

/**
 * A value: in a slot of the frame, as an item of a list, as a constant.
 *
 *     number    f64 number                       string  f64 handle, u32 bytes, u32 length
 *     range     f64 low, f64 high                list    u32 items, u32 count, u32 sorted (0, or 1 + Kind), u32 rows
 *     ip        16 bytes, IPv4 mapped            cidr    16 bytes, then prefix u32 at Prefix
 */
export enum Record {
  Size = 24,
  Number = 0,
  High = 8,
  TextBytes = 8,
  TextLength = 12,
  ListItems = 0,
  ListCount = 4,
  ListSorted = 8,
  /** What `Each` goes through: for each item, in order, a record for each of the slots that it fills. */
  ListRows = 12,
  State = 16,
  Prefix = 16,
}

/**
 * A constant that is an automaton: everything is u16, and symbols are classes of code points, numbered from 1 on; 0 is the
 * end of the text. In place of a symbol may stand a node, where a code point goes on; it counts from the number of symbols.
 *
 *     header    symbols, nodes, the first state
 *     leads     by the first byte of a code point: a symbol or node
 *     nodes     by the 64 bytes that go on from there: the same
 *     states    by each symbol: the next state; for the end of the text 1 when it is accepted, else 0
 *
 * State 0 leads to 0 alone, and state 1 to 1: from there nothing changes the answer.
 */
export enum Automaton {
  Symbols = 0,
  Nodes = 2,
  Start = 4,
  Leads = 6,
  AfterLeads = 518,
  NodeSize = 128,
}

/** What a slot holds. */
export enum SlotState {
  Present = 0,
  MissingOptional = 1,
  MissingRequired = 2,
  /** A value of the wrong type, of which every test is false. It has the bit of MissingOptional. */
  Bad = 5,
  /** Nothing was missing, and what came out is not in its Range. */
  Fault = 8,
}

export enum Truth {
  False = 0,
  True = 1,
  Unknown = 2,
  /** Of one test: unknown because of a fault. Of a rule: possible, and not without the faults in it. */
  Fault = 3,
  /** Of a rule: possible because of its faults, even if all that is missing makes its tests false. */
  FaultAlone = 4,
}

/** What `decide` gives in place of a rule: none matches, or a fault stands in the way of telling. */
export enum Outcome {
  None = -1,
  Fault = -2,
}

/** What a test that is a fault counts as. */
export enum OnFault {
  False = 0,
  True = 1,
  /** It ends the run. */
  Stop = 2,
}

/** What stands behind the addresses of a list of rules. */
export enum Rules {
  End = -1,
}

/** Of each slot that the items of a list fill: its offset in the frame, and where that of the next one is; 0 after the last. */
export enum Row {
  Size = 8,
  Next = 4,
}

/**
 * A node of the index, which leads from what is in the slots to the few rules that can match; everything is u32 but the
 * bounds. It begins with its kind (NodeKind) and what it is about, a number of slot (in memory: its offset in the frame);
 * then comes how many there are of what follows.
 *
 *     list    kind, 0, count, then the rules in order          one of them may match
 *     all     kind, 0, count, then parts                       each of them leads to some of the rules
 *     table   kind, slot, count, lowest, then parts            the one at the slot's number, counted from `lowest`
 *     split   kind, slot, count, then count + 1 parts,         the one after as many bounds as are not above the
 *             then count f64, the bounds, ascending            slot's number
 *
 * A rule is 2 × its number + 1 (in memory: the address of its block + 1). A part is 0 for nothing, a rule, or the bytes to
 * go forward from this node to another. Each node is led to from one place: it stands where the part before has ended.
 */
export enum IndexNode {
  Kind = 0,
  Slot = 4,
  Count = 8,
  /** Of lists, of `all`, and of splits. */
  Items = 12,
  Lowest = 12,
  TableParts = 16,
}

export enum NodeKind {
  List = 0,
  All = 1,
  Table = 2,
  Split = 3,
}

/** The first bytes of an index are no node, so that 0 leads to none. */
export enum Index {
  Header = 4,
}
