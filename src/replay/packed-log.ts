import { unpackInput } from "../machine/packed/unpack.ts";
import type { PackedDecisions } from "../policy/packed-decisions.ts";
import type { Policy } from "../policy/policy.ts";
import { REDACTED } from "../policy/show.ts";
import { isInputError } from "../testing/outcome.ts";
import { type PackedRecord, scanRecord } from "./scan.ts";

/** What a log of packed inputs tells, in its order. */
export interface PackedListener {
  /** It has no decision to compare with. */
  readonly skip: () => void;
  /** It is decided as it was. */
  readonly same: () => void;
  /** Anything else, as plain data. */
  readonly event: (event: unknown) => void;
  /** It ends where a map would, and is none that inputs may be. */
  readonly unreadable: () => void;
}

/** Longer than any input. */
const LONGEST = 64 * 1024 * 1024;
const MARK = new TextEncoder().encode(REDACTED);

/**
 * A msgpack stream, one map an event, as `evaluatePackedMany` takes them: `action`, `actor`, `snapshot`, and beside them the
 * recorded `decision`. Those that are decided as they were are never unpacked.
 */
export class PackedLog {
  readonly #policy: Policy;
  readonly #listener: PackedListener;
  #left = new Uint8Array(0);
  #isBroken = false;

  constructor(policy: Policy, listener: PackedListener) {
    this.#policy = policy;
    this.#listener = listener;
  }

  /** Whether all of it could be read so far; behind what cannot be nothing is. */
  add(bytes: Uint8Array): boolean {
    if (this.#isBroken) return true;
    const all = joined(this.#left, bytes);
    const records: PackedRecord[] = [];
    let end = 0;
    for (;;) {
      const record = scanRecord(all, end);
      if (record === "incomplete") break;
      if (record === "broken") {
        this.#isBroken = true;
        break;
      }
      records.push(record);
      end = record.end;
    }
    this.#decide(all.subarray(0, end), records);
    this.#left = this.#isBroken ? new Uint8Array(0) : all.slice(end);
    if (this.#left.length > LONGEST) this.#isBroken = true;
    return !this.#isBroken;
  }

  isAtEnd(): boolean {
    return this.#isBroken || this.#left.length === 0;
  }

  #decide(bytes: Uint8Array, records: readonly PackedRecord[]): void {
    if (records.length === 0) return;
    const decisions = this.#many(bytes);
    // An event of the runtime has what was decided on in its context, and a redacted value is none.
    const isPlain = decisions !== undefined && indexOf(bytes, MARK) < 0;
    for (const [index, record] of records.entries()) {
      if (isPlain && record.isInput && record.effect === undefined && !record.hasDecision)
        this.#listener.skip();
      else if (isPlain && record.isInput && isSame(record, decisions, index)) this.#listener.same();
      else this.#unpack(bytes, record);
    }
  }

  #unpack(bytes: Uint8Array, { start }: PackedRecord): void {
    let event: unknown;
    try {
      event = unpackInput(bytes, start).value;
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.#listener.unreadable();
      return;
    }
    this.#listener.event(event);
  }

  #many(bytes: Uint8Array): PackedDecisions | undefined {
    try {
      return this.#policy.evaluatePackedMany(bytes);
    } catch {
      // One of them is no msgpack that inputs may be: each is looked at by itself.
      return undefined;
    }
  }
}

function isSame({ effect }: PackedRecord, decisions: PackedDecisions, index: number): boolean {
  const decision = decisions.decision(index);
  return "effect" in decision && decision.effect === effect;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1))
    if (wanted.every((byte, place) => bytes[at + place] === byte)) return at;
  return -1;
}
