import { booleanMeant, oneOf } from "../../diagnostics/suggest.ts";
import type { Node } from "../1-read/node.ts";
import type { Text, Valued } from "./ast.ts";
import type { Parsing } from "./parsing.ts";

// What may stand in a place, each as a function that gives it, or reports what stands there instead and gives
// nothing. `what` is how a message calls the place: `` `reason` ``, `an approver`.

export function expectText(node: Node, what: string, parsing: Parsing): Text | undefined {
  if (node.kind === "scalar" && typeof node.value === "string")
    return Object.freeze({ value: node.value, span: node.span });
  const quotable = node.kind === "scalar" && node.value !== null;
  return wrongKind(
    node,
    what,
    "text",
    parsing,
    quotable ? `to make text of it, write "${node.value}"` : undefined,
  );
}

export function expectFilledText(node: Node, what: string, parsing: Parsing): Text | undefined {
  const text = expectText(node, what, parsing);
  if (text?.value.trim() !== "") return text;
  return parsing.report("empty-text", text.span, `${what} is empty`);
}

/** One of the words; `noun` says what they are, `effect`, or for which key they are, `` `missing` ``. */
export function expectWord<W extends string>(
  node: Node,
  noun: string,
  words: readonly W[],
  parsing: Parsing,
): Text<W> | undefined {
  const isKey = noun.startsWith("`");
  const text = expectText(node, isKey ? noun : `the ${noun}`, parsing);
  if (text === undefined || words.includes(text.value as W)) return text as Text<W> | undefined;
  // Of `operator: >`, in which YAML sees the beginning of an empty text, people mean what they wrote.
  const word = text.value === "" ? writtenAt(text.span) : text.value;
  const message = isKey ? `unknown word \`${word}\` for ${noun}` : `unknown ${noun} \`${word}\``;
  return parsing.report("unknown-word", text.span, message, oneOf(word, words));
}

export function expectFlag(node: Node, what: string, parsing: Parsing): Valued<boolean> | undefined {
  if (node.kind === "scalar" && typeof node.value === "boolean")
    return Object.freeze({ value: node.value, span: node.span });
  return wrongKind(node, what, "`true` or `false`", parsing, booleanHelp(node));
}

/** For a scalar that means a boolean. */
export function booleanHelp(node: Node): string | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "string") return undefined;
  return booleanMeant(node.value);
}

/** For keys that are there to be true. */
export function expectTrue(node: Node, what: string, parsing: Parsing): Valued<true> | undefined {
  const flag = expectFlag(node, what, parsing);
  if (flag?.value !== false) return flag as Valued<true> | undefined;
  return parsing.report(
    "fixed-value",
    flag.span,
    `${what} can only be \`true\``,
    "leave the key out to say otherwise",
  );
}

export function expectCount(
  node: Node,
  what: string,
  least: number,
  parsing: Parsing,
): Valued<number> | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "number")
    return wrongKind(node, what, "a number", parsing);
  const { value, span } = node;
  if (Number.isSafeInteger(value) && value >= least) return Object.freeze({ value, span });
  return parsing.report(
    "number-out-of-range",
    span,
    `${what} is \`${value}\`, expected a whole number from ${least}`,
  );
}

/** @param help for whoever wrote a map */
export function expectList(
  node: Node,
  what: string,
  parsing: Parsing,
  help = "begin each item with `- `",
): readonly Node[] | undefined {
  if (node.kind === "list") return node.items;
  const alone = writtenShort(node);
  return wrongKind(
    node,
    what,
    "a list",
    parsing,
    node.kind === "map" ? help : alone && `write \`[${alone}]\``,
  );
}

export function expectFilledList(node: Node, what: string, parsing: Parsing): readonly Node[] | undefined {
  const items = expectList(node, what, parsing);
  return items?.length === 0 ? parsing.report("empty-list", node.span, `${what} is an empty list`) : items;
}

export function wrongKind(
  node: Node,
  what: string,
  expected: string,
  parsing: Parsing,
  help?: string,
): undefined {
  if (node.kind === "broken") return undefined;
  const isBlank = node.kind === "scalar" && node.value === null;
  const advice = help ?? (isBlank ? "give it a value, or leave it out" : undefined);
  return parsing.report("wrong-kind", node.span, `${what} is ${kindOf(node)}, expected ${expected}`, advice);
}

/** A scalar or list as it stands in the source, when it is short enough to be repeated. */
export function writtenShort(node: Node): string | undefined {
  const isBlank = node.kind === "scalar" && node.value === null;
  if (isBlank || node.span.end - node.span.start > 40) return undefined;
  const text = writtenAt(node.span);
  return text.includes("\n") ? undefined : text;
}

function writtenAt({ source, start, end }: Node["span"]): string {
  return source.text.slice(start, end);
}

function kindOf(node: Node): string {
  if (node.kind !== "scalar") return node.kind === "list" ? "a list" : "a map";
  if (node.value === null) return "blank (`null`)";
  if (typeof node.value === "string") return "text";
  return typeof node.value === "number" ? "a number" : `\`${node.value}\``;
}
