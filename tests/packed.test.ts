/**
 * Inputs as msgpack bytes: decided as the objects that they stand for, errors included, whatever form a packer chose; and
 * bytes that are no msgpack are an `ActraInputError` with a place. Never a crash, a hang, or another decision.
 */
import fc from "fast-check";
import { pack, Unpackr } from "msgpackr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Takes } from "../assembly/shared/packed.ts";
import { Actra, ActraInputError, type Decision, type Policy, type PolicyInput } from "../src/index.ts";
import { SCALAR_TYPES } from "../src/language/types.ts";
import { packedInstance } from "../src/machine/packed/instance.ts";
import { packedModule } from "../src/machine/packed/packed-provider.ts";
import { HeapStart } from "../src/machine/packed/room.ts";
import { sourcesOf } from "./fuzz/engine.ts";
import { makeCase } from "./generate/case.ts";
import { Random } from "./generate/random.ts";
import { machine } from "./support/machine.ts";
import { bigEndian, numberForms, packAnyhow, sayable, textForms, timestampForms } from "./support/packer.ts";
import { allowed, compileRefund, refund } from "./support/refund.ts";
import { SEED } from "./support/seed.ts";

const minutes = 60_000;
const policy = compileRefund();

/** How often the machine itself has read an input, and how often it gave up. */
const readings = { taken: 0, left: 0 };
/** Whether it gives up on everything. */
let gaveUp = false;
const shared = machine();
const instance = packedInstance(shared);
const { readPacked } = instance;

beforeAll(() => {
  instance.readPacked = (...parts) => {
    if (gaveUp) return -1;
    const found = readPacked(...parts);
    if (found >= 0) readings.taken++;
    else if (found === -1) readings.left++;
    return found;
  };
});
afterAll(() => {
  instance.readPacked = readPacked;
});

type Told = Decision | Record<string, unknown>;

/** A decision, or all that an input error says. Whatever else is thrown goes on. */
function told(decide: () => Decision | ActraInputError): Told {
  const outcome = caught(decide);
  if (!(outcome instanceof ActraInputError)) return outcome;
  const { code, path, expected, received, offset, message } = outcome;
  return { code, path, expected, received, offset, message };
}

function caught(decide: () => Decision | ActraInputError): Decision | ActraInputError {
  try {
    return decide();
  } catch (error) {
    if (error instanceof ActraInputError) return error;
    throw error;
  }
}

function packed(bytes: Iterable<number>, by: Policy = policy): Told {
  return told(() => by.evaluatePacked(Uint8Array.from(bytes)));
}

/** Whether the machine reads it by itself. */
function isTaken(bytes: Iterable<number>, by: Policy = policy): boolean {
  packed(bytes, by);
  const { taken } = readings;
  packed(bytes, by);
  return readings.taken > taken;
}

const plainRefund = [...pack(refund())];

it("tells the machine of each scalar type by its place", () => {
  expect(SCALAR_TYPES.map((_, i) => Takes[i + 1]!.toLowerCase())).toEqual(SCALAR_TYPES);
});

describe("the module that reads them", () => {
  it("has nothing of its own in the memory that it reads in, and asks for nothing else", () => {
    expect(WebAssembly.Module.imports(packedModule())).toEqual([
      { module: "env", name: "memory", kind: "memory" },
    ]);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const bytes = new Uint8Array(memory.buffer).fill(0xaa);
    new WebAssembly.Instance(packedModule(), { env: { memory } });
    expect(new Set(bytes)).toEqual(new Set([0xaa]));
  });

  it("is one for all policies, on the machine's memory", () => {
    expect(packedInstance(shared)).toBe(instance);
  });
});

