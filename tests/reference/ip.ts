/**
 * Addresses as one 128-bit number. IPv4 is kept as `::ffff:a.b.c.d`, so that the two are the same
 * address in any spelling (language.md §2).
 */

export interface Cidr {
  address: bigint;
  /** Counted over 128 bits, for IPv4 too. */
  prefix: number;
}

export function addressOf(text: string): bigint | undefined {
  const v4 = v4Of(text);
  return v4 === undefined ? v6Of(text) : (0xffffn << 32n) | v4;
}

function isV4(address: bigint): boolean {
  return address >> 32n === 0xffffn;
}

function v4Of(text: string): bigint | undefined {
  if (!/^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}$/.test(text)) return undefined;
  const bytes = text.split(".").map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function v6Of(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const groups = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  const [head, tail] = groups;
  if (head === undefined || groups.includes(undefined)) return undefined;
  if (tail === undefined) return head.length === 8 ? joined(head) : undefined;
  const zeros = 8 - head.length - tail.length;
  if (zeros < 1) return undefined;
  return joined([...head, ...new Array<bigint>(zeros).fill(0n), ...tail]);
}

/** The 16-bit groups of one side of `::`; only the very end may be written as IPv4. */
function groupsOf(half: string, atEnd: boolean): bigint[] | undefined {
  if (half === "") return [];
  const parts = half.split(":");
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    const v4 = atEnd && index === parts.length - 1 ? v4Of(part) : undefined;
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function joined(groups: bigint[]): bigint {
  return groups.reduce((number, group) => (number << 16n) | group, 0n);
}

export function cidrOf(text: string): Cidr | undefined {
  const [, host = "", bits] = /^([^/]*)\/(0|[1-9][0-9]{0,2})$/.exec(text) ?? [];
  const address = addressOf(host);
  if (address === undefined) return undefined;
  // `::ffff:10.0.0.0/104` counts its prefix over 128 bits already, `10.0.0.0/8` does not.
  const prefix = Number(bits) + (host.includes(":") ? 0 : 96);
  if (prefix > 128 || address & ((1n << BigInt(128 - prefix)) - 1n)) return undefined;
  return { address, prefix };
}

export function inCidr(address: bigint, cidr: Cidr): boolean {
  const rest = BigInt(128 - cidr.prefix);
  return isV4(address) === isV4(cidr.address) && address >> rest === cidr.address >> rest;
}
