// What the suite has and expressions here do not have. A case is left out for what is found first in its result, its tree
// or its bindings, never for its name.

export const CONSTRUCTS = {
  syntax: "what the parser does not know: optional fields and items, names in back-quotes",
  message: "messages",
  map: "maps",
  field: "fields of messages and maps, qualified names, enums",
  null: "`null`",
  bytes: "bytes",
  unsigned: "unsigned integers",
  large: "integers beyond ±(2^53−1)",
  infinite: "numbers that are not finite",
  dyn: "`dyn`",
  type: "types: as values, and where they are all that is asked about",
  conversion: "conversions",
  conditional: "`? :`",
  index: "items by number or key",
  list: "lists that are compared, joined or the result; items of several types, or no literals",
  macro: "macros with one variable but `exists` and `all`, and these in one another",
  function: "functions and macros of extensions: text, mathematics, optionals, blocks, two variables, …",
  undeclared: "names that nobody declares, with a result all the same",
  order: "order of text and of booleans",
  text: "text joined by `+`",
  mixed: "types that do not go together, with a result all the same",
  nanosecond: "what is finer than a millisecond",
  zone: "time zones by name",
  durationPart: "parts of durations",
} as const;

export type Construct = keyof typeof CONSTRUCTS;

/** Thrown by whoever finds it. */
export class NotApplicable extends Error {
  readonly construct: Construct;

  constructor(construct: Construct) {
    super(CONSTRUCTS[construct]);
    this.construct = construct;
  }
}

export function leaveOut(construct: Construct): never {
  throw new NotApplicable(construct);
}
