import { ActraProgramError } from "../errors.ts";

// The container of a program file, all numbers little-endian:
//
//     0   4  magic: 7F 41 43 54 (DEL "ACT")
//     4   2  format version
//     6   2  zero
//     8   4  length of the payload
//     12  4  CRC-32 of the payload
//     16  n  payload: the program in msgpack
//     16+n   optional trailer: 4 bytes of kind, u32 length, that many bytes, then the file ends
//
// The trailer has room for signatures; whoever does not know its kind passes it over.

const MAGIC = 0x5443417f;
/** Raised whenever a program's meaning to the machine changes. */
export const FORMAT_VERSION = 1;
const HEADER_SIZE = 16;

export interface ProgramFile {
  readonly payload: Uint8Array;
  /** Where the payload begins, for error messages. */
  readonly payloadOffset: number;
  readonly trailer?: { readonly kind: number; readonly bytes: Uint8Array };
}

export function writeFile(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_SIZE + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, FORMAT_VERSION, true);
  view.setUint32(8, payload.length, true);
  view.setUint32(12, crc32(payload), true);
  bytes.set(payload, HEADER_SIZE);
  return bytes;
}

/** @throws ActraProgramError `PROGRAM_FORMAT`, `PROGRAM_VERSION` */
export function readFile(bytes: Uint8Array): ProgramFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_SIZE || view.getUint32(0, true) !== MAGIC) {
    throw new ActraProgramError("PROGRAM_FORMAT", "not a compiled Actra program", 0);
  }
  checkVersion(view.getUint16(4, true));
  if (view.getUint16(6, true) !== 0) throw damaged("reserved bytes are set", 6);
  const length = view.getUint32(8, true);
  if (length > bytes.length - HEADER_SIZE) throw damaged("the file ends before its payload does", 8);
  const payload = bytes.subarray(HEADER_SIZE, HEADER_SIZE + length);
  if (view.getUint32(12, true) !== crc32(payload)) throw damaged("the checksum does not fit the payload", 12);
  return { payload, payloadOffset: HEADER_SIZE, ...readTrailer(view, HEADER_SIZE + length) };
}

function checkVersion(version: number): void {
  if (version === FORMAT_VERSION) return;
  const what =
    version > FORMAT_VERSION ? "a newer Actra made it; update this one" : "compile it again with this Actra";
  const message = `the program has format version ${version}, this engine runs version ${FORMAT_VERSION}: ${what}`;
  throw new ActraProgramError("PROGRAM_VERSION", message, 4);
}

function readTrailer(view: DataView, at: number): Pick<ProgramFile, "trailer"> {
  const rest = view.byteLength - at;
  if (rest === 0) return {};
  if (rest < 8 || view.getUint32(at + 4, true) !== rest - 8)
    throw damaged("what follows the payload is no trailer", at);
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 8, rest - 8);
  return { trailer: { kind: view.getUint32(at, true), bytes } };
}

function damaged(message: string, offset: number): ActraProgramError {
  return new ActraProgramError("PROGRAM_FORMAT", message, offset);
}

let table: Uint32Array | undefined;

/** CRC-32 (ISO 3309), against damage, not against forgery. */
export function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
