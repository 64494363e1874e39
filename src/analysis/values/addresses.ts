import type { Cidr, Scalar } from "../../language/model.ts";
import type { Block, Cell } from "./cell.ts";

// Addresses as whole numbers of 128 bits. IPv4 is the block `::ffff:0:0/96`, which blocks of IPv6 leave out.

const LAST = 2n ** 128n - 1n;
const IPV4: Block = { low: 0xffffn << 32n, high: (0xffffn << 32n) + 0xffffffffn };

export function addressOf(hex: Scalar): bigint {
  return BigInt(`0x${hex}`);
}

export function hexOf(address: bigint): string {
  return address.toString(16).padStart(32, "0");
}

/** Where it begins and ends, and where IPv4 lies in it: those addresses are not of the family. */
export function blocksOf({ address, prefix, family }: Cidr): Block[] {
  const low = addressOf(address);
  const block = { low, high: low + (1n << BigInt(128 - prefix)) - 1n };
  const holdsIpv4 = family === 6 && block.low <= IPV4.low && block.high >= IPV4.high;
  return holdsIpv4 ? [block, IPV4] : [block];
}

export function cutAddresses(points: readonly Scalar[], blocks: readonly Block[]): Cell[] {
  const single = points.map(addressOf).map((value) => ({ low: value, high: value }));
  const starts = new Set([0n]);
  for (const { low, high } of [...single, ...blocks]) {
    starts.add(low);
    if (high < LAST) starts.add(high + 1n);
  }
  const sorted = [...starts].sort((a, b) => (a < b ? -1 : 1));
  return sorted.map((low, i) => {
    const high = (sorted[i + 1] ?? LAST + 1n) - 1n;
    return low === high ? { kind: "value", value: hexOf(low) } : { kind: "addresses", low, high };
  });
}

/** Whether the address is in the block; the families never match each other. */
export function isInside(hex: Scalar, { address, prefix, family }: Cidr): boolean {
  const value = addressOf(hex);
  const isIpv4 = value >= IPV4.low && value <= IPV4.high;
  if (isIpv4 !== (family === 4)) return false;
  const shift = BigInt(128 - prefix);
  return value >> shift === addressOf(address) >> shift;
}