describe("a packed input", () => {
  it("is decided, by the machine alone", () => {
    expect(packed(plainRefund)).toEqual(allowed);
    expect(isTaken(plainRefund)).toBe(true);
    expect(policy.evaluatePacked(pack(refund()))).toBe(policy.evaluate(refund()));
  });

  it("may be empty, and be a part of a larger buffer", () => {
    const wanted = policy.evaluatePacked(pack(refund()));
    const larger = Uint8Array.from([1, 2, 3, ...plainRefund, 4, 5]);
    expect(policy.evaluatePacked(larger.subarray(3, 3 + plainRefund.length))).toBe(wanted);
    expect(policy.evaluatePacked(Buffer.from(plainRefund))).toBe(wanted);
    expect(packed([0x80])).toEqual(told(() => policy.evaluate({})));
  });

  it("is read by the machine with any form of number, text and timestamp", () => {
    const each = Actra.compile({
      schema: `
version: 1
actions:
  act:
    fields:
      number: { type: number, minimum: -1.0e+300, optional: true }
      integer: integer?
      text: { type: string, max_length: 100000, optional: true }
      word: { type: string, enum: [a, é, seventeen letters], optional: true }
      size: { type: integer, enum: [3, 1, 2], optional: true }
      when: datetime?
      names: string[]?
      times: datetime[]?
`,
      policy: {
        version: 1,
        rules: ["number", "integer", "text", "word", "size", "when", "names", "times"].map((field) => ({
          id: field,
          scope: { action: "act" },
          when: { subject: { domain: "action", field }, operator: "exists", value: { literal: false } },
          effect: "block",
        })),
      },
    });
    const fields = {
      number: [0, -0, 0.5, 1e300, 127, 128, -32, -33, 65_535, -65_536, 2 ** 40, -(2 ** 40), 2 ** 53],
      integer: [0, -1, 255, -128, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, -(2 ** 53) + 1],
      text: ["", "a", "é", "€😀", "x".repeat(31), "x".repeat(32), "y".repeat(300), `${"z".repeat(40)}é`],
      word: ["a", "é", "seventeen letters"],
      size: [1, 2, 3],
      when: [0, 999, 1e12, -1, -62_135_596_800_000, 2 ** 33 * 1000, 8.64e15].map((time) => new Date(time)),
      names: [[], ["a"], ["a", "é", ""]],
      times: [[new Date(5)], [new Date(0), new Date(1000)]],
    } as const;
    for (const [name, values] of Object.entries(fields)) {
      for (const value of values) {
        const all = {
          type: "act",
          number: 1,
          integer: 1,
          text: "",
          word: "a",
          size: 1,
          when: new Date(0),
          names: [],
          times: [],
        };
        const action = { ...all, [name]: value };
        const forms = formsOf(value).filter(([head]) => head !== 0xdb);
        for (const form of forms) {
          const others = Object.entries(action).filter(([key]) => key !== name);
          const bytes = [
            ...[0x81, ...textForms("action")[0]!, 0x80 + others.length + 1],
            ...[...textForms(name)[0]!, ...form],
            ...others.flatMap(([key, it]) => [...textForms(key)[0]!, ...formsOf(it)[0]!]),
          ];
          expect(packed(bytes, each), name).toEqual(each.evaluate({ action }));
          expect(isTaken(bytes, each), `${name} ${form}`).toBe(true);
        }
      }
    }
  });

  function formsOf(value: unknown): (readonly number[])[] {
    if (typeof value === "number") return numberForms(value);
    if (typeof value === "string") return textForms(value);
    if (value instanceof Date) return timestampForms(value.getTime());
    const items = value as unknown[];
    return [[0x90 + items.length, ...items.flatMap((it) => formsOf(it)[0]!)]];
  }

  it("may have large integers, which are bigints to it", () => {
    const forms: [bigint, number[]][] = [
      [2n ** 64n - 1n, [0xcf, ...bigEndian(2n ** 64n - 1n, 8)]],
      [2n ** 63n, [0xcf, ...bigEndian(2n ** 63n, 8)]],
      [2n ** 53n, [0xcf, ...bigEndian(2n ** 53n, 8)]],
      [2n ** 53n, [0xd3, ...bigEndian(2n ** 53n, 8)]],
      [-(2n ** 53n), [0xd3, ...bigEndian(-(2n ** 53n), 8)]],
      [-(2n ** 63n), [0xd3, ...bigEndian(-(2n ** 63n), 8)]],
    ];
    for (const [amount, form] of forms)
      expect(packed(inAction(text("amount"), form))).toEqual(
        told(() => policy.evaluate({ action: { type: "refund", amount } })),
      );
  });

  it(`is decided like the object that it stands for, and damaged as the host alone would (SEED=${SEED})`, {
    timeout: 10 * minutes,
  }, () => {
    const before = { ...readings };
    fc.assert(
      fc.property(fc.noBias(fc.integer()), (seed) => {
        const random = new Random(seed);
        const documents = makeCase(seed, 12);
        const compiled = Actra.compile(sourcesOf(documents), documents.options);
        const said = documents.inputs.flatMap((input) => sayable(input, random) ?? []);
        const bytes = said.map(({ value }) => packAnyhow(value, random));
        const wanted = said.map(({ value }) => told(() => compiled.evaluate(value as PolicyInput)));
        const one = bytes.map((it) => packed(it, compiled));
        expect(one).toEqual(wanted);
        const head = [0xdc, ...bigEndian(bytes.length, 2)];
        const many = compiled.evaluatePackedMany(Uint8Array.from([...head, ...bytes.flat()]));
        expect(bytes.map((_, i) => told(() => many.decision(i)))).toEqual(wanted);
        for (const it of bytes) {
          const damaged = [...it];
          damaged[random.below(it.length)] = random.below(256);
          const outcome = packed(damaged, compiled);
          gaveUp = true;
          expect(outcome).toEqual(packed(damaged, compiled));
          gaveUp = false;
        }
        compiled.dispose();
      }),
      { seed: SEED, numRuns: 80, endOnFailure: true },
    );
    expect(readings.taken - before.taken).toBeGreaterThan(120);
    expect(readings.left - before.left).toBeGreaterThan(180);
  });
});

