/** Program files changed a little, at every level: bytes of the file, values of its content, instructions. */
import { Flag, Instruction } from "../../assembly/shared/layout.ts";
import { readFile, writeFile } from "../../src/program/file.ts";
import { OPCODES } from "../../src/program/opcodes.ts";
import type { Random } from "../generate/random.ts";
import {
  type ContentDraft,
  draftContent,
  draftOf,
  fileWith,
  instructionsOf,
  type ProgramDraft,
} from "../support/program-bytes.ts";

/** How many changes one file gets. */
const CHANGES = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 4];

type Container = Record<string, unknown> | unknown[];

/** Mostly one change, so that about every third file gets past the verifier. */
export function mutateFile(random: Random, file: Uint8Array): Uint8Array {
  if (random.chance(0.06)) return mutateContainer(random, file);
  if (random.chance(0.1)) return mutatePayload(random, file);
  const draft = draftOf(file);
  for (let left = random.pick(CHANGES); left > 0; left--) asFarAsPossible(() => mutateContent(random, draft));
  if (random.chance(0.6)) asFarAsPossible(() => repair(draft));
  return fileWith(mutateStreams(random, contentAsFarAsPossible(draft, file)));
}

/** What cannot be written is as it was. */
function contentAsFarAsPossible(draft: ProgramDraft, file: Uint8Array): ContentDraft {
  const original = draftOf(file);
  const { slots, literals, constants, rules, debug, ...facts } = draft;
  for (const attempt of [draft, { ...draft, debug: original.debug }, { ...original, ...facts }, original]) {
    try {
      return draftContent(attempt as ProgramDraft);
    } catch {}
  }
  throw new Error("not even the original can be written");
}

/** What an earlier change has made of the draft may stand in the way of a later one. */
function asFarAsPossible(step: () => void): void {
  try {
    step();
  } catch {}
}

/** The file itself: its header, its length, what follows the payload. */
function mutateContainer(random: Random, file: Uint8Array): Uint8Array {
  const bytes = file.slice();
  switch (random.below(4)) {
    case 0:
      return bytes.slice(0, random.below(bytes.length + 1));
    case 1:
      bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
      return bytes;
    case 2:
      return Uint8Array.from([...bytes, ...random.times(random.below(20), () => random.below(256))]);
    default:
      return Uint8Array.from(random.times(random.below(60), () => random.below(256)));
  }
}

/** Bytes of the payload, with a checksum that fits. */
function mutatePayload(random: Random, file: Uint8Array): Uint8Array {
  const payload = readFile(file).slice();
  for (let left = random.between(1, 4); left > 0; left--)
    payload[random.below(payload.length)] = random.chance(0.3)
      ? random.pick([0, 0x7f, 0x80, 0x90, 0xa0, 0xc0, 0xc1, 0xc7, 0xd4, 0xd6, 0xdd, 0xdf, 0xff])
      : random.below(256);
  const end = random.chance(0.05) ? random.below(payload.length) : payload.length;
  return writeFile(payload.subarray(0, end));
}

/** What the program is written in: any number, any bytes. */
function mutateStreams(random: Random, content: ContentDraft): ContentDraft {
  if (random.chance(0.85)) return content;
  const { rows, texts } = content;
  const at = random.below(rows.length);
  const spliced = (more: number[], left = 0) =>
    Uint8Array.from([...rows.slice(0, at), ...more, ...rows.slice(at + left)]);
  const ways = [
    () => (rows[at] = random.pick([0, 1, 2, rows[at]! + 1, rows[at]! - 1, 0x7f, 0x80, 0xff])),
    () => (rows[at]! ^= 1 << random.below(8)),
    () => (content.rows = spliced([], random.below(3))),
    () => (content.rows = spliced([0xff, 0xff, 0xff, 0xff, 0x0f])),
    () => (content.rows = Uint8Array.from([...rows, 0])),
    () => (texts[random.below(texts.length)] = random.below(256)),
    () => (content.texts = texts.slice(1)),
    () => (content.texts = Uint8Array.from([...texts, 0x61])),
  ];
  random.pick(ways)();
  return content;
}

function mutateContent(random: Random, draft: ProgramDraft): void {
  const ways = [
    [6, mutateInstruction],
    [3, mutateAnything],
    [2, mutateConstant],
    [2, mutateAutomaton],
    [2, mutateField],
    [1, mutateRule],
    [1, mutateSettings],
    [2, mutateDebug],
  ] as const;
  random.weighted(ways)(random, draft);
}

