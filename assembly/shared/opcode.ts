// The instructions of the machine. Numbers are dense from 0, so that the machine's switch becomes one jump table.
// Both compilers read this file: it imports nothing. What each instruction's operands are: src/program/opcodes.ts.

export enum Opcode {
  /** Ends a rule's block: the rule does not match. */
  Fail = 0,
  /** Ends a rule's block: rule number `right` matches. */
  Match = 1,
  /**
   * Entry of an action: try the rules of two lists, `left` (its own) and `right` (shared), in ascending order. `onTrue` and
   * `onFalse` are where the index of each list begins, 0 for none.
   */
  Scan = 2,
  /** True. */
  Always = 3,
  /** The slot's value is present. */
  Exists = 4,
  /** Numbers, booleans, datetimes, and strings by handle. */
  Equals = 5,
  EqualsText = 6,
  EqualsIp = 7,
  /** Texts, A-Z folded to a-z. */
  EqualsFolded = 8,
  Greater = 9,
  GreaterOrEquals = 10,
  /** low ≤ left ≤ high, both in one constant. */
  Between = 11,
  /** Member of a sorted constant list, compared by the kind in the flags. */
  In = 12,
  InCidr = 13,
  TextContains = 14,
  TextStartsWith = 15,
  TextEndsWith = 16,
  TextIsEmpty = 17,
  ListIsEmpty = 18,
  /** The list in `left` has the item in `right`. */
  ListContains = 19,
  /** The list in `left` shares an item with the list in `right`. */
  ListContainsAny = 20,
  /** The list in `left` has every item of the list in `right`. */
  ListContainsAll = 21,
  /** The automaton accepts the text. */
  TextMatches = 22,
  /**
   * The block right behind it matches for some item of the list in `left`; with Flag.Negate, for every one. Before each run
   * the item's row is copied into the slots that the list has (in memory: `right` is where their Row is). The block has no `Each` in it.
   */
  Each = 23,

  // Computations: each puts a number into the scratch slot `into`, and the next instruction follows.
  Add = 24,
  Subtract = 25,
  Multiply = 26,
  Divide = 27,
  /** What truncated division leaves. */
  Remainder = 28,
  Negative = 29,
  /** Code points. */
  TextSize = 30,
  ListSize = 31,
  /** The DatetimePart `part` of a datetime, `right` milliseconds east of UTC. */
  DatetimePart = 32,
}
