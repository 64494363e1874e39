/**
 * Bytes that are no program, or one that nobody's compiler made. The machine itself checks nothing, so what the verifier
 * lets pass must not trap, must end, and must decide; what it refuses is refused with a code and a place.
 */
import { describe, expect, it } from "vitest";
import { Instruction } from "../assembly/shared/layout.ts";
import { Opcode } from "../assembly/shared/opcode.ts";
import { disassemble } from "../src/authoring.ts";
import { Actra, ActraProgramError, Policy, type PolicyInput } from "../src/index.ts";
import { link } from "../src/machine/link.ts";
import { wasmModule } from "../src/machine/provider.ts";
import { outcomes } from "../src/policy/outcomes.ts";
import { evaluatePacked, evaluatePackedMany } from "../src/policy/packed.ts";
import { readBlocks } from "../src/program/blocks.ts";
import { decodeProgram } from "../src/program/decode.ts";
import { encodeProgram } from "../src/program/encode.ts";
import { FORMAT_VERSION, writeFile } from "../src/program/file.ts";
import { requireSound, type SoundProgram } from "../src/program/verify.ts";
import { newTally, originals, runCase } from "./fuzz/hostile-programs.ts";
import {
  BROKEN_CODE,
  BROKEN_DEBUG,
  BROKEN_PARTS,
  BROKEN_STREAMS,
  BROKEN_TEXTS,
  blockOf,
  compiled,
  constant,
  file,
  input,
  nestedField,
  payFields,
} from "./support/broken-programs.ts";
import { machine } from "./support/machine.ts";
import {
  blocksOf,
  draftContent,
  draftOf,
  fileOf,
  fileWith,
  instructionsOf,
  type ProgramDraft,
  pack,
  patch,
  programOf,
} from "./support/program-bytes.ts";
import { SEED, seedsOfToday } from "./support/seed.ts";
import { processorTime } from "./support/time.ts";

const allowed = { effect: "allow", matched_rule: "" };

function loadError(bytes: Uint8Array): ActraProgramError {
  return programError(() => Actra.load(bytes).dispose());
}

function programError(run: () => unknown): ActraProgramError {
  try {
    run();
  } catch (error) {
    if (error instanceof ActraProgramError) return error;
    throw error;
  }
  return expect.unreachable("that was taken for a program");
}

it("loads the program that the broken ones are made of", () => {
  expect(Actra.load(file).evaluate(input)).toEqual(allowed);
  expect(Actra.load(fileOf(draftOf(file))).explain(input).rules).toHaveLength(20);
});

describe(`3,000 mutated files (SEED=${SEED})`, () => {
  // The verifier as a whole. Every fifth gets past it or so, and nearly as many have to, or nothing but refusal would be tested.
  it("are refused with a place, or decide", () => {
    const programs = originals();
    const control = compiled.toBytes({ debug: false });
    const tally = newTally();
    const failures: string[] = [];
    const { stackTraceLimit } = Error;
    // Traces that nobody reads would take longer than all the rest.
    Error.stackTraceLimit = 0;
    for (const seed of seedsOfToday(2000)) {
      try {
        runCase(seed, programs, tally);
      } catch (error) {
        failures.push(String(error));
      }
    }
    Error.stackTraceLimit = stackTraceLimit;
    expect(failures).toEqual([]);
    expect(tally.ran).toBeGreaterThan(450);
    expect(tally.indexed).toBeGreaterThan(50);
    expect(tally.decisions).toBeGreaterThan(600);
    for (const code of ["PROGRAM_FORMAT", "PROGRAM_INVALID"])
      expect(tally.refused.get(code)).toBeGreaterThan(60);
    // Nothing wrote where it should not have.
    expect(compiled.evaluate(input)).toEqual(allowed);
    expect(compiled.toBytes({ debug: false })).toEqual(control);
  });
});

