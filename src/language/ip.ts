import { fromHex } from "./hex.ts";
import type { Cidr } from "./model.ts";

// Addresses as text, for literals and for values alike. An address is 16 bytes, an IPv4 address in its IPv6-mapped
// form, so that `10.0.0.1` and `::ffff:a00:1` are one address. As a literal it is those bytes in hexadecimal.

const MAPPED_PREFIX = "00000000000000000000ffff";
const LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length;
const DOTTED = /[^:]*\.[^:]*$/;

/** 16 bytes; `undefined` when the text is no address (zones and leading zeros in IPv4 are none). Never throws. */
export function parseIp(text: string): Uint8Array | undefined {
  if (text.length > LONGEST) return undefined;
  const hex = text.includes(":")
    ? hexOfGroups(text.replace(DOTTED, (dotted) => hexOfIpv4(dotted).replace(/....$/, ":$&")))
    : MAPPED_PREFIX + hexOfIpv4(text);
  return hex.length === 32 ? fromHex(hex) : undefined;
}

/** 8 digits; something else when the text is no IPv4 address. */
function hexOfIpv4(text: string): string {
  const parts = text.split(".");
  const isIpv4 =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return isIpv4 ? parts.map((part) => Number(part).toString(16).padStart(2, "0")).join("") : "none";
}

/** 32 digits; something else when these are not the groups of an address. `::` stands for at least one of zeros. */
function hexOfGroups(text: string): string {
  const [head, tail, ...more] = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head!.length - (tail?.length ?? 0);
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(missing, 0)).fill("0");
  const groups = [...head!, ...zeros, ...(tail ?? [])];
  const isWhole = more.length === 0 && (tail === undefined || missing > 0);
  return isWhole && groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? groups.map((group) => group.padStart(4, "0")).join("")
    : "";
}

/** 32 lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += (byte < 16 ? "0" : "") + byte.toString(16);
  return hex;
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
