// Operators on addresses: 16 bytes in network order, IPv4 as ::ffff:a.b.c.d.

import { Record } from "../shared/layout";
import { compareBytes } from "./text";

function isIpv4(address: usize): bool {
  return load<u64>(address) == 0 && load<u32>(address, 8) == 0xffff0000;
}

/** Inside one of the blocks of a constant list. An IPv4 address is never inside one that is wider than IPv4. */
export function inCidr(address: usize, list: usize): bool {
  const least: u32 = isIpv4(address) ? 96 : 0;
  const count = load<u32>(list, Record.ListCount);
  let block: usize = load<u32>(list, Record.ListItems);
  for (let i: u32 = 0; i < count; i++) {
    if (load<u32>(block, Record.Prefix) >= least && inBlock(address, block)) return true;
    block += Record.Size;
  }
  return false;
}

/** The bits of the prefix are the same: whole bytes, then those at the head of the next one. */
function inBlock(address: usize, block: usize): bool {
  const prefix = load<u32>(block, Record.Prefix);
  const bytes = prefix >> 3;
  const rest = <u32>load<u8>(address + bytes) ^ <u32>load<u8>(block + bytes);
  return rest >> (8 - (prefix & 7)) == 0 && compareBytes(address, block, bytes, false) == 0;
}