describe("a file", () => {
  const header = (change: (view: DataView) => void) => {
    const bytes = file.slice();
    change(new DataView(bytes.buffer));
    return bytes;
  };

  it.each([
    ["nothing at all", new Uint8Array(), "PROGRAM_FORMAT", 0],
    ["a header cut short", file.slice(0, 15), "PROGRAM_FORMAT", 0],
    ["text", new TextEncoder().encode("version: 1\nrules: []\n"), "PROGRAM_FORMAT", 0],
    ["a WebAssembly module", new TextEncoder().encode("\0asm\x01\0\0\0 and some more"), "PROGRAM_FORMAT", 0],
    ["a newer version", header((view) => view.setUint16(4, FORMAT_VERSION + 1, true)), "PROGRAM_VERSION", 4],
    ["an older version", header((view) => view.setUint16(4, FORMAT_VERSION - 1, true)), "PROGRAM_VERSION", 4],
    ["a reserved bit", header((view) => view.setUint16(6, 1, true)), "PROGRAM_FORMAT", 6],
    [
      "a payload that is too long",
      header((view) => view.setUint32(8, 2 ** 32 - 1, true)),
      "PROGRAM_FORMAT",
      8,
    ],
    ["another checksum", header((view) => view.setUint32(12, 1, true)), "PROGRAM_FORMAT", 12],
  ] as const)("that is %s is refused where it is wrong", (_name, bytes, code, offset) => {
    expect(loadError(bytes)).toMatchObject({ code, offset, name: "ActraProgramError" });
  });

  it("of another version is refused by name, with what to do", () => {
    const messageOf = (version: number) =>
      loadError(header((view) => view.setUint16(4, version, true))).message;
    expect(messageOf(7)).toBe(
      `format version 7 is newer than this engine's, ${FORMAT_VERSION}: update Actra (at byte 4)`,
    );
    expect(messageOf(0)).toBe(
      `format version 0 is older than this engine's, ${FORMAT_VERSION}: compile it again (at byte 4)`,
    );
  });

  it("is refused wherever it is cut off", () => {
    for (let length = 0; length < file.length; length += length < 64 ? 1 : 97)
      expect(loadError(file.slice(0, length)).code).toBe("PROGRAM_FORMAT");
  });

  it("is refused whichever bit of it is flipped", () => {
    for (let bit = 0; bit < file.length * 8; bit += bit < 128 ? 1 : 1009) {
      const bytes = file.slice();
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(loadError(bytes).code, `bit ${bit}`).toMatch(/^PROGRAM_(FORMAT|VERSION)$/);
    }
  });

  const withTrailer = (kind: number, length: number, bytes: readonly number[]) => {
    const trailer = new Uint8Array(8 + bytes.length);
    const view = new DataView(trailer.buffer);
    view.setUint32(0, kind, true);
    view.setUint32(4, length, true);
    trailer.set(bytes, 8);
    return Uint8Array.from([...file, ...trailer]);
  };

  it("may have a trailer of any kind, which is passed over", () => {
    for (const bytes of [[], [1, 2, 3], new Array(1000).fill(255)]) {
      const signed = Actra.load(withTrailer(0x474953, bytes.length, bytes));
      expect(signed.evaluate(input)).toEqual(allowed);
      expect(signed.toBytes()).toEqual(file);
    }
  });

  it("may have no other end", () => {
    const ends = [[0], [1, 2, 3, 4, 5, 6, 7], new Array(8).fill(1)];
    const files = ends.map((end) => Uint8Array.from([...file, ...end]));
    for (const bytes of [...files, withTrailer(1, 4, [1, 2, 3]), withTrailer(1, 2, [1, 2, 3])])
      expect(loadError(bytes)).toMatchObject({ code: "PROGRAM_FORMAT", offset: file.length });
  });

  it("is read from wherever it stands in its buffer", () => {
    const buffer = new Uint8Array(file.length + 100).fill(0xff);
    buffer.set(file, 51);
    expect(Actra.load(buffer.subarray(51, 51 + file.length)).evaluate(input)).toEqual(allowed);
    expect(loadError(buffer.subarray(52, 51 + file.length)).code).toBe("PROGRAM_FORMAT");
  });

  // decode.ts copies the bytes; a Buffer's own `slice` does not.
  it.each([
    ["a Uint8Array", (bytes: Uint8Array) => bytes.slice()],
    ["a Buffer", (bytes: Uint8Array) => Buffer.from(bytes)],
    ["shared memory", (bytes: Uint8Array) => shared(bytes)],
  ])("in %s that changes after it was loaded changes no policy", (_name, hold) => {
    const held = hold(file);
    const loaded = Actra.load(held);
    held.fill(0);
    expect(loaded.evaluate(input)).toEqual(allowed);
    expect(loaded.toBytes()).toEqual(file);
  });

  it("is nothing but a Uint8Array", () => {
    for (const value of [undefined, null, "", [], {}, file.buffer, [...file], new DataView(file.buffer)])
      expect(() => Actra.load(value as Uint8Array)).toThrow(TypeError);
  });

  function shared(bytes: Uint8Array): Uint8Array {
    const view = new Uint8Array(new SharedArrayBuffer(bytes.length));
    view.set(bytes);
    return view;
  }
});

