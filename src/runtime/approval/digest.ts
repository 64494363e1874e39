import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { ActraInputError } from "../../errors.ts";
import type { Field, ItemsField } from "../../language/schema.ts";
import { describe } from "../../machine/describe.ts";
import { isDate } from "../copy.ts";

// What a grant is bound to: the policy, the action and the actor, whatever the order of their keys.

type Fields = readonly Field[];

/**
 * @returns 64 hexadecimal digits
 * @throws ActraInputError `INPUT_TYPE` for what cannot be told apart from another of its kind
 */
export function digestOf(
  policyHash: string,
  action: { readonly name: string; readonly value: unknown; readonly fields: Fields },
  actor: { readonly value: unknown; readonly fields: Fields },
  requester: string | undefined,
): string {
  const parts = [
    text(policyHash),
    text(action.name),
    record(action.value, action.fields, "action"),
    record(actor.value, actor.fields, "actor"),
    requester === undefined ? "-" : text(requester),
  ];
  return bytesToHex(sha256(new TextEncoder().encode(`actra-call-1[${parts.join(",")}]`)));
}

function text(value: string): string {
  return JSON.stringify(value);
}

/** The declared fields that are there, each with a mark of its type: no two values share a text. */
function record(value: unknown, fields: Fields, path: string): string {
  if (typeof value !== "object" || value === null) return "-";
  const parts = fields.flatMap((field) => {
    const part = Object.hasOwn(value, field.name)
      ? (value as Record<string, unknown>)[field.name]
      : undefined;
    return part === undefined ? [] : [`${text(field.name)}:${encoded(part, field, `${path}.${field.name}`)}`];
  });
  return `{${parts.join(",")}}`;
}

function encoded(value: unknown, field: Field, path: string): string {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  if (Array.isArray(value) && field.kind === "items")
    return `[${Array.from(value, (item, i) => encodedItem(item, field, `${path}[${i}]`)).join(",")}]`;
  return isRecord && field.kind === "object" ? record(value, field.fields, path) : whole(value, path);
}

function encodedItem(item: unknown, { name, optional, fields }: ItemsField, path: string): string {
  return encoded(item, { kind: "object", name, optional, fields }, path);
}

/** Whatever it is: what no rule reads may be of any type, and the function gets it all the same. */
function whole(value: unknown, path: string): string {
  const inside = (part: unknown) => whole(part, path);
  if (value === null) return "-";
  if (typeof value === "string") return text(value);
  if (typeof value === "function" || typeof value === "symbol") throw unlike(value, path);
  if (typeof value !== "object") return `${typeof value}${text(String(value))}`;
  if (Array.isArray(value)) return `[${Array.from(value, inside).join(",")}]`;
  if (isDate(value)) return `d${Date.prototype.getTime.call(value)}`;
  if (!isPlain(value)) throw unlike(value, path);
  const parts = Object.entries(value).map(([name, part]) => `${text(name)}:${inside(part)}`);
  return `o{${parts.sort().join(",")}}`;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What is in a map, a function or an instance does not show: a grant for one would be good for another. */
function unlike(value: unknown, path: string): ActraInputError {
  return new ActraInputError(
    "INPUT_TYPE",
    path,
    "plain data, where an approval is asked for",
    describe(value),
  );
}
