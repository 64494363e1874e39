import { ActraProgramError } from "../errors.ts";

// The container of a program file, all numbers little-endian:
//
//     0   4  magic: 7F 41 43 54 (DEL "ACT")
//     4   2  format version
//     6   2  zero
//     8   4  length of the payload
//     12  4  checksum of the payload
//     16  n  payload: the program, a list of msgpack (content.ts)
//     16+n   optional trailer: 4 bytes of kind, u32 length, that many bytes, then the file ends
//
// The trailer has room for signatures; whoever does not know its kind passes it over.

const MAGIC = 0x5443417f;
/** Raised whenever a program's meaning to the machine changes. */
export const FORMAT_VERSION = 2;
/** Where the payload begins. */
export const HEADER_SIZE = 16;
const TRAILER_HEADER_SIZE = 8;

export function writeFile(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_SIZE + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, FORMAT_VERSION, true);
  view.setUint32(8, payload.length, true);
  bytes.set(payload, HEADER_SIZE);
  view.setUint32(12, checksum(bytes.subarray(HEADER_SIZE)), true);
  return bytes;
}

/** @param program a file that has none yet */
export function withTrailer(
  program: Uint8Array,
  kind: number,
  parts: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(program.length + TRAILER_HEADER_SIZE + size);
  bytes.set(program);
  const view = new DataView(bytes.buffer, program.length);
  view.setUint32(0, kind, true);
  view.setUint32(4, size, true);
  let at = program.length + TRAILER_HEADER_SIZE;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A file taken apart, as views into it. */
interface FileParts {
  readonly payload: Uint8Array;
  readonly trailer: Trailer | undefined;
}

export interface Trailer {
  readonly kind: number;
  readonly content: Uint8Array;
}

/**
 * The payload, as a view into the file.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`
 */
export function readFile(bytes: Uint8Array): Uint8Array {
  const { payload } = partsOf(bytes);
  if (viewOf(bytes).getUint32(12, true) !== checksum(payload)) throw damaged(12);
  return payload;
}

/**
 * The same without a look at the checksum, for those who have something better.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`
 */
export function partsOf(bytes: Uint8Array): FileParts {
  const view = viewOf(bytes);
  if (bytes.length < HEADER_SIZE || view.getUint32(0, true) !== MAGIC)
    throw new ActraProgramError("PROGRAM_FORMAT", "not an Actra program", 0);
  checkVersion(view.getUint16(4, true));
  const end = HEADER_SIZE + view.getUint32(8, true);
  if (view.getUint16(6, true) !== 0) throw damaged(6);
  if (end > bytes.length) throw damaged(8);
  return { payload: bytes.subarray(HEADER_SIZE, end), trailer: trailerAt(end, view, bytes) };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function checkVersion(version: number): void {
  if (version === FORMAT_VERSION) return;
  const [age, advice] = version > FORMAT_VERSION ? ["newer", "update Actra"] : ["older", "compile it again"];
  const message = `format version ${version} is ${age} than this engine's, ${FORMAT_VERSION}: ${advice}`;
  throw new ActraProgramError("PROGRAM_VERSION", message, 4);
}

/** What is there up to the end of the file has to be a trailer, or nothing. */
function trailerAt(at: number, view: DataView, bytes: Uint8Array): Trailer | undefined {
  if (at === bytes.length) return undefined;
  const start = at + TRAILER_HEADER_SIZE;
  if (start > bytes.length || view.getUint32(at + 4, true) !== bytes.length - start) throw damaged(at);
  return { kind: view.getUint32(at, true), content: bytes.subarray(start) };
}

export function damaged(offset: number): ActraProgramError {
  return new ActraProgramError("PROGRAM_FORMAT", "damaged", offset);
}

/**
 * Against damage, not against forgery. Four sums, each over every fourth word, become one; each step can be undone, so no
 * change inside of one word escapes.
 *
 * @param payload stands where words can: behind the header, in a buffer of the file's own
 */
function checksum(payload: Uint8Array): number {
  const { buffer, byteOffset, length } = payload;
  const words = new Uint32Array(buffer, byteOffset, length >>> 2);
  let [a, b, c, d] = [length, 1, 2, 3];
  let i = 0;
  // The sums apart, not as places of an array, take half the time.
  while (i + 3 < words.length) {
    a = mixed(a, words[i++]!);
    b = mixed(b, words[i++]!);
    c = mixed(c, words[i++]!);
    d = mixed(d, words[i++]!);
  }
  const sums = [a, b, c, d];
  for (; i < words.length; i++) sums[i & 3] = mixed(sums[i & 3]!, words[i]!);
  return [...sums, ...payload.subarray(4 * words.length)].reduce(mixed) >>> 0;
}

function mixed(sum: number, word: number): number {
  const product = Math.imul(sum ^ word, 0x01000193);
  return (product << 13) | (product >>> 19);
}