describe("a payload", () => {
  const refused = (payload: Uint8Array) => loadError(writeFile(payload));

  const blocks = (count: number) => new Array<number[]>(count).fill([0xc4, 0]).flat();

  // Where it begins what cannot be read, counted from the payload's first byte.
  it.each([
    ["nothing", [], 0],
    ["no list", [0x80], 0],
    ["a list without anything", [0x90], 0],
    ["three blocks", [0x93, ...blocks(3)], 0],
    ["six blocks", [0x96, ...blocks(6)], 0],
    ["a list of four thousand million", [0xdd, 0xff, 0xff, 0xff, 0xff], 0],
    ["an extension", [0xd4, 0x33, 0], 0],
    ["marked to be pointed at", [0xd6, 0x69, 0, 0, 0, 1, 0x94, ...blocks(4)], 0],
    ["the byte that msgpack never uses", [0xc1], 0],
    ["four blocks of which one is not there", [0x94, ...blocks(3)], 7],
    ["three blocks and a text", [0x94, ...blocks(3), 0xa0], 7],
    ["three blocks and a list", [0x94, ...blocks(3), 0x90], 7],
    ["three blocks and a byte that msgpack never uses", [0x94, ...blocks(3), 0xc1], 7],
    ["three blocks and an extension", [0x94, ...blocks(3), 0xc7, 0, 0], 7],
    ["a block without its length", [0x94, 0xc5, 0], 1],
    ["a block that is cut short", [0x94, ...blocks(1), 0xc4, 5, 1, 2], 3],
    ["a block of four thousand million", [0x94, ...blocks(1), 0xc6, 0xff, 0xff, 0xff, 0xff, 65], 3],
    ["something after its end", [0x94, ...blocks(4), 0xc0], 9],
  ])("that is %s is refused", (_name, bytes, at) => {
    expect(refused(Uint8Array.from(bytes))).toMatchObject({ code: "PROGRAM_FORMAT", offset: 16 + at });
  });

  it.each([null, 1, "program", true, [], {}, [[]], new Date(0), new Map(), new Set([1]), /x/, 2n ** 63n])(
    "that is %o is no program",
    (content) => {
      expect(refused(pack(content)).code).toBe("PROGRAM_FORMAT");
    },
  );

  it("of empty blocks is no program", () => {
    expect(refused(Uint8Array.from([0x94, ...blocks(4)])).code).toBe("PROGRAM_INVALID");
  });

  it("with objects in one another does not use up the stack", () => {
    for (const depth of [201, 300, 1000]) {
      const draft = draftOf(file);
      payFields(draft).push(nestedField(depth) as never);
      expect(loadError(fileOf(draft)).code).toBe("PROGRAM_INVALID");
    }
  });
});

const place = (error: Error) => /^not a valid program: (.*) \(at byte \d+\)$/.exec(error.message)?.[1];

