import { ActraInputError } from "../../errors.ts";
import type { Loaded } from "../loaded.ts";
import { Unpacker } from "./unpacker.ts";

// msgpack → the plain data that it says, as strictly as a program is read, and with what inputs have beside: integers that
// are not safe, as bigints, and timestamps, as dates. Extensions that nobody knows are bytes, which no field takes.

/**
 * The input that the bytes are.
 *
 * @throws ActraInputError `INPUT_PACKED`, `INPUT_LIMIT`
 */
export function unpackWhole(bytes: Uint8Array, loaded: Loaded): unknown {
  requireSize(bytes.length, loaded);
  const { value, end } = unpackInput(bytes, 0);
  if (end === bytes.length) return value;
  throw packedError(end);
}

/**
 * The input that begins at `start`, and where it ends.
 *
 * @throws ActraInputError `INPUT_PACKED`
 */
export function unpackInput(bytes: Uint8Array, start: number): { value: unknown; end: number } {
  const unpacker = new InputUnpacker(bytes, start);
  try {
    return { value: unpacker.value(0), end: unpacker.at };
  } catch {
    throw packedError(unpacker.start);
  }
}

/** @throws ActraInputError `INPUT_LIMIT` when an input of so many bytes may not be read */
export function requireSize(bytes: number, { context }: Loaded): void {
  const most = context.limits.inputBytes;
  if (bytes > most)
    throw new ActraInputError("INPUT_LIMIT", "input", `at most ${most} bytes`, `${bytes} bytes`);
}

/** @param offset where what cannot be read begins */
export function packedError(offset: number): ActraInputError {
  const received = `something else at byte ${offset}`;
  return new ActraInputError("INPUT_PACKED", "input", "well-formed msgpack", received, { offset });
}

/** As a byte: −1. */
const TIMESTAMP = 0xff;

class InputUnpacker extends Unpacker {
  protected override large(value: bigint): bigint {
    return value;
  }

  /** Extensions: of 1, 2, 4, 8 or 16 bytes, or with their length before them. */
  protected override other(head: number): unknown {
    if (head >= 0xd4 && head <= 0xd8) return this.#extension(1 << (head - 0xd4));
    if (head >= 0xc7 && head <= 0xc9) return this.#extension(this.unsigned(1 << (head - 0xc7)));
    return super.other(head);
  }

  #extension(length: number): unknown {
    const isTimestamp = this.unsigned(1) === TIMESTAMP && [4, 8, 12].includes(length);
    const data = this.binary(length);
    return (isTimestamp && timestamp(data)) || data;
  }
}

/** Of 4, 8 or 12 bytes: seconds; nanoseconds and seconds in 64 bits; both apart. What is below a millisecond is dropped. */
function timestamp({ buffer, byteOffset, length }: Uint8Array): Date | undefined {
  const view = new DataView(buffer, byteOffset, length);
  const first = view.getUint32(0);
  if (length === 4) return new Date(first * 1000);
  if (length === 8) return instant(first & 3, view.getUint32(4), first >>> 2);
  return instant(view.getInt32(4), view.getUint32(8), first);
}

function instant(high: number, low: number, nanoseconds: number): Date | undefined {
  if (nanoseconds >= 1e9) return undefined;
  return new Date((high * 2 ** 32 + low) * 1000 + Math.floor(nanoseconds / 1e6));
}
