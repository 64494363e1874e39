// Operators on addresses: 16 bytes in network order, IPv4 as ::ffff:a.b.c.d.

import { Record } from "../shared/layout";

export function equalsIp(left: usize, right: usize): bool {
  return load<u64>(left) == load<u64>(right) && load<u64>(left, 8) == load<u64>(right, 8);
}

function familyOf(address: usize): u32 {
  return load<u64>(address) == 0 && load<u32>(address, 8) == 0xffff0000 ? 4 : 6;
}

/** Inside one of the blocks of a constant list. An address is never inside a block of the other family. */
export function inCidr(address: usize, list: usize): bool {
  const family = familyOf(address);
  const count = load<u32>(list, Record.ListCount);
  let block: usize = load<u32>(list, Record.ListItems);
  for (let i: u32 = 0; i < count; i++) {
    if (load<u32>(block, Record.Family) == family && inBlock(address, block)) return true;
    block += Record.Size;
  }
  return false;
}

function inBlock(address: usize, block: usize): bool {
  const prefix = load<u32>(block, Record.Prefix);
  const high = bswap<u64>(load<u64>(address) ^ load<u64>(block));
  if (prefix <= 64) return leading(high, prefix) == 0;
  const low = bswap<u64>(load<u64>(address, 8) ^ load<u64>(block, 8));
  return high == 0 && leading(low, prefix - 64) == 0;
}

function leading(bits: u64, count: u32): u64 {
  return count == 0 ? 0 : bits >> (64 - count);
}
