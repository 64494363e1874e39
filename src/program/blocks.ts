import { damaged } from "./file.ts";

/**
 * A list of msgpack with blocks of bytes → these, as views. There is nothing else in it, and nothing behind it.
 *
 * @param bytes a view into the file, which begins at the first byte of its buffer
 * @param least how many blocks there are, and at most; below 16
 * @throws ActraProgramError `PROGRAM_FORMAT` with the offset in the file of what cannot be read
 */
export function readBlocks(bytes: Uint8Array, least: number, most: number): readonly Uint8Array[] {
  let at = 0;
  let start = 0;
  // Behind the end it is `undefined`, and what is computed of it `NaN`, which no check lets pass.
  const byte = () => bytes[at++]!;
  const ensure = (holds: boolean) => {
    if (!holds) throw damaged(bytes.byteOffset + start);
  };
  const count = byte() - 0x90;
  ensure(count >= least && count <= most);
  const blocks = Array.from({ length: count }, () => {
    start = at;
    // C4, C5 and C6: one, two and four bytes with the length follow.
    const width = 2 ** (byte() - 0xc4);
    ensure(width === 1 || width === 2 || width === 4);
    let length = 0;
    for (let i = 0; i < width; i++) length = length * 256 + byte();
    ensure(length <= bytes.length - at);
    at += length;
    return bytes.subarray(at - length, at);
  });
  start = at;
  ensure(at === bytes.length);
  return blocks;
}
