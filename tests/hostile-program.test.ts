/**
 * Bytes that are no program, or one that nobody's compiler made. The machine itself checks nothing, so what the verifier
 * lets pass must not trap, must end, and must decide; what it refuses is refused with a code and a place.
 */
import { describe, expect, it } from "vitest";
import { Instruction, Kind } from "../assembly/shared/layout.ts";
import { Opcode } from "../assembly/shared/opcode.ts";
import { Actra, ActraProgramError, disassemble, Policy, type PolicyInput } from "../src/index.ts";
import { link } from "../src/machine/link.ts";
import { machine } from "../src/machine/machine.ts";
import { decodeProgram } from "../src/program/decode.ts";
import { encodeProgram } from "../src/program/encode.ts";
import { crc32, FORMAT_VERSION, readFile, writeFile } from "../src/program/file.ts";
import { type VerifiedProgram, verifyProgram } from "../src/program/verify.ts";
import { newTally, originals, runCase } from "./fuzz/hostile-programs.ts";
import { draftOf, fileOf, instructionsOf, type ProgramDraft, pack, patch } from "./support/program-bytes.ts";
import { processorTime } from "./support/time.ts";

const schema = `
version: 1
actions:
  pay:
    fields: { amount: number, name: string, other: string, note: string?, at: datetime?, from: ip?, tags: "string[]", codes: "string[]", days: "datetime[]", deep: { fields: { x: string } } }
  wait: { fields: { amount: number } }
actor: { kind: role, fields: { role: { type: string, enum: [agent, human] }, level: number } }
snapshot: { fields: { fraud: boolean } }
`;

const atom = (field: string, operator: string, value: string, domain = "action") =>
  `{ subject: { domain: ${domain}, field: ${field} }, operator: ${operator}, value: ${value} }`;
const field = (name: string) => `{ subject: { domain: action, field: ${name} } }`;

/** Something of everything: rules of each scope and effect, each kind of constant, a block with several tests. */
const policy = `
version: 1
rules:
  - { id: fraud, scope: { global: true }, effect: block, when: ${atom("fraud", "equals", "{ literal: true }", "snapshot")} }
  - { id: named, scope: { action: pay }, effect: block, when: ${atom("name", "in", "{ literal: [Ann, Bob, Cy] }")} }
  - { id: same, scope: { action: pay }, effect: block, when: ${atom("name", "equals", field("other"))} }
  - { id: tagged, scope: { action: pay }, effect: block, when: ${atom("tags", "contains_all", "{ literal: [hold, vip] }")} }
  - { id: held, scope: { action: pay }, effect: block, when: ${atom("tags", "contains", "{ literal: hold }")} }
  - { id: shared, scope: { action: pay }, effect: block, when: ${atom("tags", "contains_any", field("codes"))} }
  - { id: net, scope: { action: pay }, effect: block, when: ${atom("from", "in_cidr", '{ literal: [10.0.0.0/8, "2001:db8::/32"] }')} }
  - { id: host, scope: { action: pay }, effect: block, when: ${atom("from", "in", '{ literal: [192.0.2.1, "::1"] }')} }
  - { id: one, scope: { action: pay }, effect: block, when: ${atom("from", "equals", "{ literal: 192.0.2.7 }")} }
  - { id: folded, scope: { action: pay }, effect: block, when: ${atom("note", "in_ignoring_case", "{ literal: [stop, halt] }")} }
  - { id: begins, scope: { action: pay }, effect: block, when: ${atom("deep.x", "starts_with", "{ literal: tmp/ }")} }
  - { id: span, scope: { actions: [pay, wait] }, effect: require_approval, approval: { approvers: [lead] }, when: ${atom("amount", "between", "{ literal: [10, 20] }")} }
  - { id: many, scope: { action: pay }, effect: require_approval, when: { all: [${atom("amount", "greater_than", "{ literal: 1 }")}, { not: ${atom("note", "exists", "{ literal: true }")} }, ${atom("at", "less_than", "{ literal: 2026-01-01T00:00:00Z }")}] } }
  - { id: agents, scope: { actor: agent }, effect: require_approval, when: ${atom("level", "less_than", "{ literal: 3 }", "actor")} }
  - { id: always, scope: { action: wait }, effect: allow }
  - { id: trial, mode: audit, scope: { action: wait }, effect: block }
`;

const compiled = Actra.compile({ schema, policy });
const file = compiled.toBytes();
const input: PolicyInput = {
  action: {
    type: "pay",
    amount: 5,
    name: "Dan",
    other: "Eve",
    note: "x",
    at: "2027-01-01T00:00:00Z",
    from: "198.51.100.1",
    tags: ["new"],
    codes: ["old"],
    days: [],
    deep: { x: "home" },
  },
  actor: { role: "human", level: 1 },
  snapshot: { fraud: false },
};

function loadError(bytes: Uint8Array): ActraProgramError {
  try {
    Actra.load(bytes).dispose();
  } catch (error) {
    if (error instanceof ActraProgramError) return error;
    throw error;
  }
  return expect.unreachable("the bytes were taken for a program");
}