const text = (word: string) => textForms(word)[0]!;
const map = (...parts: (readonly number[])[]) => [0x80 + parts.length / 2, ...parts.flat()];
const inAction = (...parts: (readonly number[])[]) =>
  map(text("action"), map(text("type"), text("refund"), ...parts));
/** Where the first of the parts begins. */
const START = 1 + 7 + 1 + 5 + 7;
const domains = Object.entries(refund()).flatMap(([name, domain]) => [text(name), [...pack(domain)]]);
/** A whole refund, and what nobody asks for. */
const beside = (...parts: (readonly number[])[]) => map(...domains, ...parts);
/** Where that begins, and the value of a key of one byte. */
const BESIDE = 1 + domains.flat().length;
const VALUE = BESIDE + 2;

describe("bytes that are no msgpack of one input", () => {
  const rows: readonly [what: string, bytes: readonly number[], offset: number][] = [
    ["nothing", [], 0],
    ["the byte that means nothing", [0xc1], 0],
    ["the byte that means nothing, in a field that nobody asks for", beside(text("~"), [0xc1]), VALUE],
    ["something behind the input", [...plainRefund, 0xc0], plainRefund.length],
    ["a second input", [...plainRefund, ...plainRefund], plainRefund.length],
    ["a map of four billion entries", [0xdf, 0xff, 0xff, 0xff, 0xff, 0xa1, 0x61, 1], 0],
    ["a list of four billion items", beside(text("~"), [0xdd, 0xff, 0xff, 0xff, 0xff, 1]), VALUE],
    ["a text of four billion bytes", beside(text("~"), [0xdb, 0xff, 0xff, 0xff, 0xff, 1]), VALUE],
    ["bytes of which there are fewer", beside(text("~"), [0xc4, 5, 1]), VALUE],
    ["an extension that ends too soon", beside(text("~"), [0xd6, 0xff, 1]), VALUE],
    ["a head that ends too soon", beside(text("~"), [0xdc, 1]), VALUE],
    ["a key that is a number", [0x81, 1, 1], 1],
    ["a key that is a number, in a map that nobody asks for", beside(text("~"), [0x81, 1, 1]), VALUE + 1],
    ["a key twice", beside(text("~"), [1], text("~"), [2]), VALUE + 1],
    ["a key twice, in two forms", beside(text("~"), [1], [0xd9, 1, 0x7e], [2]), VALUE + 1],
    ["a field twice", inAction(text("amount"), [1], text("amount"), [1]), START + 8],
    ["a field twice, in two forms", inAction(text("amount"), [1], textForms("amount")[1]!, [1]), START + 8],
    ["a domain twice", map(text("actor"), [0x80], text("actor"), [0x80]), 8],
    ["the action's type twice", inAction(text("type"), text("refund")), START],
    ["no UTF-8, in a key", [0x81, 0xa1, 0xff, 1], 1],
    ["no UTF-8, in a field", inAction(text("tags"), [0x91, 0xa1, 0xff]), START + 6],
    ["a surrogate", beside(text("~"), [0xa3, 0xed, 0xa0, 0x80]), VALUE],
    ["a longer form of a character", beside(text("~"), [0xa2, 0xc0, 0x80]), VALUE],
    ["a character beyond Unicode", beside(text("~"), [0xa4, 0xf4, 0x90, 0x80, 0x80]), VALUE],
    ["500 lists in one another", [...Array<number>(501).fill(0x91), 1], 500],
    ["500 maps in one another", Array<readonly number[]>(501).fill([0x81, 0xa0]).flat(), 1000],
  ];

  it.each(rows)("%s: an error with the place", (_what, bytes, offset) => {
    const error = caught(() => policy.evaluatePacked(Uint8Array.from(bytes)));
    expect(error).toBeInstanceOf(ActraInputError);
    const message = `\`input\`: expected well-formed msgpack, received something else at byte ${offset}`;
    expect(error).toMatchObject({ code: "INPUT_PACKED", path: "input", offset, message });
    const behind = Uint8Array.from([0x92, 0xc0, ...bytes]);
    if (bytes.length > 0 && offset < plainRefund.length)
      expect(told(() => policy.evaluatePackedMany(behind).decision(1))).toMatchObject({ offset: offset + 2 });
  });

  it("is an error wherever an input is cut off", () => {
    for (let seed = 0; seed < 12; seed++) {
      const bytes = packAnyhow(refund(), new Random(seed));
      expect(packed(bytes)).toEqual(allowed);
      for (let length = 0; length < bytes.length; length++) {
        const outcome = packed(bytes.slice(0, length));
        // What follows may be in the machine's memory still.
        policy.evaluatePackedMany(Uint8Array.from([...bytes, ...bytes]));
        const many = Uint8Array.from([...bytes, ...bytes.slice(0, length)]);
        const error = caught(() => policy.evaluatePackedMany(many).decision(0)) as ActraInputError;
        if (length > 0) expect(error.offset).toBeLessThanOrEqual(many.length);
        expect(outcome).toMatchObject({ code: "INPUT_PACKED" });
        expect((outcome as { offset: number }).offset).toBeLessThanOrEqual(length);
      }
    }
  });

  it("is an error, or what msgpackr makes of it, whatever bit is another", { timeout: 2 * minutes }, () => {
    const unpackr = new Unpackr({ int64AsType: "auto" as "number", useRecords: false });
    let decided = 0;
    for (let seed = 0; seed < 8; seed++) {
      const bytes = packAnyhow(refund(), new Random(seed));
      for (let bit = 0; bit < 8 * bytes.length; bit++) {
        const damaged = Uint8Array.from(bytes);
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        const outcome = packed(damaged);
        const other = orUndefined(() => unpackr.unpack(damaged) as PolicyInput);
        // Extensions mean nothing to us, and something or an error to msgpackr.
        const { code, received } = outcome as Record<string, unknown>;
        if (code === "INPUT_PACKED" || received === "an object (Uint8Array)" || other === undefined) continue;
        decided++;
        expect(outcome).toEqual(told(() => policy.evaluate(other)));
      }
    }
    expect(decided).toBeGreaterThan(500);
  });

  it("is refused by the machine exactly when it is no UTF-8", () => {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }).map((word) => [...new TextEncoder().encode(word)]),
      fc.array(
        fc.constantFrom(
          0x41,
          0x7f,
          0x80,
          0x8f,
          0x90,
          0x9f,
          0xa0,
          0xbf,
          0xc1,
          0xc2,
          0xdf,
          0xe0,
          0xed,
          0xef,
          0xf0,
          0xf4,
          0xf5,
          0xff,
        ),
        { maxLength: 6 },
      ),
    );
    const counts = { good: 0, bad: 0 };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 3 }), (pieces) => {
        const content = pieces.flat();
        const isGood = orUndefined(() => decoder.decode(Uint8Array.from(content))) !== undefined;
        counts[isGood ? "good" : "bad"]++;
        expect(isTakenOrRefused(beside(text("~"), [0xd9, content.length, ...content]))).toBe(isGood);
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(counts.good, counts.bad)).toBeGreaterThan(300);
  });

  function isTakenOrRefused(bytes: readonly number[]): boolean {
    const { taken } = readings;
    const outcome = packed(bytes);
    const isTaken = readings.taken > taken;
    expect("code" in outcome).toBe(!isTaken);
    return isTaken;
  }
});

