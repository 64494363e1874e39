import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Field } from "../../language/schema.ts";
import { isDate } from "../copy.ts";

// What a grant is bound to: the policy, the action and the actor, whatever the order of their keys.

type Fields = readonly Field[];

/** @returns 64 hexadecimal digits */
export function digestOf(
  policyHash: string,
  action: { readonly name: string; readonly value: unknown; readonly fields: Fields },
  actor: { readonly value: unknown; readonly fields: Fields },
  requester: string | undefined,
): string {
  const parts = [
    text(policyHash),
    text(action.name),
    record(action.value, action.fields),
    record(actor.value, actor.fields),
    requester === undefined ? "-" : text(requester),
  ];
  return bytesToHex(sha256(new TextEncoder().encode(`actra-call-1[${parts.join(",")}]`)));
}

function text(value: string): string {
  return JSON.stringify(value);
}

/** The declared fields that are there, each with a mark of its type: no two values share a text. */
function record(value: unknown, fields: Fields): string {
  if (typeof value !== "object" || value === null) return "-";
  const parts = fields.flatMap((field) => {
    const part = Object.hasOwn(value, field.name)
      ? (value as Record<string, unknown>)[field.name]
      : undefined;
    return part === undefined ? [] : [`${text(field.name)}:${encoded(part, field)}`];
  });
  return `{${parts.join(",")}}`;
}

function encoded(value: unknown, field: Field): string {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord && field.kind === "object" ? record(value, field.fields) : whole(value);
}

/** Whatever it is: what no rule reads may be of any type, and the function gets it all the same. */
function whole(value: unknown): string {
  if (value === null) return "-";
  if (typeof value === "string") return text(value);
  if (typeof value !== "object") return `${typeof value}${text(String(value))}`;
  if (Array.isArray(value)) return `[${Array.from(value, whole).join(",")}]`;
  if (isDate(value)) return `d${Date.prototype.getTime.call(value)}`;
  const parts = Object.entries(value).map(([name, part]) => `${text(name)}:${whole(part)}`);
  return `o{${parts.sort().join(",")}}`;
}
