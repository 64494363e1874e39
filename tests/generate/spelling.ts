/** Other ways to write the same value in an input, and values next to it. */
import { instantOf } from "../reference/datetime.ts";
import { addressOf } from "../reference/ip.ts";
import type { BaseType } from "../reference/schema.ts";
import type { Plain } from "./pools.ts";
import type { Random } from "./random.ts";

export function respell(random: Random, base: BaseType, value: Plain): unknown {
  if (base === "integer" && random.chance(0.2)) return BigInt(value as number);
  if (value === 0 && random.chance(0.3)) return -0;
  if (base === "datetime") return spellInstant(random, instantOf(value)!);
  if (base === "ip") return spellAddress(random, addressOf(value as string)!);
  return value;
}

function spellInstant(random: Random, instant: number): unknown {
  if (random.chance(0.25)) return new Date(instant);
  const offset = random.pick([0, 0, 330, -480, 840, -1439, 1439]);
  const local = new Date(instant + offset * 60_000);
  const year = local.getUTCFullYear();
  if (year < 0 || year > 9999) return new Date(instant);
  const day = local.toISOString().slice(0, 10);
  const time = local.toISOString().slice(11, 19);
  const fraction = spellFraction(random, local.getUTCMilliseconds());
  return `${day}${random.pick(["T", "T", "t"])}${time}${fraction}${spellOffset(random, offset)}`;
}

/** Digits after the third say nothing. */
function spellFraction(random: Random, milliseconds: number): string {
  const digits = String(milliseconds).padStart(3, "0");
  const shortest = digits.replace(/0+$/, "");
  const written = random.pick([shortest, shortest, digits, `${digits}999`, `${digits}0000000001`]);
  return written === "" ? "" : `.${written}`;
}

function spellOffset(random: Random, minutes: number): string {
  if (minutes === 0) return random.pick(["Z", "Z", "z", "+00:00", "-00:00"]);
  const pad = (part: number) => String(Math.floor(Math.abs(part))).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${pad(minutes / 60)}:${pad(minutes % 60)}`;
}

export function spellAddress(random: Random, address: bigint): string {
  if (address >> 32n === 0xffffn && random.chance(0.7)) return dotted(address);
  const groups = random.times(8, (index) => (address >> BigInt(112 - 16 * index)) & 0xffffn);
  const cased = (text: string) => (random.chance(0.3) ? text.toUpperCase() : text);
  const texts = groups.map((group) => cased(group.toString(16)));
  if (random.chance(0.3)) return texts.map((text) => text.padStart(4, "0")).join(":");
  const tail = random.chance(0.3) ? [...texts.slice(0, 6), dotted(address)] : texts;
  return random.chance(0.7) ? compressed(tail) : tail.join(":");
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join(".");
}

/** `::` for the first run of zeros, even one zero. */
function compressed(texts: string[]): string {
  const start = texts.indexOf("0");
  if (start < 0) return texts.join(":");
  let end = start;
  while (texts[end] === "0") end++;
  return `${texts.slice(0, start).join(":")}::${texts.slice(end).join(":")}`;
}

/** A value at or just beside this one, itself more often than not. */
export function beside(random: Random, base: BaseType, value: Plain): Plain {
  if (random.chance(0.5)) return value;
  switch (base) {
    case "string":
      return besideText(random, value as string);
    case "number":
      return (value as number) + random.pick([1, -1, 0.5, -1e-9]);
    case "integer":
      return clampInteger((value as number) + random.pick([1, -1]));
    case "boolean":
      return !value;
    case "datetime":
      return besideInstant(random, instantOf(value)!);
    case "ip":
      return spellAddress(random, besideAddress(random, addressOf(value as string)!));
  }
}

/** Other case counts far beyond ASCII, where folding must not go. */
function besideText(random: Random, text: string): string {
  const points = [...text];
  const other = random.pick(["a", "Z", "😀"]);
  const shorter = [points.slice(1).join(""), points.slice(0, -1).join("")];
  return random.pick([text + other, other + text, ...shorter, other, text.toUpperCase(), text.toLowerCase()]);
}

function clampInteger(value: number): number {
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}

function besideInstant(random: Random, instant: number): string {
  const moved = new Date(instant + random.pick([1, -1, 1000, -86_400_000]));
  const year = moved.getUTCFullYear();
  return (year < 0 || year > 9999 ? new Date(instant) : moved).toISOString();
}

function besideAddress(random: Random, address: bigint): bigint {
  const moved = address + random.pick([1n, -1n, 256n, 0x10000n]);
  return moved < 0n || moved >> 128n ? address : moved;
}
