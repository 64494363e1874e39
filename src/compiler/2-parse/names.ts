import type { Span } from "../../diagnostics/span.ts";
import { ACTION_NAME_PATTERN, NAME_PATTERN, RULE_ID_PATTERN } from "../../language/types.ts";
import type { Entry } from "../1-read/node.ts";
import type { Text } from "./ast.ts";
import type { Parsing } from "./parsing.ts";

/** What `Object.prototype` has. Not asked of the running process, where somebody may have added to it. */
export const RESERVED: ReadonlySet<string> = new Set([
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

/** YAML 1.1 had it, and some tools still do. */
export const MERGE_KEY = "<<";
export const MERGE_KEY_HELP =
  "merge keys are not part of YAML 1.2: repeat the keys, or give an alias to a whole value";

/** What names of one kind look like. */
export interface Naming {
  /** As messages say it: `an action`. */
  readonly what: string;
  readonly pattern: RegExp;
  readonly help: string;
}

export const FIELD_NAMING: Naming = {
  what: "a field",
  pattern: NAME_PATTERN,
  help: "a field's name has letters, digits and `_`, and no digit first",
};
export const ACTION_NAMING: Naming = {
  what: "an action",
  pattern: ACTION_NAME_PATTERN,
  help: "an action's name has letters, digits and `_`, no digit first, and after the first also `.`, `:`, `/`, `-`",
};
export const CONDITION_NAMING: Naming = {
  what: "a condition",
  pattern: NAME_PATTERN,
  help: "the name of a condition has letters, digits and `_`, and no digit first",
};
export const LIST_NAMING: Naming = {
  what: "a list",
  pattern: NAME_PATTERN,
  help: "the name of a list has letters, digits and `_`, and no digit first",
};
export const VARIABLE_NAMING: Naming = {
  what: "a variable",
  pattern: NAME_PATTERN,
  help: "a variable has letters, digits and `_`, and no digit first",
};
export const RULE_NAMING: Naming = {
  what: "a rule",
  pattern: RULE_ID_PATTERN,
  help: "an id has letters, digits, `_`, `.`, `:`, `-`",
};

/** The key as a name. */
export function nameOf({ key, keySpan }: Entry, naming: Naming, parsing: Parsing): Text | undefined {
  return isName(key, keySpan, naming, parsing) ? Object.freeze({ value: key, span: keySpan }) : undefined;
}

/** Reports a name that is none. */
export function isName(name: string, span: Span, naming: Naming, parsing: Parsing): boolean {
  const isReserved = RESERVED.has(name);
  if (!isReserved && naming.pattern.test(name)) return true;
  const message = `${name === "" ? "empty text" : `\`${name}\``} cannot name ${naming.what}`;
  if (isReserved) parsing.report("reserved-name", span, message, "every JavaScript object has it already");
  else parsing.report("bad-name", span, message, name === MERGE_KEY ? MERGE_KEY_HELP : naming.help);
  return false;
}