it("loads the program that the broken ones are made of", () => {
  expect(Actra.load(file).evaluate(input)).toEqual({ effect: "allow", matched_rule: "" });
  expect(Actra.load(fileOf(draftOf(file))).explain(input).rules).toHaveLength(16);
});

describe("10,000 mutated files", () => {
  // The verifier as a whole. A fifth has to get past it, or nothing but refusal would be tested.
  it("are refused with a place, or decide", () => {
    const programs = originals(40);
    const control = compiled.toBytes({ debug: false });
    const tally = newTally();
    const failures: string[] = [];
    const { stackTraceLimit } = Error;
    // Traces that nobody reads would take longer than all the rest.
    Error.stackTraceLimit = 0;
    for (let seed = 0; seed < 10_000; seed++) {
      try {
        runCase(seed, programs, tally);
      } catch (error) {
        failures.push(String(error));
      }
    }
    Error.stackTraceLimit = stackTraceLimit;
    expect(failures).toEqual([]);
    expect(tally.ran).toBeGreaterThan(2000);
    expect(tally.decisions).toBeGreaterThan(2000);
    expect(Object.fromEntries(tally.refused)).toMatchObject({
      PROGRAM_FORMAT: expect.any(Number),
      PROGRAM_INVALID: expect.any(Number),
    });
    // Nothing wrote where it should not have.
    expect(compiled.evaluate(input)).toEqual({ effect: "allow", matched_rule: "" });
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
    const { message } = loadError(header((view) => view.setUint16(4, 7, true)));
    expect(message).toContain("format version 7");
    expect(message).toContain(`version ${FORMAT_VERSION}`);
    expect(message).toContain("update");
    expect(loadError(header((view) => view.setUint16(4, 0, true))).message).toContain("compile it again");
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

  it("may have a trailer, which is passed over", () => {
    for (const bytes of [[], [1, 2, 3]]) {
      const signed = withTrailer(0x474953, bytes.length, bytes);
      expect(Actra.load(signed).evaluate(input).effect).toBe("allow");
      expect(readFile(signed).trailer).toEqual({ kind: 0x474953, bytes: Uint8Array.from(bytes) });
    }
    expect(readFile(file)).not.toHaveProperty("trailer");
  });

  it("may have no other end", () => {
    const ends = [[0], [1, 2, 3, 4, 5, 6, 7], new Array(8).fill(1)].map((end) =>
      Uint8Array.from([...file, ...end]),
    );
    for (const bytes of [...ends, withTrailer(1, 4, [1, 2, 3]), withTrailer(1, 2, [1, 2, 3])])
      expect(loadError(bytes)).toMatchObject({ code: "PROGRAM_FORMAT", offset: file.length });
  });

  it("is read from wherever it stands in its buffer", () => {
    const buffer = new Uint8Array(file.length + 100).fill(0xff);
    buffer.set(file, 51);
    expect(Actra.load(buffer.subarray(51, 51 + file.length)).evaluate(input).effect).toBe("allow");
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
    expect(loaded.evaluate(input)).toEqual({ effect: "allow", matched_rule: "" });
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

  it("has the CRC-32 that everybody computes", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  });

  it.each([
    ["nothing", []],
    ["an incomplete map", [0x81]],
    ["an incomplete string", [0xdb, 0, 0, 1, 0, 65]],
    ["an incomplete list", [0x93, 1]],
    ["something after its end", [0x80, 0x80]],
    ["an unknown extension", [0xd4, 0x33, 0]],
    ["a list of four thousand million", [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ["a map of four thousand million", [0xdf, 0xff, 0xff, 0xff, 0xff]],
    ["a string of four thousand million", [0xdb, 0xff, 0xff, 0xff, 0xff, 65]],
    ["bytes of four thousand million", [0xc6, 0xff, 0xff, 0xff, 0xff, 65]],
    ["the byte that msgpack never uses", [0xc1]],
    ["a regular expression that is none", [0xd4, 0x78, 0, 0x92, 0xa1, 0x28, 0xa0]],
  ])("that is %s is refused", (_name, bytes) => {
    expect(refused(Uint8Array.from(bytes))).toMatchObject({
      code: expect.stringMatching(/^PROGRAM_(FORMAT|INVALID)$/),
      offset: 16,
    });
  });

  it.each([
    null,
    1,
    "program",
    true,
    [],
    {},
    [[]],
    new Date(0),
    new Map(),
    new Set([1]),
    /x/,
    2n ** 63n,
    new Error("e"),
  ])("that is %o is no program", (content) => {
    expect(loadError(writeFile(pack(content)))).toMatchObject({ offset: 16 });
  });

  it("nested 100,000 deep does not use up the stack", () => {
    for (const opening of [[0x91], [0x81, 0xa1, 0x61]]) {
      const bytes = Uint8Array.from(
        { length: 100_000 * opening.length },
        (_, i) => opening[i % opening.length]!,
      );
      expect(refused(bytes).code).toBe("PROGRAM_FORMAT");
    }
  });

  it("of lists that promise more than there is does not fill memory", () => {
    const promise = [0xdd, 0x01, 0xff, 0xff, 0xff];
    expect(refused(Uint8Array.from({ length: 5000 }, (_, i) => promise[i % 5]!)).code).toBe("PROGRAM_FORMAT");
  });

  // Pointers of msgpackr's extensions for structured clones: a value that stands for itself many times over, or holds itself.
  it("that shares its parts is refused, or costs no more than its size", () => {
    const draft = draftOf(file);
    const rule = draft.debug!.rules[0]!;
    for (let depth = 0; depth < 17; depth++)
      rule.condition = { kind: "all", place: [0, 1, 1], conditions: [rule.condition, rule.condition] };
    const bytes = writeFile(pack(draft, { structuredClone: true }));
    expect(bytes.length).toBeLessThan(2 * file.length);
    const took = processorTime(() => expect(loadError(bytes).code).toMatch(/^PROGRAM_(FORMAT|INVALID)$/));
    expect(took).toBeLessThan(300);
  });

  it("that holds itself is refused", () => {
    const draft = draftOf(file);
    const conditions: unknown[] = [];
    const cycle = { kind: "all", place: [0, 1, 1], conditions };
    conditions.push(cycle);
    draft.debug!.rules[0]!.condition = never(cycle);
    expect(loadError(writeFile(pack(draft, { structuredClone: true }))).code).toMatch(/^PROGRAM_/);
  });

  it("sets nothing on any prototype", () => {
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const draft = Object.defineProperty(draftOf(file), name, { value: { polluted: 1 }, enumerable: true });
      expect(loadError(fileOf(draft)).code).toBe("PROGRAM_INVALID");
    }
    expect({}).not.toHaveProperty("polluted");
  });
});

/** What the draft is made to be, and what the refusal says. */
type Broken = readonly [name: string, change: (draft: ProgramDraft) => unknown, message: RegExp];

const never = (value: unknown) => value as never;

/** The instruction at which a rule's block begins, and the rule's number. */
function blockOf({ rules }: ProgramDraft, id: string): { start: number; end: number; number: number } {
  const number = rules.findIndex((rule) => rule.id === id);
  const start = rules.slice(0, number).reduce((sum, { tests }) => sum + tests + 2, 0);
  return { start, end: start + rules[number]!.tests, number };
}

const at = (id: string) => (draft: ProgramDraft) => blockOf(draft, id).start;
const change =
  (
    id: string,
    parts: Parameters<typeof patch>[2] | ((draft: ProgramDraft) => Parameters<typeof patch>[2]),
    offset = 0,
  ) =>
  (draft: ProgramDraft) =>
    patch(draft, at(id)(draft) + offset, typeof parts === "function" ? parts(draft) : parts);

const slotOf = ({ slots }: ProgramDraft, path: string) =>
  slots.findIndex((slot) => `${slot.domain}.${slot.path.join(".")}` === path);
const constantOf = ({ constants }: ProgramDraft, kind: string) =>
  constants.findIndex((constant) => constant.kind === kind);
const ruleOf = ({ rules }: ProgramDraft, id: string) => rules.find((rule) => rule.id === id)!;
const constant = <K extends string>({ constants }: ProgramDraft, kind: K) =>
  constants.find((candidate) => candidate.kind === kind) as Extract<
    ProgramDraft["constants"][number],
    { kind: K }
  >;
const payFields = ({ schema }: ProgramDraft) => schema.actions[0]!.fields;
const entryAt = (draft: ProgramDraft, entry: number) =>
  instructionsOf(draft).length - draft.schema.actions.length - 1 + entry;

const shape: readonly Broken[] = [
  ["another key", (draft) => Object.assign(draft, { extra: 1 }), /unknown key extra/],
  ["no rules", (draft) => remove(draft, "rules"), /lacks rules/],
  ["rules that are a map", (draft) => (draft.rules = never({})), /rules is no list/],
  ["code that is text", (draft) => (draft.code = never("")), /code is no bytes/],
  ["a hash that is none", (draft) => (draft.policyHash = "abc"), /policyHash/],
  ["an unknown effect", (draft) => (draft.rules[0]!.effect = never("permit")), /effect is none of/],
  ["an unknown default", (draft) => (draft.settings.default = never("deny")), /default is none of/],
  ["an unknown resolution", (draft) => (draft.settings.resolution = never("last")), /resolution/],
  ["unknown semantics", (draft) => (draft.settings.semantics = never("actra-2")), /semantics/],
  [
    "an unknown treatment of what is missing",
    (draft) => (draft.settings.missing = never("ignore")),
    /missing/,
  ],
  [
    "an unknown treatment of actions",
    (draft) => (draft.settings.unknownAction = never("allow")),
    /unknownAction/,
  ],
  ["a limit below zero", (draft) => (draft.inputLimits.stringBytes = -1), /stringBytes is no integer/],
  ["a limit that is no number", (draft) => (draft.inputLimits.listItems = never("10")), /listItems/],
  ["a field called __proto__", (draft) => (payFields(draft)[0]!.name = "__proto__"), /Object.prototype/],
  ["a field called constructor", (draft) => (payFields(draft)[0]!.name = "constructor"), /Object.prototype/],
  ["a field whose name is none", (draft) => (payFields(draft)[0]!.name = "a b"), /does not match/],
  ["a field twice", (draft) => payFields(draft).push(payFields(draft)[0]!), /has a name twice/],
  ["an action twice", ({ schema }) => schema.actions.push(schema.actions[0]!), /has a name twice/],
  ["an action whose name is none", ({ schema }) => (schema.actions[0]!.name = "pay!"), /does not match/],
  [
    "a list of booleans",
    (draft) => Object.assign(payFields(draft)[6]!, { type: "boolean" }),
    /type is none of/,
  ],
  ["a field of an unknown kind", (draft) => (payFields(draft)[0]!.kind = never("map")), /no known kind/],
  [
    "a minimum that is infinite",
    (draft) => Object.assign(payFields(draft)[0]!, { minimum: Infinity }),
    /minimum/,
  ],
  [
    "an enum that is no list",
    (draft) => Object.assign(payFields(draft)[0]!, { enum: "abc" }),
    /enum is no list/,
  ],
  [
    "fields nested too deeply",
    (draft) => payFields(draft).push(never(nestedField(250))),
    /nested too deeply/,
  ],
  [
    "a constant of an unknown kind",
    ({ constants }) => (constants[0]!.kind = never("regexp")),
    /no known kind/,
  ],
  ["a number that is NaN", (draft) => (constant(draft, "number").value = Number.NaN), /no finite number/],
  ["a range without an end", (draft) => remove(constant(draft, "range"), "high"), /lacks high/],
  ["an address in other digits", (draft) => (constant(draft, "ip").value = "A".repeat(32)), /does not match/],
  ["a prefix of 129", (draft) => (constant(draft, "cidrs").values[0]!.prefix = 129), /prefix is no integer/],
  ["a rule whose id is none", ({ rules }) => (rules[0]!.id = "a b"), /id does not match/],
  ["a rule without tests", ({ rules }) => (rules[0]!.tests = 0), /tests is no integer/],
  ["a quorum of nobody", (draft) => Object.assign(ruleOf(draft, "span").approval!, { quorum: 0 }), /quorum/],
  ["a place that is no list", ({ debug }) => (debug!.rules[0]!.place = never(1)), /place is no list/],
  [
    "conditions nested too deeply",
    ({ debug }) => (debug!.rules[0]!.condition = nestedCondition(250)),
    /too deeply/,
  ],
];

const constantsAndSlots: readonly Broken[] = [
  ["a literal twice", ({ literals }) => literals.push(literals[0]!), /has a string twice/],
  ["numbers out of order", (draft) => constant(draft, "numbers").values.reverse(), /is not ascending/],
  ["a number twice", (draft) => (constant(draft, "numbers").values = [1, 1]), /is not ascending/],
  ["zero with both signs", (draft) => (constant(draft, "numbers").values = [-0, 0]), /is not ascending/],
  ["texts out of order", (draft) => constant(draft, "texts").values.reverse(), /is not ascending/],
  [
    "texts in the order of letters",
    (draft) => (constant(draft, "texts").values = ["aa", "b"]),
    /is not ascending/,
  ],
  ["a text that is not folded", (draft) => (constant(draft, "texts").values = ["Stop"]), /is not folded/],
  ["addresses out of order", (draft) => constant(draft, "ips").values.reverse(), /is not ascending/],
  ["rules out of order", (draft) => rulesConstant(draft).values.reverse(), /is not ascending/],
  ["an IPv4 block said to be IPv6", (draft) => (cidr(draft, 4).family = 6), /wrong family/],
  ["an IPv6 block said to be IPv4", (draft) => (cidr(draft, 6).family = 4), /wrong family/],
  ["65,536 slots", (draft) => (draft.slots = tooManySlots(draft)), /are too many/],
  ["a slot twice", ({ slots }) => slots.push({ ...slots[0]! }), /have a path twice/],
  [
    "an object slot with a type",
    ({ slots }) => (slots[0]!.type = { kind: "object", scalar: "string" }),
    /no proper type/,
  ],
  ["a scalar slot without one", ({ slots }) => (slots[0]!.type = { kind: "scalar" }), /no proper type/],
  ["the bytes of a number", (draft) => (slot(draft, "action.amount").text = true), /has no text/],
  [
    "a slot that the schema lacks",
    (draft) => (slot(draft, "actor.level").path = ["rank"]),
    /is not in the schema/,
  ],
  ["a slot without a path", (draft) => (slot(draft, "actor.level").path = []), /is not in the schema/],
  [
    "a slot of another type than its field",
    (draft) => (slot(draft, "actor.level").type.scalar = "boolean"),
    /schema/,
  ],
  [
    "a slot inside a scalar",
    (draft) => (slot(draft, "snapshot.fraud").path = ["fraud", "x"]),
    /is not in the schema/,
  ],
  [
    "a list slot of a scalar",
    (draft) => (slot(draft, "actor.level").type.kind = "list"),
    /is not in the schema/,
  ],
];

const rules: readonly Broken[] = [
  ["an id twice", ({ rules }) => (rules[1]!.id = rules[0]!.id), /has an id twice/],
  ["reads out of order", (draft) => ruleOf(draft, "same").reads.reverse(), /reads is not ascending/],
  [
    "reads that are no slots",
    (draft) => ruleOf(draft, "same").reads.push(999),
    /reads is not ascending in range/,
  ],
  ["actions out of order", (draft) => ruleOf(draft, "span").actions!.reverse(), /actions is not ascending/],
  [
    "an action that is not there",
    (draft) => (ruleOf(draft, "named").actions = [2]),
    /actions is not ascending in range/,
  ],
  [
    "an approval for a block",
    (draft) => (ruleOf(draft, "fraud").approval = { approvers: ["x"] }),
    /approval for nothing/,
  ],
  [
    "a milder rule before a stricter one",
    (draft) => swapEffects(draft, "fraud", "always"),
    /is out of order/,
  ],
  [
    "rules of one effect out of file order",
    (draft) => swapPositions(draft, "fraud", "named"),
    /is out of order/,
  ],
  [
    "two rules at one place",
    (draft) => (ruleOf(draft, "named").position = ruleOf(draft, "fraud").position),
    /out of order/,
  ],
  [
    "the order of another resolution",
    ({ settings }) => (settings.resolution = "first_match"),
    /is out of order/,
  ],
  [
    "a field that one action lacks",
    (draft) => (ruleOf(draft, "named").actions = [0, 1]),
    /actions do not have/,
  ],
  [
    "a global rule on an action's field",
    (draft) => delete ruleOf(draft, "named").actions,
    /actions do not have/,
  ],
  ["fewer rules shown than there are", ({ debug }) => debug!.rules.pop(), /not as many as the rules/],
  [
    "another number of atoms shown",
    (draft) => (draft.debug!.rules[blockOf(draft, "many").number]!.condition = { kind: "always" }),
    /other tests than the rule/,
  ],
  [
    "an atom on what no rule reads",
    (draft) => (shownAtom(draft).left = "action.days"),
    /which no rule reads/,
  ],
  [
    "an atom against what no rule reads",
    (draft) => (shownAtom(draft).right = { field: "action.days" }),
    /which no rule reads/,
  ],
  [
    "a rule in a file that is not there",
    ({ debug }) => (debug!.rules[0]!.place = [1, 1, 1]),
    /stands nowhere/,
  ],
  ["a rule without a place", ({ debug }) => (debug!.rules[0]!.place = never([0, 1])), /stands nowhere/],
  ["an atom in a file that is not there", (draft) => (shownAtom(draft).place = [1, 1, 1]), /stands nowhere/],
  ["an atom without a place", (draft) => (shownAtom(draft).place = never([])), /stands nowhere/],
  ["an empty condition inside another", (draft) => emptyInside(draft), /empty|always|other tests|kind/],
  ["an action's list called type", (draft) => callType(draft, "action.tags", 6), /type/],
  ["an action's number called type", (draft) => callType(draft, "action.amount", 0), /type/],
  ["an action's object called type", (draft) => callType(draft, "action.deep.x", 9), /type/],
];

const code: readonly Broken[] = [
  [
    "code that is cut short",
    (draft) => (draft.code = draft.code.slice(0, -Instruction.Size)),
    /has another length/,
  ],
  ["code and a half", (draft) => (draft.code = Uint8Array.from([...draft.code, 0])), /has another length/],
  ["a rule with more tests than it has", (draft) => ruleOf(draft, "fraud").tests++, /has another length/],
  ["a jump to itself", change("fraud", { onTrue: 0 }), /jumps out of its block or not forward/],
  ["a jump backward", change("many", { onFalse: 2 ** 32 - 1 }, 1), /jumps out of its block or not forward/],
  ["a jump into the next block", change("fraud", { onFalse: 3 }), /jumps out of its block/],
  ["a jump past the end", change("many", { onTrue: 5 }, 2), /jumps out of its block/],
  ["a jump that overflows", change("fraud", { onTrue: 2 ** 31 }), /jumps out of its block/],
  ["an opcode that is none", change("fraud", { op: never(Opcode.ListContainsAll + 1) }), /is no test/],
  ["opcode 255", change("fraud", { op: never(255) }), /is no test/],
  ["a match among the tests", change("many", { op: Opcode.Match, right: 11 }, 1), /is no test/],
  ["a scan among the tests", change("many", { op: Opcode.Scan }, 1), /is no test/],
  ["a slot that is not there", change("fraud", { left: 999 }), /reads a slot that is not there/],
  ["a slot on the right that is not there", change("same", { right: 999 }), /reads a slot that is not there/],
  [
    "a number where an address is",
    change("net", ({ ...draft }) => ({ left: slotOf(draft, "action.amount") })),
    /wrong type/,
  ],
  [
    "a list where a scalar is",
    change("named", (draft) => ({ left: slotOf(draft, "action.tags") })),
    /wrong type/,
  ],
  [
    "a scalar where a list is",
    change("tagged", (draft) => ({ left: slotOf(draft, "action.name") })),
    /wrong type/,
  ],
  ["the order of strings", change("named", { op: Opcode.Greater }), /wrong type/],
  [
    "the bytes of what has only handles",
    change("begins", (draft) => ({ left: slotOf(draft, "actor.role") })),
    /wrong type/,
  ],
  ["a slot on the right of what takes none", change("net", { rightIsSlot: true, right: 0 }), /wrong type/],
  ["a slot on the right of nothing", change("always", { rightIsSlot: true }), /wrong type/],
  ["two strings by handle", change("same", { op: Opcode.Equals }), /compares two strings by handle/],
  [
    "two strings by handle, said to be texts",
    change("same", { op: Opcode.Equals, kind: Kind.Text }),
    /by handle|kind/,
  ],
  [
    "two lists of strings by handle",
    change("shared", { kind: Kind.Number }),
    /compares two strings by handle/,
  ],
  [
    "a string with a number",
    change("same", ({ ...draft }) => ({ op: Opcode.Equals, right: slotOf(draft, "action.amount") })),
    /by handle|wrong type/,
  ],
  ["a constant that is not there", change("fraud", { right: 999 }), /constant of the wrong kind/],
  [
    "a range where a list is",
    change("named", (draft) => ({ right: constantOf(draft, "range") })),
    /constant of the wrong kind/,
  ],
  [
    "a list where a range is",
    change("span", (draft) => ({ right: constantOf(draft, "numbers") })),
    /constant of the wrong kind/,
  ],
  ["texts where numbers are", change("named", { kind: Kind.Folded }), /wrong (kind|type)/],
  [
    "a list of rules where numbers are",
    change("named", (draft) => ({ right: constantOf(draft, "rules") })),
    /wrong kind/,
  ],
  [
    "a handle of no literal",
    (draft) => (constant(draft, "numbers").values = [1, 99]),
    /compares with no literal/,
  ],
  ["the handle 0", (draft) => (constant(draft, "numbers").values = [0, 1]), /compares with no literal/],
  ["half a handle", (draft) => (constant(draft, "numbers").values = [1.5]), /compares with no literal/],
  ["an unknown flag", (draft) => flag(draft, at("fraud")(draft), 1 << 4), /unknown bits/],
  ["all flags", (draft) => flag(draft, at("fraud")(draft), 0xf0), /unknown bits/],
  [
    "something in the unused bytes",
    (draft) => (draft.code[at("fraud")(draft) * Instruction.Size + 2] = 1),
    /unknown bits/,
  ],
  ["an unknown flag of an entry", (draft) => flag(draft, entryAt(draft, 0), 1 << 7), /unknown bits/],
  [
    "a match of another rule",
    (draft) => patch(draft, blockOf(draft, "fraud").end, { right: 1 }),
    /match of its rule/,
  ],
  [
    "no match",
    (draft) => patch(draft, blockOf(draft, "fraud").end, { op: Opcode.Always }),
    /match of its rule/,
  ],
  [
    "a match whose rule is said to be a slot",
    (draft) => patch(draft, blockOf(draft, "named").end, { rightIsSlot: true }),
    /instruction/,
  ],
  [
    "no fail",
    (draft) => patch(draft, blockOf(draft, "fraud").end + 1, { op: Opcode.Match }),
    /does not end its block/,
  ],
  ["reads that no test has", (draft) => addRead(draft, "fraud", "actor.level"), /reads other slots/],
  [
    "tests on what is not read",
    (draft) => (ruleOf(draft, "same").reads = ruleOf(draft, "named").reads),
    /reads other slots/,
  ],
  [
    "an entry that is no scan",
    (draft) => patch(draft, entryAt(draft, 0), { op: Opcode.Match }),
    /does not scan/,
  ],
  [
    "an entry whose list is said to be a slot",
    (draft) => patch(draft, entryAt(draft, 0), { rightIsSlot: true }),
    /instruction/,
  ],
  ["an entry of another action", (draft) => swapEntries(draft, 0, 1), /does not scan/],
  [
    "an entry without the shared rules",
    (draft) => patch(draft, entryAt(draft, 0), { right: emptyRules(draft) }),
    /does not scan/,
  ],
  [
    "an entry whose list is no list of rules",
    (draft) => patch(draft, entryAt(draft, 0), { left: constantOf(draft, "numbers") }),
    /does not scan/,
  ],
  [
    "an entry whose list is not there",
    (draft) => patch(draft, entryAt(draft, 2), { left: 999 }),
    /does not scan/,
  ],
  ["a list of rules that lacks one", (draft) => rulesConstant(draft).values.pop(), /does not scan/],
  [
    "a list of rules with one that does not apply",
    (draft) => rulesConstant(draft).values.push(blockOf(draft, "always").number),
    /does not scan|not ascending/,
  ],
  [
    "a list of rules with one that is not there",
    (draft) => rulesConstant(draft).values.push(999),
    /does not scan/,
  ],
  [
    "an enforced rule that is only audited in the lists",
    (draft) => (ruleOf(draft, "trial").audit = false),
    /does not scan/,
  ],
  ["an audited rule in the lists", (draft) => (ruleOf(draft, "named").audit = true), /does not scan/],
];

describe.each([
  ["the shape of a program", shape],
  ["constants and slots", constantsAndSlots],
  ["rules", rules],
])("of %s the verifier refuses", (_part, cases) => {
  it.each(cases)("%s", (_name, change, message) => {
    const draft = draftOf(file);
    change(draft);
    const error = loadError(fileOf(draft));
    expect(error).toMatchObject({ code: "PROGRAM_INVALID", offset: 16 });
    expect(error.message).toMatch(message);
  });
});

describe("of texts the verifier refuses", () => {
  // msgpack cannot write them, so only a decoder's fault could bring them; the machine takes texts for UTF-8.
  it.each([
    ["a literal", (draft: ProgramDraft) => (draft.literals[0] = "\udc00")],
    ["a text", (draft: ProgramDraft) => (constant(draft, "text").value = "\ud800")],
    ["a folded text", (draft: ProgramDraft) => (constant(draft, "texts").values[0] = "\ud800")],
  ])("%s with a lone surrogate", (_name, change) => {
    const draft = draftOf(file);
    change(draft);
    expect(() => verifyProgram(draft)).toThrow(/lone surrogate/);
  });
});

describe("of code the verifier refuses", () => {
  it.each(code)("%s", (_name, change, message) => {
    const draft = draftOf(file);
    change(draft);
    const bytes = fileOf(draft);
    const error = loadError(bytes);
    expect(error.message).toMatch(message);
    expect(error.code).toBe("PROGRAM_INVALID");
    // The offset is that of the instruction that the message names.
    const { content, offsetOf } = decodeProgram(bytes);
    const start = offsetOf((content as ProgramDraft).code);
    const number = /instruction (\d+)/.exec(error.message)?.[1] ?? "0";
    expect(error.offset).toBe(start + Number(number) * Instruction.Size);
  });
});

describe("a program that nobody's compiler would make, and that is one all the same,", () => {
  const runs = (change: (draft: ProgramDraft) => unknown, given: unknown = input) => {
    const draft = draftOf(file);
    change(draft);
    const policy = Actra.load(fileOf(draft));
    const decision = policy.evaluate(given as PolicyInput);
    expect(policy.explain(given as PolicyInput).decision).toEqual(decision);
    expect(disassemble(verifyProgram(draft))).toContain("entry");
    policy.dispose();
    return decision;
  };

  it.each(Object.entries(Opcode).filter(([, number]) => typeof number === "number"))(
    "may have opcode %s wherever it fits",
    (_word, op) => {
      let ran = 0;
      for (const draft of variations(op as Opcode)) {
        const policy = attempt(() => new Policy(verifyProgram(draft), { encode: encodeProgram }));
        if (policy === undefined) continue;
        ran++;
        expect(["allow", "block", "require_approval"]).toContain(policy.evaluate(input).effect);
        policy.dispose();
      }
      expect(ran).toBeGreaterThan(0);
    },
  );

  /** The program with one instruction changed, for each of its instructions. */
  function* variations(op: Opcode): Generator<ProgramDraft> {
    const draft = draftOf(file);
    const { code } = draft;
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

  it("may bound a datetime by what no date is", () => {
    const bounded = (bound: object) => (draft: ProgramDraft) => Object.assign(payFields(draft)[4]!, bound);
    expect(runs(bounded({ minimum: -1e300, maximum: 1e300 })).effect).toBe("allow");
    for (const bound of [{ minimum: 1e300 }, { maximum: -1e300 }, { minimum: 8.64e15 + 1 }])
      expect(() => runs(bounded(bound))).toThrow(
        expect.objectContaining({ code: "INPUT_RANGE", path: "action.at" }),
      );
  });

  it("may constrain fields in ways that make no sense for them", () => {
    const name = (constraint: object) => (draft: ProgramDraft) =>
      Object.assign(payFields(draft)[1]!, constraint);
    const amount = (constraint: object) => (draft: ProgramDraft) =>
      Object.assign(payFields(draft)[0]!, constraint);
    for (const change of [
      name({ minimum: 3 }),
      amount({ maxLength: 3 }),
      amount({ enum: ["a"] }),
      name({ enum: [1] }),
    ]) {
      const outcome = attempt(() => runs(change)) ?? { effect: "an input error" };
      expect(["allow", "an input error"]).toContain(outcome.effect);
    }
  });

  it("may have jumps wherever they go forward inside the block", () => {
    const { start, end } = blockOf(draftOf(file), "many");
    for (let index = start; index < end; index++)
      for (let onTrue = 1; index + onTrue <= end + 1; onTrue++)
        for (let onFalse = 1; index + onFalse <= end + 1; onFalse++)
          expect(runs((draft) => patch(draft, index, { onTrue, onFalse })).effect).toMatch(
            /^(allow|require_approval)$/,
          );
  });

  it("may take nothing at all for input", () => {
    const none = { stringBytes: 0, inputBytes: 0, listItems: 0 };
    expect(() => runs((draft) => (draft.inputLimits = none))).toThrow(
      expect.objectContaining({ code: "INPUT_LIMIT" }),
    );
  });
});

describe("a program that has not been verified", () => {
  const verified = verifyProgram(decodeProgram(file).content);

  // isVerified in link.ts: the type alone stops nobody who casts.
  it("is not linked, however much it looks like one that has", () => {
    expect(link(verified, machine()).entries).toHaveLength(3);
    for (const impostor of [
      decodeProgram(file).content,
      { ...verified },
      Object.create(verified),
      structuredClone(verified),
    ])
      expect(() => link(impostor as VerifiedProgram, machine())).toThrow(TypeError);
  });

  it("is not linked after it was refused", () => {
    const draft = draftOf(file);
    draft.rules[0]!.position = 99;
    expect(() => verifyProgram(draft)).toThrow(ActraProgramError);
    expect(() => link(draft as unknown as VerifiedProgram, machine())).toThrow(TypeError);
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

function remove(part: object, key: string): void {
  delete (part as Record<string, unknown>)[key];
}

function nestedField(depth: number): unknown {
  const fields = depth === 0 ? [] : [nestedField(depth - 1)];
  return { kind: "object", name: "inner", optional: false, fields };
}

function nestedCondition(depth: number): never {
  let condition: unknown = { kind: "always" };
  for (let i = 0; i < depth; i++) condition = { kind: "not", place: [0, 1, 1], condition };
  return condition as never;
}

function slot(draft: ProgramDraft, path: string) {
  return draft.slots[slotOf(draft, path)]!;
}

function cidr(draft: ProgramDraft, family: 4 | 6) {
  return constant(draft, "cidrs").values.find((block) => block.family === family)!;
}

/** A list with several rules. */
function rulesConstant({ constants }: ProgramDraft) {
  const lists = constants.flatMap((constant) => (constant.kind === "rules" ? [constant] : []));
  return lists.sort((a, b) => b.values.length - a.values.length)[0]!;
}

function emptyRules({ constants }: ProgramDraft): number {
  return constants.push({ kind: "rules", values: [] }) - 1;
}

/** `action.type` is the action's name, and read as such whatever the schema says. */
function callType(draft: ProgramDraft, path: string, field: number): void {
  delete draft.debug;
  payFields(draft)[field]!.name = "type";
  slot(draft, path).path[0] = "type";
}

function tooManySlots({ slots }: ProgramDraft): ProgramDraft["slots"] {
  return Array.from({ length: 65_536 }, () => slots[0]!);
}

function swapEffects(draft: ProgramDraft, a: string, b: string): void {
  const [one, other] = [ruleOf(draft, a), ruleOf(draft, b)];
  [one.effect, other.effect] = [other.effect, one.effect];
}

function swapPositions(draft: ProgramDraft, a: string, b: string): void {
  const [one, other] = [ruleOf(draft, a), ruleOf(draft, b)];
  [one.position, other.position] = [other.position, one.position];
}

type ShownAtom = Extract<NonNullable<ProgramDraft["debug"]>["rules"][number]["condition"], { kind: "atom" }>;

function shownAtom({ debug }: ProgramDraft): ShownAtom {
  return debug!.rules[0]!.condition as ShownAtom;
}

/** The number of tests is right, and one of them stands for nothing. */
function emptyInside(draft: ProgramDraft): void {
  const { condition } = draft.debug!.rules[blockOf(draft, "many").number]!;
  if (condition.kind !== "all") throw new Error("the rule is not what it was");
  condition.conditions[0] = { kind: "always" };
}

function flag({ code }: ProgramDraft, index: number, bits: number): void {
  code[index * Instruction.Size + Instruction.Flags]! |= bits;
}

function addRead(draft: ProgramDraft, id: string, path: string): void {
  const rule = ruleOf(draft, id);
  rule.reads = [...rule.reads, slotOf(draft, path)].sort((a, b) => a - b);
}

function swapEntries(draft: ProgramDraft, a: number, b: number): void {
  const instructions = instructionsOf(draft);
  patch(draft, entryAt(draft, a), instructions[entryAt(draft, b)]!);
  patch(draft, entryAt(draft, b), instructions[entryAt(draft, a)]!);
}
