import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Field } from "../../language/schema.ts";

// What a grant is bound to: the policy, the action and the actor, whatever the order of their keys.

type Fields = readonly Field[];

/** @returns 64 hexadecimal digits */
export function digestOf(
  policyHash: string,
  action: { readonly value: object; readonly fields: Fields },
  actor: { readonly value: unknown; readonly fields: Fields },
  requester: string | undefined,
): string {
  const parts = [
    text(policyHash),
    text(String((action.value as { type?: unknown }).type)),
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
  const present = fields.filter(({ name }) => Object.hasOwn(value, name));
  const parts = present.map(
    (field) => `${text(field.name)}:${encoded((value as Record<string, unknown>)[field.name], field)}`,
  );
  return `{${parts.sort().join(",")}}`;
}

function encoded(value: unknown, field: Field): string {
  if (value === undefined || value === null) return "-";
  if (field.kind === "object") return record(value, field.fields);
  if (Array.isArray(value)) return `[${Array.from(value, scalar).join(",")}]`;
  return scalar(value);
}

function scalar(value: unknown): string {
  if (typeof value === "string") return text(value);
  if (value instanceof Date) return `d${value.getTime()}`;
  return `${typeof value === "object" ? "o" : typeof value}${String(typeof value === "object" ? "" : value)}`;
}
