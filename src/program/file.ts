import { ActraProgramError } from "../errors.ts";

// The container of a program file, all numbers little-endian:
//
//     0   4  magic: 7F 41 43 54 (DEL "ACT")
//     4   2  format version
//     6   2  zero
//     8   4  length of the payload
//     12  4  checksum of the payload
//     16  n  payload: the program in msgpack
//     16+n   optional trailer: 4 bytes of kind, u32 length, that many bytes, then the file ends
//
// The trailer has room for signatures; whoever does not know its kind passes it over.

const MAGIC = 0x5443417f;
/** Raised whenever a program's meaning to the machine changes. */
export const FORMAT_VERSION = 1;
/** Where the payload begins. */
export const HEADER_SIZE = 16;
const TRAILER_HEADER_SIZE = 8;

export function writeFile(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_SIZE + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, FORMAT_VERSION, true);
  view.setUint32(8, payload.length, true);
  view.setUint32(12, checksum(payload), true);
  bytes.set(payload, HEADER_SIZE);
  return bytes;
}

/**
 * The payload, as a view into the file.
 *
 * @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION`
 */
export function readFile(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_SIZE || view.getUint32(0, true) !== MAGIC)
    throw new ActraProgramError("PROGRAM_FORMAT", "not an Actra program", 0);
  checkVersion(view.getUint16(4, true));
  const end = HEADER_SIZE + view.getUint32(8, true);
  if (view.getUint16(6, true) !== 0) throw damaged(6);
  if (end > bytes.length) throw damaged(8);
  if (!isTrailer(view, end)) throw damaged(end);
  const payload = bytes.subarray(HEADER_SIZE, end);
  if (view.getUint32(12, true) !== checksum(payload)) throw damaged(12);
  return payload;
}

function checkVersion(version: number): void {
  if (version === FORMAT_VERSION) return;
  const advice = version > FORMAT_VERSION ? "update Actra" : "compile it again";
  const message = `format version ${version}, this engine runs version ${FORMAT_VERSION}: ${advice}`;
  throw new ActraProgramError("PROGRAM_VERSION", message, 4);
}

/** From there on to the end of the file is a trailer, or nothing. */
function isTrailer(view: DataView, at: number): boolean {
  const rest = view.byteLength - at - TRAILER_HEADER_SIZE;
  return rest < 0 ? at === view.byteLength : view.getUint32(at + 4, true) === rest;
}

function damaged(offset: number): ActraProgramError {
  return new ActraProgramError("PROGRAM_FORMAT", "damaged", offset);
}

/** FNV-1a, which no change of a single byte escapes: against damage, not against forgery. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) sum = Math.imul(sum ^ bytes[i]!, 0x01000193);
  return sum >>> 0;
}
