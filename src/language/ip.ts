import type { Cidr } from "./model.ts";

// Addresses as text, for literals and for values alike. An address is 16 bytes, an IPv4 address in its IPv6-mapped
// form, so that `10.0.0.1` and `::ffff:a00:1` are one address. As a literal it is those bytes in hexadecimal.

const COLON = 0x3a;
const DOT = 0x2e;
const MAPPED_PREFIX = "00000000000000000000ffff";
const LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length;

/** 16 bytes; `undefined` when the text is no address (zones and leading zeros in IPv4 are none). Never throws. */
export function parseIp(text: string): Uint8Array | undefined {
  if (text.length > LONGEST) return undefined;
  const bytes = new Uint8Array(16);
  if (text.includes(":")) return readIpv6(text, bytes) ? bytes : undefined;
  bytes[10] = bytes[11] = 0xff;
  return readIpv4(text, 0, bytes, 12) ? bytes : undefined;
}

/** `a.b.c.d` from `start` to the end of the text. */
function readIpv4(text: string, start: number, bytes: Uint8Array, to: number): boolean {
  let at = start;
  for (let index = 0; index < 4; index++) {
    let value = 0;
    const first = at;
    for (let digit = digitAt(text, at); digit < 10; digit = digitAt(text, ++at)) value = value * 10 + digit;
    const length = at - first;
    if (length === 0 || length > 3 || value > 255 || (length > 1 && digitAt(text, first) === 0)) return false;
    bytes[to + index] = value;
    if (index < 3 && text.charCodeAt(at++) !== DOT) return false;
  }
  return at === text.length;
}

/** Groups from the left; what follows `::` is moved to the right end when all is read. */
function readIpv6(text: string, bytes: Uint8Array): boolean {
  let to = 0;
  let gap = text.startsWith("::") ? 0 : -1;
  let at = gap === 0 ? 2 : 0;
  while (at < text.length) {
    let value = 0;
    const first = at;
    for (let digit = digitAt(text, at); digit < 16; digit = digitAt(text, ++at)) value = value * 16 + digit;
    if (text.charCodeAt(at) === DOT) {
      if (to > 12 || !readIpv4(text, first, bytes, to)) return false;
      to += 4;
      break;
    }
    if (at === first || at - first > 4 || to === 16) return false;
    bytes[to++] = value >> 8;
    bytes[to++] = value & 0xff;
    if (at === text.length) break;
    if (text.charCodeAt(at++) !== COLON || at === text.length) return false;
    if (text.charCodeAt(at) !== COLON) continue;
    if (gap >= 0) return false;
    gap = to;
    at++;
  }
  return gap < 0 ? to === 16 : spread(bytes, gap, to);
}

/** `::` stands for at least one group of zeros. */
function spread(bytes: Uint8Array, gap: number, length: number): boolean {
  if (length > 14) return false;
  const tail = 16 - (length - gap);
  bytes.copyWithin(tail, gap, length);
  bytes.fill(0, gap, tail);
  return true;
}

/** The value of a hexadecimal digit, or 16 where none stands. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 32;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : 16;
}

/** 32 lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += (byte < 16 ? "0" : "") + byte.toString(16);
  return hex;
}

/** The 16 bytes of an address in hexadecimal. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}

/**
 * A block as written, bits after the prefix included: `networkOf` tells whether there are any. The prefix is of 128.
 * `undefined` when the text is no `address/length`.
 */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([^/]+)\/(0|[1-9][0-9]{0,2})$/.exec(text);
  const bytes = match === null ? undefined : parseIp(match[1]!);
  if (match === null || bytes === undefined) return undefined;
  const length = Number(match[2]);
  const dotted = !text.includes(":");
  if (length > (dotted ? 32 : 128)) return undefined;
  const address = toHex(bytes);
  const prefix = dotted ? length + 96 : length;
  return { address, prefix, family: isIpv4(address) && prefix >= 96 ? 4 : 6 };
}

/** The block's own address: the bits after the prefix are zero. */
export function networkOf(cidr: Cidr): Cidr {
  const bytes = fromHex(cidr.address);
  const masked = bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, cidr.prefix - index * 8));
    return byte & (0xff00 >> kept);
  });
  return { ...cidr, address: toHex(masked) };
}

export function cidrText(cidr: Cidr): string {
  return `${ipText(cidr.address)}/${cidr.family === 4 ? cidr.prefix - 96 : cidr.prefix}`;
}

function isIpv4(hex: string): boolean {
  return hex.startsWith(MAPPED_PREFIX);
}

/** The usual spelling of an address in hexadecimal: dotted for IPv4, RFC 5952 for IPv6. */
export function ipText(hex: string): string {
  if (isIpv4(hex)) return fromHex(hex).slice(12).join(".");
  const groups = Array.from({ length: 8 }, (_, index) =>
    Number.parseInt(hex.slice(index * 4, index * 4 + 4), 16).toString(16),
  );
  const gap = longestZeros(groups);
  if (gap.length < 2) return groups.join(":");
  return `${groups.slice(0, gap.start).join(":")}::${groups.slice(gap.start + gap.length).join(":")}`;
}

/** The first of the longest runs of zero groups. */
function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === "0") end++;
    if (end - start > longest.length) longest = { start, length: end - start };
  }
  return longest;
}