describe.each(Object.entries(BROKEN_PARTS))("of %s the verifier refuses", (_part, cases) => {
  it.each(cases)("%s", (_name, change, at) => {
    const draft = draftOf(file);
    change(draft);
    const bytes = fileOf(draft);
    const error = loadError(bytes);
    expect(error.code).toBe("PROGRAM_INVALID");
    expect(place(error)?.replaceAll(/\d+/g, "")).toBe(at);
    const [rows] = decodeProgram(bytes);
    const isInRows = error.offset > rows.byteOffset && error.offset <= rows.byteOffset + rows.length;
    expect(isInRows || error.offset === 16).toBe(true);
    expect(isInRows).toBe(at === "rows");
  });
});

describe("of streams the verifier refuses", () => {
  it.each(BROKEN_STREAMS)("%s", (_name, change, at) => {
    const content = draftContent(draftOf(file));
    change(content);
    const error = loadError(fileWith(content));
    expect(error.code).toBe("PROGRAM_INVALID");
    expect(error.offset).toBeGreaterThan(16);
    expect(place(error)).toBe(at);
  });

  it("lists in one another that each claim all that is left, without making room for them", () => {
    const content = draftContent(draftOf(file));
    const names = new TextEncoder().encode("a".repeat(200));
    // The compiler's name and the hash, settings, limits, scratch slots, and an action with objects in one another.
    const [name, hash] = [content.rows[0]!, 64];
    const facts = [name, hash, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0];
    const object = [2, 1, 0, 0];
    const huge = [0x80, 0x80, 0x80, 0x02];
    const nested = Array.from({ length: 199 }, () => [...huge, ...object]).flat();
    content.rows = new Uint8Array(6_000_000);
    content.rows.set([...facts, ...nested, ...huge]);
    content.texts = Uint8Array.from([...content.texts.subarray(0, name + hash), ...names]);
    const bytes = fileWith(content);
    const start = decodeProgram(bytes)[0].byteOffset;
    const took = processorTime(() => {
      const { code, offset } = loadError(bytes);
      expect(code).toBe("PROGRAM_INVALID");
      expect(offset).toBeGreaterThan(start + facts.length + nested.length);
    });
    expect(took).toBeLessThan(300);
  });
});

describe("of debug information, which nothing decides by,", () => {
  it.each(BROKEN_DEBUG)("explanations refuse %s", (_name, change, at) => {
    const draft = draftOf(file);
    change(draft);
    const bytes = fileOf(draft);
    const policy = Actra.load(bytes);
    const error = programError(() => policy.explain(input));
    expect(error.code).toBe("PROGRAM_INVALID");
    expect(error.offset).toBeGreaterThan(16);
    expect(place(error)).toBe(at);
    // Still, and once more.
    expect(programError(() => policy.explain(input))).toMatchObject({ message: error.message });
    expect(policy.evaluate(input)).toEqual(allowed);
    expect(policy.toBytes()).toEqual(bytes);
  });

  it("explanations refuse more than is asked for", () => {
    const content = draftContent(draftOf(file));
    const [rows, ...others] = readBlocks(content.debug!, 2, 2);
    content.debug = pack([Uint8Array.from([...rows!, 0]), ...others]);
    const policy = Actra.load(fileWith(content));
    expect(programError(() => policy.explain(input)).code).toBe("PROGRAM_INVALID");
  });

  it.each([
    ["nothing", []],
    ["no list", [0x80]],
    ["blocks that are cut short", [0x92, 0xc4, 0, 0xc4]],
    ["too many blocks", [0x93, 0xc4, 0, 0xc4, 0, 0xc4, 0]],
    ["a list of four thousand million", [0xdd, 0xff, 0xff, 0xff, 0xff]],
  ])("explanations refuse %s, where it stands", (_name, debug) => {
    const bytes = fileWith({ ...draftContent(draftOf(file)), debug: Uint8Array.from(debug) });
    const policy = Actra.load(bytes);
    const error = programError(() => policy.explain(input));
    expect(error.code).toBe("PROGRAM_FORMAT");
    expect(error.offset).toBeGreaterThanOrEqual(bytes.length - debug.length);
    expect(policy.evaluate(input)).toEqual(allowed);
  });
});