function orUndefined<T>(give: () => T): T | undefined {
  try {
    return give();
  } catch {
    return undefined;
  }
}

describe("what is no input of the ordinary sort", () => {
  it.each([
    ["undefined", undefined, "undefined"],
    ["null", null, "null"],
    ["a list of numbers", [...plainRefund], "an array"],
    ["an ArrayBuffer", Uint8Array.from(plainRefund).buffer, "an object (ArrayBuffer)"],
    ["a DataView", new DataView(new ArrayBuffer(8)), "an object (DataView)"],
    ["another typed array", new Uint16Array(8), "an object (Uint16Array)"],
    ["what only looks like one", Object.create(Uint8Array.prototype), "an object"],
    ["a proxy of one", new Proxy(Uint8Array.from(plainRefund), {}), "an object"],
  ])("%s: INPUT_TYPE", (_what, bytes, received) => {
    const wanted = {
      code: "INPUT_TYPE",
      path: "input",
      expected: "a Uint8Array",
      received,
      offset: undefined,
    };
    expect(told(() => policy.evaluatePacked(bytes as Uint8Array))).toMatchObject(wanted);
    expect(told(() => policy.evaluatePackedMany(bytes as Uint8Array).decision(0))).toMatchObject(wanted);
  });

  it("a buffer that is gone: as no bytes", () => {
    const bytes = Uint8Array.from(plainRefund);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    expect(told(() => policy.evaluatePacked(bytes))).toMatchObject({ code: "INPUT_PACKED", offset: 0 });
    expect(policy.evaluatePackedMany(bytes).length).toBe(0);
  });

  it("memory of several threads: decided as it is", () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(plainRefund.length));
    bytes.set(plainRefund);
    expect(policy.evaluatePacked(bytes)).toEqual(allowed);
    expect(policy.evaluatePackedMany(bytes).decision(0)).toEqual(allowed);
    bytes[0] = 0xc1;
    expect(told(() => policy.evaluatePacked(bytes))).toMatchObject({ offset: 0 });
  });

  // Another thread may make shared memory longer between the look at its length and the copy.
  it("bytes that become more meanwhile: nothing is written outside the heap", () => {
    const at = shared.heap(1);
    const before = shared.u8.slice();
    const bytes = new Uint8Array(2 ** 20).fill(0xaa);
    expect(() => new HeapStart(shared).put(bytes, 1)).toThrow(RangeError);
    expect(shared.heap(1)).toBe(at);
    expect(Buffer.compare(shared.u8, before)).toBe(0);
  });

  it("bytes with a mind of their own: nobody asks it", () => {
    const asked: string[] = [];
    class Liar extends Uint8Array {
      static get [Symbol.species](): never {
        throw new Error("asked");
      }
    }
    const bytes = new Liar(plainRefund);
    for (const key of [
      "length",
      "buffer",
      "byteLength",
      "byteOffset",
      "constructor",
      Symbol.toStringTag,
      Symbol.iterator,
    ])
      Object.defineProperty(bytes, key, { get: () => asked.push(String(key)) });
    expect(policy.evaluatePacked(bytes)).toEqual(allowed);
    expect(policy.evaluatePackedMany(bytes).decision(0)).toEqual(allowed);
    bytes[0] = 0xc1;
    expect(told(() => policy.evaluatePacked(bytes))).toMatchObject({ offset: 0 });
    expect(asked).toEqual([]);
  });

  it("more bytes than may be read: INPUT_LIMIT, for each input by itself", () => {
    const { schema, policy: rules } = {
      schema: { version: 1, actions: { a: {} } },
      policy: { version: 1, rules: [] },
    } as const;
    const small = Actra.compile({ schema, policy: rules }, { inputLimits: { inputBytes: 100 } });
    const input = (length: number) => pack({ action: { type: "a" }, other: "x".repeat(length) });
    const long = input(100);
    const wanted = {
      code: "INPUT_LIMIT",
      path: "input",
      expected: "at most 100 bytes",
      received: `${long.length} bytes`,
    };
    expect(told(() => small.evaluatePacked(input(30)))).toEqual({ effect: "allow", matched_rule: "" });
    expect(told(() => small.evaluatePacked(long))).toMatchObject(wanted);
    const many = small.evaluatePackedMany(Buffer.concat([input(30), long, input(40)]));
    expect([...many.rules]).toEqual([-1, -2, -1]);
    expect(many.decision(1)).toMatchObject(wanted);
  });

  it("an extension that nobody knows: no value of any type, and nothing where nobody asks", () => {
    const undefinedOfMsgpackr = [0xd4, 0, 0];
    expect(packed(inAction(text("amount"), undefinedOfMsgpackr))).toMatchObject({
      code: "INPUT_TYPE",
      path: "action.amount",
      received: "an object (Uint8Array)",
    });
    expect(packed(inAction(text("~"), undefinedOfMsgpackr))).toMatchObject({ effect: "block" });
  });

  it("a policy that is gone: POLICY_DISPOSED", () => {
    const gone = compileRefund();
    gone.evaluatePacked(pack(refund()));
    gone.dispose();
    for (const decide of [
      () => gone.evaluatePacked(pack(refund())),
      () => gone.evaluatePackedMany(pack(refund())),
    ])
      expect(decide).toThrow(expect.objectContaining({ code: "POLICY_DISPOSED" }));
  });

  it("in the middle of reading another input: decided, and the other too", () => {
    const outer = refund();
    let inner: Told | undefined;
    Object.defineProperty(outer.action, "amount", {
      get: () => {
        inner = packed(pack({ ...refund(), snapshot: { fraud: true } }));
        return 5000;
      },
    });
    expect(policy.evaluate(outer)).toEqual(allowed);
    expect(inner).toMatchObject({ matched_rule: "fraud" });
  });
});

