import type { Span } from "../../diagnostics/span.ts";
import type { Entry } from "../1-read/node.ts";
import type { Text } from "./ast.ts";
import type { Parsing } from "./parsing.ts";

/** What `Object.prototype` has. Not asked of the running process, where somebody may have added to it. */
const RESERVED: ReadonlySet<string> = new Set([
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

/** The key as a name; `what` says of what: `an action`. */
export function nameOf(
  { key, keySpan }: Entry,
  what: string,
  pattern: RegExp,
  parsing: Parsing,
): Text | undefined {
  if (!isName(key, keySpan, what, pattern, parsing)) return undefined;
  return Object.freeze({ value: key, span: keySpan });
}

/** Reports a name that is none. */
export function isName(name: string, span: Span, what: string, pattern: RegExp, parsing: Parsing): boolean {
  if (RESERVED.has(name)) {
    parsing.report(
      "reserved-name",
      span,
      `\`${name}\` cannot name ${what}`,
      "every JavaScript object has it already",
    );
    return false;
  }
  if (pattern.test(name)) return true;
  const help = name === MERGE_KEY ? MERGE_KEY_HELP : `names match \`${pattern.source}\``;
  parsing.report("bad-name", span, `\`${name}\` cannot name ${what}`, help);
  return false;
}
