// What the machine has to know to read an input from msgpack bytes. The host writes it into linear memory
// (src/machine/packed/tables.ts), the machine reads it (assembly/packed/read.ts). Both compilers read this file: it imports nothing.

/** What `readPacked` gives. From 0 on: whether something required is missing, and above that the action's number. */
export enum Packed {
  /** The host has to look at these bytes itself. */
  GaveUp = -1,
  /** There is no plan yet for the action of which the number is this less what it gives. */
  NoPlan = -2,
  Missing = 1,
  ActionShift = 1,
  /** For the keys of all open maps, 8 bytes each. What it costs to compare each with all before it stays small beside the rest. */
  KeyRoom = 1024,
}

/** The table of words: this header, then entries, found by a hash of the word's bytes. */
export enum Words {
  /** How many entries there are, a power of two, less one. */
  Mask = 0,
  /** Out: where the input that was read ended. */
  End = 4,
  Entries = 8,
}

/** A literal of the program, the name of an action, or both: the record of a text, then what it means. */
export enum Word {
  Size = 24,
  /** 1 + the action's number; 0 for what is the name of none. */
  Action = 16,
  /** Address of the action's plan; 0 before it has one. */
  Plan = 20,
}

/** A plan says at 0 where its steps end; they begin at 8, in the order of reading, those inside an object right behind it. */
export enum Step {
  Size = 48,
  /** Address of its name as msgpack, in the shortest form, and how many bytes that has. */
  Key = 0,
  KeyLength = 4,
  /** Offset in the frame; −1 for an object of which only the fields are read, and for what is not read at all. */
  Slot = 8,
  /** Bytes that the steps inside it take. */
  Inside = 12,
  Minimum = 16,
  Maximum = 24,
  /** Longer texts are left to the host. */
  MaxLength = 32,
  /** Address of the list of all values that it may have, or 0. */
  Enum = 36,
  Takes = 40,
  /** 1 for a list of what it takes. */
  List = 41,
  /** The SlotState of a field that is not there. */
  Missing = 42,
  /** 1 where equal texts have one number, and that is all that they have. */
  Interned = 43,
  /** The number of the reading that met it last. */
  Met = 44,
}

/** From 1 on the scalar types, as src/language/types.ts has them in order (which a test holds). */
export enum Takes {
  Object = 0,
  String = 1,
  Number = 2,
  Integer = 3,
  Boolean = 4,
  Datetime = 5,
  /** Nothing but its absence: the rest is left to the host. */
  Ip = 6,
}