function mutateInstruction(random: Random, { code, slots, constants }: ProgramDraft): void {
  if (code.length === 0) return;
  const at = random.below(code.length / Instruction.Size) * Instruction.Size;
  const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  switch (random.below(11)) {
    case 0:
      return view.setUint8(at + Instruction.Op, random.below(36));
    case 1:
      return view.setUint8(at + Instruction.Flags, view.getUint8(at + Instruction.Flags) ^ Flag.Negate);
    case 2:
      return view.setUint8(at + Instruction.Flags, random.below(random.pick([16, 256])));
    case 3:
      return view.setUint32(at + Instruction.Left, number(random, slots.length), true);
    case 4:
      return view.setUint32(at + Instruction.Right, number(random, constants.length), true);
    case 5:
      return view.setUint8(at + random.below(Instruction.Size), random.below(256));
    default: {
      const jump = random.pick([Instruction.OnTrue, Instruction.OnFalse]);
      return view.setUint32(at + jump, number(random, 4), true);
    }
  }
}

function number(random: Random, usual: number): number {
  return random.chance(0.1)
    ? random.pick([0xffffffff, 0x7fffffff, 0x80000000, 65536, usual])
    : random.below(usual + 1);
}

/** Any value, anywhere, becomes another. */
function mutateAnything(random: Random, draft: ProgramDraft): void {
  const [container, key] = chooseValue(random, draft as unknown as Container);
  change(random, container, key);
}

/** Walks down from the root, and stops now and then. */
function chooseValue(random: Random, root: Container): [Container, string] {
  let container = root;
  for (;;) {
    const key = random.pick(keysOf(container));
    const inner = (container as Record<string, unknown>)[key];
    if (!isContainer(inner) || keysOf(inner).length === 0 || random.chance(0.1)) return [container, key];
    container = inner;
  }
}

function keysOf(container: Container): string[] {
  return Object.keys(container);
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
}

const NAMES = ["kind", "x", "__proto__", "debug", "values", "constructor"];

function change(random: Random, container: Container, key: string): void {
  const holder = container as Record<string, unknown>;
  if (random.chance(0.15)) return restructure(random, container, key);
  holder[key] = random.chance(0.15) ? strange(random) : similar(random, holder[key]);
}

function restructure(random: Random, container: Container, key: string): void {
  if (Array.isArray(container)) {
    const index = Number(key);
    const ways = [
      () => container.splice(index, 1),
      () => container.splice(index, 0, container[index]),
      () => container.reverse(),
      () => container.push(container[index]),
    ];
    random.pick(ways)();
    return;
  }
  const value = container[key];
  if (random.chance(0.5)) delete container[key];
  else Object.defineProperty(container, random.pick(NAMES), { value, enumerable: true, configurable: true });
}

function similar(random: Random, value: unknown): unknown {
  switch (typeof value) {
    case "number":
      return random.pick([value + 1, value - 1, -value, 0, value * 2, value + 0.5, 1e300, 2 ** 31, 2 ** 53]);
    case "boolean":
      return !value;
    case "string":
      return random.pick([
        `${value}x`,
        value.slice(1),
        value.toUpperCase(),
        "",
        "type",
        "__proto__",
        "\ud800",
        "allow",
      ]);
    default:
      return value instanceof Uint8Array ? value.slice(random.below(3)) : Array.isArray(value) ? [] : {};
  }
}

function strange(random: Random): unknown {
  return random.pick<unknown>([
    null,
    undefined,
    true,
    -1,
    Number.NaN,
    Infinity,
    "",
    [],
    {},
    [[]],
    2n ** 60n,
    new Date(0),
  ]);
}

function mutateConstant(random: Random, { constants }: ProgramDraft): void {
  if (constants.length === 0) return;
  const constant = random.pick(constants) as unknown as Record<string, unknown>;
  const key = random.pick(keysOf(constant).filter((name) => name !== "kind" || random.chance(0.1)));
  const value = constant[key];
  if (Array.isArray(value) && value.length > 0 && random.chance(0.7))
    change(random, value, String(random.below(value.length)));
  else change(random, constant, key);
}

/** One number of a table, mostly for one that is near the bounds of what it may be. */
function mutateAutomaton(random: Random, { constants }: ProgramDraft): void {
  const automata = constants.filter((constant) => constant.kind === "automaton");
  if (automata.length === 0) return;
  const automaton = random.pick(automata);
  automaton.table = automaton.table.slice();
  const units = new Uint16Array(automaton.table.buffer);
  const at = random.pick([random.below(4), random.below(units.length), units.length - 1 - random.below(20)]);
  const symbols = units[0]!;
  const near = [
    units[at]! + 1,
    units[at]! - 1,
    0,
    1,
    2,
    symbols,
    symbols + units[1]!,
    symbols + units[1]! - 1,
  ];
  units[at] = random.pick([...near, units[random.below(units.length)]!, random.below(0x10000)]);
}

