import { didYouMean } from "../../diagnostics/suggest.ts";
import { LIST_ITEM_TYPES, SCALAR_TYPES } from "../../language/types.ts";
import type { Node } from "../1-read/node.ts";
import type { Text } from "./ast.ts";
import { expectText } from "./expect.ts";
import type { Parsing } from "./parsing.ts";

/** `string`, `string?`, `string[]`, `string[]?` taken apart. */
export interface FieldType {
  /** Without the `?`. */
  readonly type: Text;
  readonly optional: boolean;
}

export const SPELLINGS: readonly string[] = [...SCALAR_TYPES, ...LIST_ITEM_TYPES.map((type) => `${type}[]`)];

/** What is no word of this language, but something to be written. */
const WRITTEN = new Map([
  ["object", "`{ fields: … }`"],
  ["map", "`{ fields: … }`"],
  ["array", "a type with `[]`, such as `string[]`"],
  ["list", "a type with `[]`, such as `string[]`"],
]);

export function parseFieldType(node: Node, what: string, parsing: Parsing): FieldType | undefined {
  const text = expectText(node, what, parsing);
  if (text === undefined) return undefined;
  const optional = text.value.endsWith("?");
  const type = optional ? text.value.slice(0, -1) : text.value;
  if (SPELLINGS.includes(type)) return { type: Object.freeze({ value: type, span: text.span }), optional };
  return parsing.report(
    "unknown-word",
    text.span,
    `unknown type \`${text.value}\``,
    helpFor(type, optional ? "?" : ""),
  );
}

function helpFor(type: string, suffix: string): string {
  const written = WRITTEN.get(type.toLowerCase());
  if (written !== undefined) return `write ${written}`;
  if (type === "boolean[]") return `a list holds ${LIST_ITEM_TYPES.join(", ")}`;
  const near = didYouMean(type, SPELLINGS)?.replace(/`\?$/, `${suffix}\`?`);
  return (
    near ??
    `there is ${SCALAR_TYPES.join(", ")}, lists such as \`string[]\`, and \`?\` for what may be absent`
  );
}