/** A decision takes over nothing of the one before it: not what that lacked, nor what it was refused for. */
describe("an input after another", () => {
  const lacking = { ...refund(), snapshot: {} };
  const ways = {
    object: (input: object) => policy.evaluate(input as PolicyInput),
    packed: (input: object) => policy.evaluatePacked(pack(input)),
    refused: (input: object) => policy.evaluate({ ...input, snapshot: { fraud: "no" } } as never),
  };

  it("is read by the machine, whatever it lacks", () => {
    expect(isTaken(pack(lacking))).toBe(true);
  });

  it.each(["object", "packed", "refused"] as const)("has what the one before lacked: after %s", (first) => {
    for (const second of ["object", "packed"] as const) {
      expect(policy.evaluate(refund())).toEqual(allowed);
      expect(told(() => ways[first](lacking))).not.toEqual(allowed);
      expect(told(() => ways[second]({ ...refund(), snapshot: { fraud: true } }))).toMatchObject({
        matched_rule: "fraud",
      });
    }
  });
});

describe("many packed inputs", () => {
  const inputs: unknown[] = [
    refund(),
    { ...refund(), snapshot: { fraud: true } },
    { ...refund(), action: { ...refund().action, amount: "1" } },
    { ...refund(), actor: {} },
    7,
    { ...refund(), actor: { role: "support" } },
  ];
  const wanted = inputs.map((input) => told(() => policy.evaluate(input as PolicyInput)));
  const streamed = inputs.flatMap((input) => [...pack(input)]);

  it.each([
    ["one after the other", streamed],
    ["in a list", [0x96, ...streamed]],
    ["in a list with a longer head", [0xdc, 0, 6, ...streamed]],
    ["in a list with the longest head", [0xdd, 0, 0, 0, 6, ...streamed]],
  ])("%s", (_how, bytes) => {
    const many = policy.evaluatePackedMany(Uint8Array.from(bytes));
    expect(many.length).toBe(6);
    expect(inputs.map((_, i) => told(() => many.decision(i)))).toEqual(wanted);
    expect(many.rules).toEqual(Int32Array.of(-1, 0, -2, 3, -2, 3));
    expect(many.decision(0)).toBe(policy.evaluate(refund()));
    for (const index of [-1, 6, 0.5, Number.NaN]) expect(() => many.decision(index)).toThrow(RangeError);
  });

  it("none at all", () => {
    for (const bytes of [[], [0x90], [0xdc, 0, 0]])
      expect(policy.evaluatePackedMany(Uint8Array.from(bytes)).length).toBe(0);
  });

  it.each([
    ["a list that ends too soon", [0x97, ...streamed], streamed.length + 1],
    ["a list of four billion", [0xdd, 0xff, 0xff, 0xff, 0xff], 5],
    ["a head that ends too soon", [0xdd, 0xff, 0xff], 0],
    ["something behind a list", [0x91, 0xc0, 0xc0], 2],
    ["something broken after inputs", [...streamed, 0xc1], streamed.length],
    ["an input that ends too soon", streamed.slice(0, -1), streamed.length - 1],
  ])("%s: an error with the place, and no decisions", (_what, bytes, offset) => {
    const many = caught(() => policy.evaluatePackedMany(Uint8Array.from(bytes)).decision(0));
    expect(many).toMatchObject({ code: "INPUT_PACKED" });
    expect((many as ActraInputError).offset).toBeLessThanOrEqual(offset);
    if (_what !== "an input that ends too soon") expect((many as ActraInputError).offset).toBe(offset);
    expect(policy.evaluatePacked(pack(refund()))).toEqual(allowed);
  });

  it("of all sizes, more than the machine has in sight at once", { timeout: minutes }, () => {
    const sizes = [0, 10, 60_000, 5000, 70_000, 3, 9999, 10_001, 65_536, 200_000, 1];
    const all = sizes.flatMap((size, i) => [
      { ...refund(), note: "é".repeat(size / 2), snapshot: { fraud: i % 2 === 0 } },
      ...Array.from({ length: 50 }, (_, k) => ({
        ...refund(),
        action: { ...refund().action, tags: [`${k}`, k % 2 ? "hold" : ""] },
      })),
    ]);
    const many = policy.evaluatePackedMany(Buffer.concat(all.map((input) => pack(input))));
    expect(all.map((_, i) => many.decision(i))).toEqual(all.map((input) => policy.evaluate(input)));
  });

  it("leave memory where it was, whatever their sizes", { timeout: minutes }, () => {
    const by = compileRefund();
    const decide = (rounds: number) => {
      for (let i = 0; i < rounds; i++) {
        const tags = Array<string>(i % 97).fill("new");
        const bytes = pack({
          ...refund(),
          action: { ...refund().action, tags, more: "x".repeat((i * 37) % 3000) },
        });
        expect(by.evaluatePacked(bytes).effect).toBe("allow");
        expect(by.evaluatePackedMany(bytes).length).toBe(1);
      }
    };
    decide(3000);
    const before = shared.extent();
    decide(10_000);
    expect(shared.extent()).toBe(before);
  });

  it("leave nothing behind when their policy goes", () => {
    const use = () => {
      const by = compileRefund();
      by.evaluatePackedMany(Uint8Array.from(streamed));
      by.dispose();
    };
    for (let i = 0; i < 50; i++) use();
    const before = shared.extent();
    for (let i = 0; i < 500; i++) use();
    expect(shared.extent()).toBe(before);
  });
});