/** What the host reads by. */
function mutateField(random: Random, { schema }: ProgramDraft): void {
  const lists = [...schema.actions, schema.actor, schema.snapshot].map(({ fields }) => fields);
  const fields = lists.flat();
  if (fields.length === 0) return;
  const field = random.pick(fields) as unknown as Record<string, unknown>;
  const bounds = [0, 5, -1, 1e300, -1e300, 8.64e15 + 1];
  const ways = [
    () => (field["optional"] = !field["optional"]),
    () => (field["sensitive"] = !field["sensitive"]),
    () => (field["enum"] = random.pick<unknown[]>([[], [1, 2], ["a", "b"], ["a", 1]])),
    () => (field["minimum"] = random.pick(bounds)),
    () => (field["maximum"] = random.pick(bounds)),
    () => (field["maxLength"] = random.below(5)),
    () => (field["type"] = random.pick(["string", "number", "integer", "boolean", "datetime", "ip"])),
    () =>
      (field["name"] = random.pick(["type", "kind", "a", (random.pick(fields) as { name: string }).name])),
  ];
  random.pick(ways)();
}

function mutateRule(random: Random, { rules }: ProgramDraft): void {
  if (rules.length === 0) return;
  const rule = random.pick(rules) as unknown as Record<string, unknown>;
  change(random, rule, random.pick(keysOf(rule)));
}

const LIMITS = [0, 1, 5, 2 ** 32 - 1];

function mutateSettings(random: Random, { settings, inputLimits }: ProgramDraft): void {
  const ways = [
    () => (settings.default = random.pick(["allow", "require_approval", "block"])),
    () => (settings.missing = random.pick(["assume_worst", "no_match"])),
    () => (settings.unknownAction = random.pick(["reject", "evaluate"])),
    () => (settings.semantics = random.pick(["actra-1", "actra-0.7"])),
    () => (settings.resolution = random.pick(["strictest", "first_match"])),
    () => (inputLimits.stringBytes = random.pick(LIMITS)),
    () => (inputLimits.inputBytes = random.pick(LIMITS)),
    () => (inputLimits.listItems = random.pick(LIMITS)),
    () => (inputLimits.listObjects = random.pick(LIMITS)),
  ];
  random.pick(ways)();
}

function mutateDebug(random: Random, draft: ProgramDraft): void {
  if (draft.debug === undefined || random.chance(0.2)) delete draft.debug;
  else if (random.chance(0.4)) mutateShown(random, random.pick(draft.debug.rules));
  else change(random, ...chooseValue(random, draft.debug as unknown as Container));
}

type Shown = NonNullable<ProgramDraft["debug"]>["rules"][number]["condition"];

/** A condition as it is shown, in another place or of another kind. */
function mutateShown(random: Random, rule: { condition: Shown }): void {
  const { condition } = rule;
  const shown: Shown[] = "conditions" in condition ? condition.conditions : [];
  const place = [0, 1, random.below(3)] as [number, number, number];
  const ways = [
    () => (shown[random.below(shown.length + 1)] = { kind: "always" }),
    () => (rule.condition = { kind: "not", place, condition }),
    () => (rule.condition = { kind: "named", name: "large", place, condition }),
    () => (rule.condition = { kind: "any_item", list: "action.lines", place, condition }),
    () => (rule.condition = { kind: "all", place, conditions: [condition] }),
    () => (rule.condition = { kind: "any", place, conditions: [...shown, condition] }),
    () => ("place" in condition ? (condition.place = [random.below(3), 0, 0]) : undefined),
  ];
  random.pick(ways)();
}

/** Makes the parts agree with each other again, so that the change is met further on. */
function repair(draft: ProgramDraft): void {
  const instructions = instructionsOf(draft);
  let at = 0;
  for (const rule of draft.rules) {
    const tests = instructions.slice(at, at + rule.tests);
    const reads = tests.flatMap(({ op, left, right, rightIsSlot }) => [
      ...(OPCODES[op]?.left === undefined ? [] : [left]),
      ...(rightIsSlot ? [right] : []),
    ]);
    rule.reads = [...new Set(reads)].sort((a, b) => a - b);
    at += rule.tests + 2;
  }
}