describe("of texts the verifier refuses", () => {
  it.each(BROKEN_TEXTS)("%s with a lone surrogate", (_name, change, at) => {
    const draft = draftOf(file);
    change(draft);
    const error = programError(() => draftContent(draft));
    expect(error.code).toBe("PROGRAM_INVALID");
    expect(place(error)).toBe(at);
  });
});

describe("of code the verifier refuses", () => {
  it.each(BROKEN_CODE)("%s", (_name, change, at) => {
    const draft = draftOf(file);
    change(draft);
    const number = at(draftOf(file));
    const bytes = fileOf(draft);
    const error = loadError(bytes);
    expect(error.code).toBe("PROGRAM_INVALID");
    expect(place(error)).toBe(`instruction ${number}`);
    const code = decodeProgram(bytes)[2];
    expect(error.offset).toBe(code.byteOffset + number * Instruction.Size);
  });
});

describe("a program that nobody's compiler would make, and that is one all the same,", () => {
  const runs = (change: (draft: ProgramDraft) => unknown, given: PolicyInput = input) => {
    const draft = draftOf(file);
    change(draft);
    const policy = Actra.load(fileOf(draft));
    const decision = policy.evaluate(given);
    const explanation = policy.explain(given);
    expect(explanation.decision).toEqual(decision);
    expect(String(explanation)).toContain(decision.effect);
    expect(disassemble(fileOf(draft))).toContain("entry");
    policy.dispose();
    return decision;
  };

  const abilities = {
    instance: () => new WebAssembly.Instance(wasmModule()),
    render: String,
    encode: encodeProgram,
    outcomes,
    evaluatePacked,
    evaluatePackedMany,
  };
  const opcodes = Object.entries(Opcode).filter(([, number]) => typeof number === "number");

  it.each(opcodes)("may have opcode %s wherever it fits", (_word, op) => {
    let ran = 0;
    for (const draft of variations(op as Opcode)) {
      const policy = attempt(() => new Policy(requireSound(blocksOf(draftContent(draft))), { abilities }));
      if (policy === undefined) continue;
      ran++;
      expect(["allow", "block", "require_approval"]).toContain(policy.evaluate(input).effect);
      policy.dispose();
    }
    expect(ran).toBeGreaterThan(0);
  });

  /** The program with one instruction changed, for each of its instructions. */
  function* variations(op: Opcode): Generator<ProgramDraft> {
    const draft = draftOf(file);
    const { code } = draft;
    delete draft.debug;
    for (let index = 0; index < instructionsOf(draft).length; index++)
      for (const kind of [0, 1, 2, 3])
        for (const rightIsSlot of [false, true]) {
          const variation = { ...draft, code: code.slice() };
          patch(variation, index, { op, kind, rightIsSlot });
          yield variation;
        }
  }

  it("may have a range that is empty", () => {
    expect(runs((draft) => Object.assign(constant(draft, "range"), { low: 20, high: 10 })).effect).toBe(
      "allow",
    );
  });

  it("may bound its fields by all that their types have", () => {
    const bounded = (field: number, constraints: object) => (draft: ProgramDraft) =>
      Object.assign(payFields(draft)[field]!, constraints);
    expect(runs(bounded(4, { minimum: -864e13, maximum: 864e13 })).effect).toBe("allow");
    expect(runs(bounded(0, { minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE })).effect).toBe("allow");
    expect(runs(bounded(1, { maxLength: Number.MAX_SAFE_INTEGER })).effect).toBe("allow");
    for (const bound of [{ minimum: 864e13 }, { maximum: -864e13 }])
      expect(() => runs(bounded(4, bound))).toThrow(
        expect.objectContaining({ code: "INPUT_RANGE", path: "action.at" }),
      );
  });

  it("may have jumps wherever they go forward inside the block", () => {
    const { start, match } = blockOf(draftOf(file), "many");
    for (let index = start; index < match; index++)
      for (let onTrue = 1; index + onTrue <= match + 1; onTrue++)
        for (let onFalse = 1; index + onFalse <= match + 1; onFalse++) {
          const { effect } = runs((draft) => patch(draft, index, { onTrue, onFalse }));
          expect(effect).toMatch(/^(allow|require_approval)$/);
        }
  });

  it("may take nothing at all for input", () => {
    const none = { stringBytes: 0, inputBytes: 0, listItems: 0, listObjects: 0 };
    expect(() => runs((draft) => (draft.inputLimits = none))).toThrow(
      expect.objectContaining({ code: "INPUT_LIMIT" }),
    );
  });

  // Nothing decides by debug information, so it may be anything of its shape; explaining copes.
  it.each<[string, (debug: Debug) => unknown]>([
    ["fewer rules than there are", ({ rules }) => rules.splice(3)],
    ["more rules than there are", ({ rules }) => rules.push(...rules)],
    ["no rules", ({ rules }) => rules.splice(0)],
    ["no files", ({ files }) => files.splice(0)],
    ["places in files that are not there", ({ rules }) => rules.forEach((rule) => (rule.place = [9, 0, 0]))],
    ["the rules the other way round", ({ rules }) => rules.reverse()],
    [
      "more atoms than there are tests",
      ({ rules }) => wrap(rules, (condition) => [condition, condition, condition]),
    ],
    ["conditions without parts", ({ rules }) => wrap(rules, () => [])],
    ["atoms on what no rule reads", ({ rules }) => atoms(rules, { left: "action.days" })],
    ["atoms on what nothing is called", ({ rules }) => atoms(rules, { left: "" })],
    ["atoms on what every object has", ({ rules }) => atoms(rules, { left: "action.constructor.name" })],
    ["atoms against what no rule reads", ({ rules }) => atoms(rules, { right: { field: "x.y.z" } })],
    ["atoms against nothing", ({ rules }) => atoms(rules, { right: {} })],
    [
      "atoms against a field and a literal",
      ({ rules }) => atoms(rules, { right: { field: "action.name", literal: 1 } }),
    ],
    ["operators that are none", ({ rules }) => atoms(rules, { operator: "\n\u001b[2J" })],
  ])("may show %s", (_name, change) => {
    expect(runs(({ debug }) => change(debug!))).toEqual(allowed);
    runs(({ debug }) => change(debug!), { action: { type: "wait", amount: 15 }, snapshot: {} });
  });

  type Debug = NonNullable<ProgramDraft["debug"]>;
  type Shown = Debug["rules"][number]["condition"];

  function wrap(rules: Debug["rules"], parts: (condition: Shown) => Shown[]): void {
    for (const rule of rules)
      if (rule.condition.kind !== "always")
        rule.condition = { kind: "all", place: [0, 1, 1], conditions: parts(rule.condition) };
  }

  function atoms(rules: Debug["rules"], parts: object): void {
    for (const { condition } of rules) if (condition.kind === "atom") Object.assign(condition, parts);
  }
});

describe("a program that has not been verified", () => {
  const verified = requireSound(decodeProgram(file));

  // isSound in link.ts: the type alone stops nobody who casts.
  it("is not linked, however much it looks like one that has", () => {
    expect(link(verified, machine()).entries).toHaveLength(3);
    const impostors = [programOf(file), { ...verified }, Object.create(verified), structuredClone(verified)];
    for (const impostor of impostors)
      expect(() => link(impostor as SoundProgram, machine())).toThrow(TypeError);
  });

  it("is not linked after it was refused", () => {
    const draft = draftOf(file);
    draft.rules[0]!.position = 99;
    expect(() => requireSound(blocksOf(draftContent(draft)))).toThrow(ActraProgramError);
    expect(() => link(draft as unknown as SoundProgram, machine())).toThrow(TypeError);
  });

  it("takes no memory when it is refused", () => {
    const draft = draftOf(file);
    draft.rules[0]!.position = 99;
    const bytes = fileOf(draft);
    const before = machine().extent();
    for (let i = 0; i < 500; i++) loadError(bytes);
    expect(machine().extent()).toBe(before);
  });
});

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if ((error as { code?: string }).code?.match(/^(PROGRAM|INPUT)_/)) return undefined;
    throw error;
  }
}
