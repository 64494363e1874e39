import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex } from "../src/language/hex.ts";
import { cidrText, ipText, networkOf, parseCidr, parseIp, toHex } from "../src/language/ip.ts";

const hexOf = (text: string) => {
  const bytes = parseIp(text);
  return bytes && toHex(bytes);
};

describe("parseIp", () => {
  test.each([
    ["0.0.0.0", "00000000000000000000ffff00000000"],
    ["10.0.0.1", "00000000000000000000ffff0a000001"],
    ["255.255.255.255", "00000000000000000000ffffffffffff"],
    ["::ffff:10.0.0.1", "00000000000000000000ffff0a000001"],
    ["::FFFF:a00:1", "00000000000000000000ffff0a000001"],
    ["0:0:0:0:0:ffff:0a00:0001", "00000000000000000000ffff0a000001"],
    ["::", "00000000000000000000000000000000"],
    ["::1", "00000000000000000000000000000001"],
    ["::10.0.0.1", "0000000000000000000000000a000001"],
    ["1::", "00010000000000000000000000000000"],
    ["2001:DB8::8:800:200C:417A", "20010db80000000000080800200c417a"],
    ["1:2:3:4:5:6:7::", "00010002000300040005000600070000"],
    ["::2:3:4:5:6:7:8", "00000002000300040005000600070008"],
    ["1:2:3:4:5:6:7.8.9.10", "0001000200030004000500060708090a"],
    ["64:ff9b::192.0.2.33", "0064ff9b0000000000000000c0000221"],
  ])("%s", (text, hex) => {
    expect(hexOf(text)).toBe(hex);
  });

  test.each([
    "",
    "10.0.0",
    "10.0.0.0.0",
    "10.0.0.256",
    "10.0.0.01",
    "10.0.0.00",
    "10.0.0.",
    ".10.0.0",
    "10..0.0",
    "0x10.0.0.1",
    "1e1.0.0.0",
    "10.0.0.-1",
    "10.0.0.1 ",
    " 10.0.0.1",
    "10.0.0.1/32",
    "167772161",
    "١.0.0.1",
    ":",
    ":::",
    "1:::2",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "::1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:",
    ":1:2:3:4:5:6:7",
    "12345::",
    "g::",
    "::1%eth0",
    "fe80::1%1",
    "[::1]",
    "::1.2.3",
    "::1.2.3.04",
    "1.2.3.4::",
    "1:2:3:4:5:6:7:1.2.3.4",
    "::ffff:1.2.3.4:5",
  ])("%s is none", (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  test("takes what node takes, zones left out", () => {
    const part = fc.constantFrom(
      "0",
      "1",
      "a",
      "F",
      ":",
      ":",
      "::",
      ".",
      "255",
      "256",
      "ffff",
      "01",
      "1.2.3.4",
      "g",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 16 }), (parts) => {
        const text = parts.join("");
        return (parseIp(text) !== undefined) === (isIPv4(text) || isIPv6(text));
      }),
      { numRuns: 20_000 },
    );
  });

  test("reads every address as ipText writes it", () => {
    const byte = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(byte, { minLength: 16, maxLength: 16 }), (bytes) => {
        const hex = toHex(Uint8Array.from(bytes));
        return hexOf(ipText(hex)) === hex && toHex(fromHex(hex)) === hex;
      }),
    );
  });
});

test.each([
  ["::ffff:a00:1", "10.0.0.1"],
  ["2001:0DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
  ["0:0:0:0:0:0:0:0", "::"],
  ["0:0:0:0:0:0:0:1", "::1"],
  ["1:0:0:0:0:0:0:0", "1::"],
])("ipText writes %s as %s", (text, usual) => {
  expect(ipText(hexOf(text)!)).toBe(usual);
});

describe("parseCidr", () => {
  test.each([
    ["10.0.0.0/8", 104, 4],
    ["0.0.0.0/0", 96, 4],
    ["10.0.0.1/32", 128, 4],
    ["::ffff:10.0.0.0/104", 104, 4],
    ["::ffff:a00:0/104", 104, 4],
    ["::ffff:0:0/96", 96, 4],
    ["::/0", 0, 6],
    ["2001:db8::/32", 32, 6],
    ["::1/128", 128, 6],
  ])("%s", (text, prefix, family) => {
    expect(parseCidr(text)).toMatchObject({ prefix, family });
    expect(networkOf(parseCidr(text)!)).toEqual(parseCidr(text));
  });

  test.each([
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "/8",
    "::/129",
    "x/8",
  ])("%s is none", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test.each([
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["10.1.2.3/31", "10.1.2.2/31"],
    ["10.1.2.3/0", "0.0.0.0/0"],
    ["2001:db8:ffff::1/33", "2001:db8:8000::/33"],
    ["::ffff:10.1.0.0/104", "10.0.0.0/8"],
  ])("%s lies in the block %s", (text, block) => {
    expect(cidrText(networkOf(parseCidr(text)!))).toBe(block);
  });
});
