/** The reader of msgpack against msgpackr. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Unpacker } from "../src/machine/packed/unpacker.ts";
import { pack } from "./support/program-bytes.ts";

/** msgpackr writes −0 as 0. */
const double = fc.double({ noNaN: true }).map((value) => value + 0);
const number = fc.oneof(
  double,
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(
    -1,
    -32,
    -33,
    -128,
    -129,
    -32768,
    -32769,
    127,
    128,
    255,
    256,
    65535,
    65536,
    2 ** 32 - 1,
    2 ** 32,
  ),
);
const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 300 }), fc.string({ maxLength: 40 }));
const scalar = fc.oneof(number, text, fc.boolean(), fc.constant(null), fc.uint8Array({ maxLength: 300 }));

const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 6 }, scalar, tie("list"), tie("map")),
  list: fc.array(tie("value"), { maxLength: 40 }),
  map: fc.dictionary(text, tie("value"), { maxKeys: 40, noNullPrototype: true }),
}));

/** Objects, as the reader makes them, inherit nothing. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.assign(
    Object.create(null),
    Object.fromEntries(Object.entries(value).map(([key, part]) => [key, bare(part)])),
  );
}

describe("what msgpackr writes", () => {
  it("is read as it was", () => {
    fc.assert(
      fc.property(value, (written) => {
        const packed = pack(written);
        const unpacker = new Unpacker(packed);
        expect(unpacker.value(0)).toStrictEqual(bare(written));
        expect(unpacker.at).toBe(packed.length);
      }),
      { numRuns: 2000 },
    );
  });

  it("is read, or refused with a place, when it has been damaged", () => {
    const bytes = fc.tuple(value, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(bytes, ([written, changes]) => {
        const packed = pack(written);
        for (const [at, byte] of changes) packed[at % packed.length] = byte;
        const unpacker = new Unpacker(packed);
        try {
          unpacker.value(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(unpacker.start).toBeLessThanOrEqual(packed.length);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
