import type { Node } from "../compiler/1-read/node.ts";

// Values as a test file writes them: plain data, in which an object with one key that begins with `$` stands for a value
// that YAML cannot say. No field's name begins so.

export type Written = unknown;
export type WrittenObject = Readonly<Record<string, Written>>;

export function dataOf(node: Node): Written {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(dataOf);
    case "map":
      return Object.fromEntries([...node.entries.values()].map(({ key, value }) => [key, dataOf(value)]));
    case "broken":
      return undefined;
  }
}

/** Characters that weigh as much as a node. */
const CHARACTERS = 32;

/** How many nodes, itself included; long text counts for more. */
export function sizeOf(node: Node): number {
  if (node.kind === "list") return node.items.reduce((sum, item) => sum + sizeOf(item), 1);
  if (node.kind !== "map") return 1 + textLength(node) / CHARACTERS;
  let sum = 1;
  for (const { key, value } of node.entries.values()) sum += key.length / CHARACTERS + sizeOf(value);
  return sum;
}

function textLength(node: Node): number {
  return node.kind === "scalar" && typeof node.value === "string" ? node.value.length : 0;
}

/** The key that begins with `$`, when the value is an object that stands for another value. */
export function tagOf(value: Written): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const [key, ...more] = Object.keys(value);
  return more.length === 0 && key?.startsWith("$") ? key : undefined;
}

/** Whether it is an object that stands for itself. */
export function isPlain(value: Written): value is WrittenObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && tagOf(value) === undefined;
}

/** One text for all spellings of a value, and for no other value. */
export function identityOf(value: Written): string {
  if (Array.isArray(value)) return `[${value.map(identityOf).join()}]`;
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${identityOf(field)}`).join()}}`;
}

const LONGEST = 80;

/** For people, on one line. */
export function shown(value: Written): string {
  if (isAbsent(value)) return "absent";
  const text = typeof value === "string" && WORD.test(value) ? value : JSON.stringify(value, withSign);
  return text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}…` : text;
}

function withSign(_key: string, value: unknown): unknown {
  return Object.is(value, -0) ? "-0" : value;
}

/** What YAML would take for text without quotes. */
const WORD = /^(?!(?:true|false|null|absent)$)[A-Za-z_][\w.:/@-]*$/;

/** `{ $value: absent }` leaves a field out of its object, an item out of its list. */
export function isAbsent(value: Written): boolean {
  return tagOf(value) === "$value" && (value as WrittenObject)["$value"] === "absent";
}

/** The value that is meant; a new one at each call. */
export function resolve(value: Written): unknown {
  if (isAbsent(value)) return undefined;
  if (Array.isArray(value)) return value.filter((item) => !isAbsent(item)).map(resolve);
  if (!isPlain(value)) return value;
  const present = Object.entries(value).filter(([, field]) => !isAbsent(field));
  return Object.fromEntries(present.map(([key, field]) => [key, resolve(field)]));
}
