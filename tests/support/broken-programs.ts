/**
 * A program with something of everything, and what can be wrong with it: for each refusal of the verifier a change that
 * brings it about, and the part of the program that the refusal has to name.
 */
import { Instruction, Kind, Automaton as Layout, Scratch } from "../../assembly/shared/layout.ts";
import { Opcode } from "../../assembly/shared/opcode.ts";
import { Actra, type PolicyInput } from "../../src/index.ts";
import { blockLength, TextUse } from "../../src/program/program.ts";
import {
  type ContentDraft,
  draftContent,
  draftOf,
  instructionsOf,
  type ProgramDraft,
  patch,
} from "./program-bytes.ts";

const schema = `
version: 1
actions:
  pay:
    fields:
      amount: number
      name: string
      other: string
      note: string?
      at: datetime?
      from: ip?
      tags: string[]
      codes: string[]
      days: datetime[]
      deep: { fields: { x: string } }
      lines: { items: { fields: { price: number, sku: string, parts: "string[]" } } }
      mine: string
      theirs: string
  wait: { fields: { amount: number } }
actor: { kind: role, fields: { role: { type: string, enum: [agent, human] }, level: number } }
snapshot: { fields: { fraud: boolean } }
`;

const atom = (field: string, operator: string, value: string, domain = "action") =>
  `{ subject: { domain: ${domain}, field: ${field} }, operator: ${operator}, value: ${value} }`;
const field = (name: string) => `{ subject: { domain: action, field: ${name} } }`;
const where = (name: string, operator: string, value: string) =>
  `{ subject: { domain: item, field: ${name} }, operator: ${operator}, value: ${value} }`;
const quantified = (kind: string, list: string, condition: string) =>
  `{ ${kind}: { in: { domain: action, field: ${list} }, where: ${condition} } }`;
const pay = "scope: { action: pay }, effect: block";
const many = [
  atom("amount", "greater_than", "{ literal: 1 }"),
  `{ not: ${atom("note", "exists", "{ literal: true }")} }`,
  atom("at", "less_than", "{ literal: 2026-01-01T00:00:00Z }"),
];

const looking = [
  quantified(
    "any_item",
    "lines",
    `{ all: [${where("price", "greater_than", "{ literal: 10 }")}, ${where("sku", "starts_with", "{ literal: x }")}] }`,
  ),
  quantified(
    "all_items",
    "tags",
    "{ subject: { domain: item }, operator: starts_with, value: { literal: x } }",
  ),
  quantified("any_item", "lines", where("parts", "contains", "{ literal: hold }")),
];

/** Its block has two computations before each of its four tests, three before the second. */
const computed = [
  "(action.amount + 2) * action.amount > 10",
  "size(action.note) - 3 < size(action.tags)",
  "action.at.getHours() / 2 == action.amount",
  "-(action.amount % 5) != 1",
].join(" && ");

const policy = `
version: 1
rules:
  - { id: fraud, scope: { global: true }, effect: block, when: ${atom("fraud", "equals", "{ literal: true }", "snapshot")} }
  - { id: named, ${pay}, when: ${atom("name", "in", "{ literal: [Ann, Bob, Cy] }")} }
  - { id: same, ${pay}, when: ${atom("name", "equals", field("other"))} }
  - { id: twins, ${pay}, when: ${atom("mine", "equals", field("theirs"))} }
  - { id: tagged, ${pay}, when: ${atom("tags", "contains_all", "{ literal: [hold, vip] }")} }
  - { id: held, ${pay}, when: ${atom("tags", "contains", "{ literal: hold }")} }
  - { id: shared, ${pay}, when: ${atom("tags", "contains_any", field("codes"))} }
  - { id: net, ${pay}, when: ${atom("from", "in_cidr", '{ literal: [10.0.0.0/8, "2001:db8::/32"] }')} }
  - { id: host, ${pay}, when: ${atom("from", "in", '{ literal: [192.0.2.1, "::1"] }')} }
  - { id: one, ${pay}, when: ${atom("from", "equals", "{ literal: 192.0.2.7 }")} }
  - { id: folded, ${pay}, when: ${atom("note", "in_ignoring_case", "{ literal: [stop, halt] }")} }
  - { id: begins, ${pay}, when: ${atom("deep.x", "starts_with", "{ literal: tmp/ }")} }
  - { id: shaped, ${pay}, when: ${atom("deep.x", "matches", "{ literal: '^[0-9]{3}é' }")} }
  - { id: span, scope: { actions: [pay, wait] }, effect: require_approval, approval: { approvers: [lead] }, when: ${atom("amount", "between", "{ literal: [10, 20] }")} }
  - { id: many, scope: { action: pay }, effect: require_approval, when: { all: [${many.join(", ")}] } }
  - { id: looking, ${pay}, when: { any: [${looking.join(", ")}] } }
  - { id: agents, scope: { actor: agent }, effect: require_approval, when: ${atom("level", "less_than", "{ literal: 3 }", "actor")} }
  - { id: always, scope: { action: wait }, effect: allow }
  - { id: trial, mode: audit, scope: { action: wait }, effect: block }
  - { id: computed, scope: { action: pay }, effect: allow, when: '${computed}' }
`;

export const compiled = Actra.compile({ schema, policy });
export const file = compiled.toBytes();

/** What the program allows. */
export const input: PolicyInput = {
  action: {
    type: "pay",
    amount: 5,
    name: "Dan",
    other: "Eve",
    mine: "Fay",
    theirs: "Gil",
    note: "x",
    at: "2027-01-01T00:00:00Z",
    from: "198.51.100.1",
    tags: ["new"],
    codes: ["old"],
    days: [],
    deep: { x: "home" },
    lines: [
      { price: 1, sku: "x", parts: [] },
      { price: 11, sku: "a", parts: ["b"] },
    ],
  },
  actor: { role: "human", level: 1 },
  snapshot: { fraud: false },
};

type Change = (draft: ProgramDraft) => unknown;
/** `at` is the path of the part that is to be named, its numbers left out. */
type BrokenPart = readonly [name: string, change: Change, at: string];
/** `at` is the instruction that is to be named. */
type BrokenCode = readonly [name: string, change: Change, at: (draft: ProgramDraft) => number];

const never = (value: unknown) => value as never;

export const payFields = ({ schema }: ProgramDraft) => schema.actions[0]!.fields;
const ruleOf = ({ rules }: ProgramDraft, id: string) => rules.find((rule) => rule.id === id)!;
const slotOf = ({ slots }: ProgramDraft, path: string) =>
  slots.findIndex((slot) => `${slot.domain}.${slot.path.join(".")}` === path);
const slot = (draft: ProgramDraft, path: string) => draft.slots[slotOf(draft, path)]!;
const constantOf = ({ constants }: ProgramDraft, kind: string) =>
  constants.findIndex((candidate) => candidate.kind === kind);

export function constant<K extends string>({ constants }: ProgramDraft, kind: K) {
  return constants.find((candidate) => candidate.kind === kind) as Extract<
    ProgramDraft["constants"][number],
    { kind: K }
  >;
}

/** The instructions of a rule's block: its first test, and its match. */
export function blockOf({ rules }: ProgramDraft, id: string): { start: number; match: number } {
  const number = rules.findIndex((rule) => rule.id === id);
  const start = rules.slice(0, number).reduce((sum, rule) => sum + blockLength(rule), 0);
  return { start, match: start + blockLength(rules[number]!) - 2 };
}

const start =
  (id: string, offset = 0) =>
  (draft: ProgramDraft) =>
    blockOf(draft, id).start + offset;
const match = (id: string) => (draft: ProgramDraft) => blockOf(draft, id).match;
const fail = (id: string) => (draft: ProgramDraft) => blockOf(draft, id).match + 1;
const entry = (number: number) => (draft: ProgramDraft) =>
  instructionsOf(draft).length - draft.schema.actions.length - 1 + number;

type Parts = Parameters<typeof patch>[2];

/** The instruction that is changed is the one to be named. */
/** The computation of an hour. */
const partAt = (draft: ProgramDraft) =>
  instructionsOf(draft).findIndex(({ op }) => op === Opcode.DatetimePart);
const lastTest = (draft: ProgramDraft) => match("computed")(draft) - 1;

function broken(
  name: string,
  at: (draft: ProgramDraft) => number,
  parts: Parts | ((draft: ProgramDraft) => Parts),
): BrokenCode {
  const change = (draft: ProgramDraft) =>
    patch(draft, at(draft), typeof parts === "function" ? parts(draft) : parts);
  return [name, change, at];
}

const shape: readonly BrokenPart[] = [
  ["a number that is infinite", (draft) => (constant(draft, "number").value = Infinity), "rows"],
  ["fewer scratch slots than none", (draft) => (draft.scratch = -1), "rows"],
  ["too many scratch slots", (draft) => (draft.scratch = Scratch.Most + 1), "rows"],
  ["a hash that is none", (draft) => (draft.policyHash = "abc"), "rows"],
  ["an unknown effect", ({ rules }) => (rules[0]!.effect = never("permit")), "rows"],
  ["an unknown default", ({ settings }) => (settings.default = never("deny")), "rows"],
  ["an unknown resolution", ({ settings }) => (settings.resolution = never("last")), "rows"],
  ["unknown semantics", ({ settings }) => (settings.semantics = never("actra-2")), "rows"],
  ["an unknown treatment of what is missing", ({ settings }) => (settings.missing = never("ignore")), "rows"],
  ["an unknown treatment of actions", ({ settings }) => (settings.unknownAction = never("allow")), "rows"],
  ["a limit below zero", ({ inputLimits }) => (inputLimits.stringBytes = -1), "rows"],
  [
    "strings larger than the machine bears",
    ({ inputLimits }) => (inputLimits.stringBytes = 2 ** 27 + 1),
    "rows",
  ],
  [
    "inputs larger than the machine bears",
    ({ inputLimits }) => (inputLimits.inputBytes = 2 ** 32 - 1),
    "rows",
  ],
  ["lists larger than the machine bears", ({ inputLimits }) => (inputLimits.listItems = 2 ** 27 + 1), "rows"],
  ["a field called __proto__", (draft) => (payFields(draft)[0]!.name = "__proto__"), "rows"],
  ["a field called constructor", (draft) => (payFields(draft)[0]!.name = "constructor"), "rows"],
  ["a field whose name is none", (draft) => (payFields(draft)[0]!.name = "a b"), "rows"],
  ["a field twice", (draft) => payFields(draft).push(payFields(draft)[0]!), "rows"],
  ["an action's list called type", (draft) => (payFields(draft)[6]!.name = "type"), "rows"],
  ["an action's object called type", (draft) => (payFields(draft)[9]!.name = "type"), "rows"],
  ["an action twice", ({ schema }) => schema.actions.push(schema.actions[0]!), "rows"],
  ["an action whose name is none", ({ schema }) => (schema.actions[0]!.name = "pay!"), "rows"],
  ["a list of booleans", (draft) => Object.assign(payFields(draft)[6]!, { type: "boolean" }), "rows"],
  ["a field of an unknown kind", (draft) => (payFields(draft)[0]!.kind = never("map")), "rows"],
  [
    "a minimum that is infinite",
    (draft) => Object.assign(payFields(draft)[0]!, { minimum: Infinity }),
    "rows",
  ],
  ...(
    [
      ["a minimum of an address", 5, { minimum: 1 }],
      ["a maximum of a string", 1, { maximum: 1 }],
      ["a minimum of a list of strings", 6, { minimum: 0 }],
      ["a minimum that is no date", 4, { minimum: -864e13 - 1 }],
      ["a maximum that is no date", 4, { maximum: 1e300 }],
      ["a maximum of a list of dates that is none", 8, { maximum: 1e300 }],
      ["a maximum that no integer has", 0, { type: "integer", maximum: 2 ** 53 }],
      ["a length of a number", 0, { maxLength: 3 }],
      ["a length of a list of dates", 8, { maxLength: 3 }],
      ["an enum of text for a number", 0, { enum: [1, "a"] }],
      ["an enum of numbers for a string", 1, { enum: ["a", 1] }],
      ["an enum of dates", 4, { enum: [1] }],
      ["an enum of addresses", 5, { enum: ["x"] }],
    ] as const
  ).map(
    ([name, index, constraint]): BrokenPart => [
      name,
      (draft) => Object.assign(payFields(draft)[index]!, constraint),
      "rows",
    ],
  ),
  ["a constant of an unknown kind", ({ constants }) => (constants[0]!.kind = never("regexp")), "rows"],
  ["a number that is NaN", (draft) => (constant(draft, "number").value = Number.NaN), "rows"],
  ["a range without an end", (draft) => remove(constant(draft, "range"), "high"), "rows"],
  ["an address in other digits", (draft) => (constant(draft, "ip").value = "A".repeat(32)), "rows"],
  ["a prefix of 129", (draft) => (constant(draft, "cidrs").values[0]!.prefix = 129), "rows"],
  ["a rule whose id is none", ({ rules }) => (rules[0]!.id = "a b"), "rows"],
  ["a rule without tests", ({ rules }) => (rules[0]!.tests = 0), "rows"],
  ["a quorum of nobody", (draft) => Object.assign(ruleOf(draft, "span").approval!, { quorum: 0 }), "rows"],
];

/** Shows when explanations are asked for. */
export const BROKEN_DEBUG: readonly BrokenPart[] = [
  ["a place without a column", ({ debug }) => (debug!.rules[0]!.place = never([0, 1])), "rows"],
  ["an empty condition inside another", emptyInside, "rows"],
  [
    "a condition whose name is none",
    ({ debug }) => (debug!.rules[0]!.condition = namedCondition("a b")),
    "rows",
  ],
  [
    "conditions nested too deeply",
    ({ debug }) => (debug!.rules[0]!.condition = nestedCondition(250)),
    "rows",
  ],
];

type ContentChange = (content: ContentDraft) => unknown;

/** What can be wrong with the streams that a program is written in, whatever they say. */
export const BROKEN_STREAMS: readonly (readonly [name: string, change: ContentChange, at: string])[] = [
  ["no rows", (content) => (content.rows = new Uint8Array()), "rows"],
  ["rows that are cut short", (content) => (content.rows = content.rows.slice(0, -1)), "rows"],
  ["a row too many", (content) => (content.rows = joined(content.rows, [0])), "rows"],
  ["a text that is longer than all", (content) => (content.rows = joined(HUGE, content.rows)), "rows"],
  ["a count without an end", (content) => content.rows.fill(0xff), "rows"],
  ["a count of 33 bits", (content) => (content.rows = joined([0xff, 0xff, 0xff, 0xff, 0x1f])), "rows"],
  ["a count of six bytes", (content) => (content.rows = joined([0x80, 0x80, 0x80, 0x80, 0x80, 1])), "rows"],
  ["a count with zeros behind it", zeroBehind, "rows"],
  ["texts that are no UTF-8", (content) => (content.texts[0] = 0xff), "texts"],
  ["half a pair in its texts", (content) => content.texts.set([0xed, 0xa0, 0x80]), "texts"],
  ["fewer texts than are asked for", (content) => (content.texts = content.texts.slice(1)), "rows"],
  ["more texts than are asked for", (content) => (content.texts = joined(content.texts, [65])), "rows"],
  ["a text cut inside of a character", cutCharacter, "rows"],
];

/** The first count, which is below 128, in two bytes. */
function zeroBehind(content: ContentDraft): void {
  content.rows = joined([content.rows[0]! | 0x80, 0], content.rows.slice(1));
}

const HUGE = [0xff, 0xff, 0xff, 0xff, 0x0f];

function joined(...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Of two literals behind one another, the first ends in half of a character, and the second begins with the other half. */
function cutCharacter(content: ContentDraft): void {
  const contentWith = (literal: string) => {
    const draft = draftOf(file);
    draft.literals[0] = literal;
    return draftContent(draft);
  };
  const { rows } = contentWith("x");
  const whole = contentWith("x\u{1f600}");
  const length = rows.findIndex((row, i) => row !== whole.rows[i]);
  whole.rows[length]!--;
  whole.rows[length + 1]!++;
  Object.assign(content, whole);
}

/** The numbers of the automaton, of which the parts begin there. */
interface AutomatonParts {
  readonly units: Uint16Array;
  readonly nodes: number;
  readonly states: number;
  readonly symbols: number;
}

function automatonParts(draft: ProgramDraft): AutomatonParts {
  const owner = constant(draft, "automaton");
  owner.table = owner.table.slice();
  const units = new Uint16Array(owner.table.buffer);
  const nodes = Layout.AfterLeads / 2;
  const symbols = units[Layout.Symbols / 2]!;
  return { units, nodes, states: nodes + (units[Layout.Nodes / 2]! * Layout.NodeSize) / 2, symbols };
}

const unit =
  (change: (parts: AutomatonParts) => unknown): Change =>
  (draft) =>
    change(automatonParts(draft));

const table =
  (change: (table: Uint8Array) => Uint8Array): Change =>
  (draft) => {
    const owner = constant(draft, "automaton");
    owner.table = change(owner.table);
  };

const automata: readonly BrokenPart[] = (
  [
    ["of nothing", table(() => new Uint8Array())],
    ["of an odd number of bytes", table((bytes) => Uint8Array.from([...bytes, 0]))],
    ["with part of a row", table((bytes) => Uint8Array.from([...bytes, 0, 0]))],
    ["that is cut off in the leads", table((bytes) => bytes.slice(0, Layout.AfterLeads - 2))],
    ["that is cut off in the nodes", table((bytes) => bytes.slice(0, Layout.AfterLeads + 2))],
    ["without symbols", unit(({ units }) => (units[Layout.Symbols / 2] = 0))],
    ["without states", unit(({ units }) => (units[Layout.Nodes / 2]! += 1000))],
    ["that begins beyond its states", unit(({ units }) => (units[Layout.Start / 2] = 1000))],
    ["with a lead to the end of the text", unit(({ units }) => (units[Layout.Leads / 2 + 65] = 0))],
    [
      "with a lead beyond the nodes",
      unit(({ units, symbols }) => (units[Layout.Leads / 2] = symbols + units[Layout.Nodes / 2]!)),
    ],
    ["with a node to the end of the text", unit(({ units, nodes }) => (units[nodes] = 0))],
    ["with a node to nowhere", unit(({ units, states }) => (units[states - 1] = 0xffff))],
    ["that rejects for a while", unit(({ units, states }) => (units[states + 1] = 1))],
    ["that accepts what it rejects", unit(({ units, states }) => (units[states] = 1))],
    ["that accepts for a while", unit(({ units, states, symbols }) => (units[states + symbols + 1] = 0))],
    ["that rejects what it accepts", unit(({ units, states, symbols }) => (units[states + symbols] = 0))],
    ["that goes beyond its states", unit(({ units }) => (units[units.length - 1] = 0xffff))],
    [
      "that goes just beyond its states",
      unit(({ units, states, symbols }) => (units[units.length - 1] = (units.length - states) / symbols)),
    ],
    [
      "that goes on at the end of a text",
      unit(({ units, states, symbols }) => (units[states + 2 * symbols] = 2)),
    ],
  ] satisfies [string, Change][]
).map(([name, change]) => [`an automaton ${name}`, change, "rows"]);

const constantsAndSlots: readonly BrokenPart[] = [
  ...automata,
  ["a literal twice", ({ literals }) => literals.push(literals[0]!), "rows"],
  ["numbers out of order", (draft) => constant(draft, "numbers").values.reverse(), "rows"],
  ["a number twice", (draft) => (constant(draft, "numbers").values = [1, 1]), "rows"],
  ["zero with both signs", (draft) => (constant(draft, "numbers").values = [-0, 0]), "rows"],
  ["texts out of order", (draft) => constant(draft, "texts").values.reverse(), "rows"],
  ["texts in the order of letters", (draft) => (constant(draft, "texts").values = ["aa", "b"]), "rows"],
  ["a text that is not folded", (draft) => (constant(draft, "texts").values = ["Stop"]), "rows"],
  ["addresses out of order", (draft) => constant(draft, "ips").values.reverse(), "rows"],
  ["rules out of order", (draft) => longestRules(draft).values.reverse(), "rows"],
  ["a slot twice", ({ slots }) => slots.push({ ...slots[0]! }), "rows"],
  [
    "an object slot with a type",
    ({ slots }) => (slots[0]!.type = never({ kind: "object", scalar: "string" })),
    "rows",
  ],
  ["a scalar slot without one", ({ slots }) => (slots[0]!.type = never({ kind: "scalar" })), "rows"],
  ["65,536 slots", manySlots, "slots"],
  ["the bytes of a number", (draft) => (slot(draft, "action.amount").text = TextUse.Bytes), "slots[]"],
  ["equal texts of a number", (draft) => (slot(draft, "action.amount").text = TextUse.Number), "slots[]"],
  ["equal texts of a list", (draft) => (slot(draft, "action.codes").text = TextUse.Number), "slots[]"],
  ["equal texts of items", (draft) => (slot(draft, "action.lines.sku").text = TextUse.Number), "slots[]"],
  ["equal texts of too many fields", manyNumbered, "slots[]"],
  ["a use that texts do not have", (draft) => (slot(draft, "action.mine").text = 3 as TextUse), "slots[]"],
  ["a slot that the schema lacks", (draft) => (slot(draft, "actor.level").path = ["rank"]), "slots[]"],
  ["a slot without a path", (draft) => (slot(draft, "actor.level").path = []), "slots[]"],
  [
    "a slot of another type than its field",
    (draft) => (slot(draft, "actor.level").type.scalar = "boolean"),
    "slots[]",
  ],
  ["a slot inside a scalar", (draft) => (slot(draft, "snapshot.fraud").path = ["fraud", "x"]), "slots[]"],
  // The schema is not asked of what is of a list that is not there.
  ["a fact's item of no list", (draft) => (slot(draft, "snapshot.fraud").list = 999), "slots[]"],
  ["an item of no list", (draft) => (slot(draft, "action.lines.price").list = 999), "slots[]"],
  [
    "an item of itself",
    (draft) => (slot(draft, "action.lines.price").list = slotOf(draft, "action.lines.price")),
    "slots[]",
  ],
  [
    "an item of a scalar",
    (draft) => (slot(draft, "action.lines.price").list = slotOf(draft, "action.amount")),
    "slots[]",
  ],
  [
    "an item of another list",
    (draft) => (slot(draft, "action.lines.price").list = slotOf(draft, "action.tags")),
    "slots[]",
  ],
  [
    "the bytes of an item without those of its list",
    (draft) => (slot(draft, "action.tags").text = TextUse.Handle),
    "slots[]",
  ],
  [
    "a list of objects in an item",
    (draft) => (slot(draft, "action.lines.parts").type = never({ kind: "items" })),
    "slots[]",
  ],
  ["a list slot of a scalar", (draft) => (slot(draft, "actor.level").type.kind = "list"), "slots[]"],
];

const rules: readonly BrokenPart[] = [
  ["an id twice", ({ rules }) => (rules[1]!.id = rules[0]!.id), "rows"],
  ["reads out of order", (draft) => ruleOf(draft, "same").reads.reverse(), "rows"],
  ["reads that are no slots", (draft) => ruleOf(draft, "same").reads.push(999), "rules[]"],
  ["actions out of order", (draft) => ruleOf(draft, "span").actions!.reverse(), "rows"],
  ["an action that is not there", (draft) => (ruleOf(draft, "fraud").actions = [2]), "rules[]"],
  ["an approval for a block", (draft) => (ruleOf(draft, "fraud").approval = { approvers: ["x"] }), "rules[]"],
  ["a milder rule before a stricter one", (draft) => swap(draft, "fraud", "always", "effect"), "rules[]"],
  ["rules of one effect out of file order", (draft) => swap(draft, "fraud", "named", "position"), "rules[]"],
  [
    "two rules at one place",
    (draft) => (ruleOf(draft, "named").position = ruleOf(draft, "fraud").position),
    "rules[]",
  ],
  ["the order of another resolution", ({ settings }) => (settings.resolution = "first_match"), "rules[]"],
  ["a field that one action lacks", (draft) => (ruleOf(draft, "named").actions = [0, 1]), "rules[]"],
  ["a global rule on an action's field", (draft) => remove(ruleOf(draft, "named"), "actions"), "rules[]"],
  [
    "an action's type as a list",
    (draft) => Object.assign(slot(draft, "action.codes"), { path: ["type"] }),
    "rules[]",
  ],
  [
    "something inside an action's type",
    (draft) => Object.assign(slot(draft, "action.deep.x"), { path: ["type", "x"] }),
    "rules[]",
  ],
];

export const BROKEN_PARTS = {
  "the shape of a program": shape,
  "constants and slots": constantsAndSlots,
  rules,
} as const;

export const BROKEN_CODE: readonly BrokenCode[] = [
  ["code that is cut short", (draft) => (draft.code = draft.code.slice(0, -Instruction.Size)), () => 0],
  ["code and a half", (draft) => (draft.code = Uint8Array.from([...draft.code, 0])), () => 0],
  ["a rule with more tests than it has", (draft) => ruleOf(draft, "fraud").tests++, () => 0],
  broken("a jump to itself", start("fraud"), { onTrue: 0 }),
  broken("a jump backward", start("many", 1), { onFalse: 2 ** 32 - 1 }),
  broken("a jump into the next block", start("fraud"), { onFalse: 3 }),
  broken("a jump past the end", start("many", 2), { onTrue: 3 }),
  broken("a jump that overflows", start("fraud"), { onTrue: 2 ** 31 }),
  broken("an opcode that is none", start("fraud"), { op: never(Object.keys(Opcode).length / 2) }),
  broken("opcode 255", start("fraud"), { op: never(255) }),
  broken("a match among the tests", start("many", 1), { op: Opcode.Match, right: 11 }),
  broken("a fail among the tests", start("many", 1), { op: Opcode.Fail }),
  broken("an item where no list is looked into", start("many"), (draft) => ({
    left: slotOf(draft, "action.lines.price"),
  })),
  broken("an item of another list than is looked into", start("looking", 6), (draft) => ({
    left: slotOf(draft, "action.lines.sku"),
  })),
  broken("a jump out of what runs for each item", start("looking", 1), { onFalse: 4 }),
  broken("a jump into what runs for each item", start("looking"), { onFalse: 6 }),
  broken("a jump to the end of what runs for each item", start("looking"), { onFalse: 3 }),
  broken("a quantifier in a quantifier", start("looking", 2), (draft) => ({
    op: Opcode.Each,
    left: slotOf(draft, "action.tags"),
    right: instructionsOf(draft)[blockOf(draft, "looking").start + 5]!.right,
  })),
  broken("a slot on the right of a quantifier", start("looking"), { rightIsSlot: true }),
  broken("the items of a scalar", start("looking"), (draft) => ({ left: slotOf(draft, "action.amount") })),
  broken("what runs for each item, without its match", start("looking", 3), { op: Opcode.Always }),
  broken("what runs for each item, with another rule's match", start("looking", 3), { right: 0 }),
  broken("what runs for each item, without its fail", start("looking", 4), { op: Opcode.Always }),
  broken("a scan among the tests", start("many", 1), { op: Opcode.Scan }),
  broken("a slot that is not there", start("fraud"), { left: 999 }),
  broken("a slot on the right that is not there", start("same"), { right: 999 }),
  broken("a number where an address is", start("net"), (draft) => ({ left: slotOf(draft, "action.amount") })),
  broken("a list where a scalar is", start("named"), (draft) => ({ left: slotOf(draft, "action.tags") })),
  broken("a scalar where a list is", start("tagged"), (draft) => ({ left: slotOf(draft, "action.name") })),
  broken("the order of strings", start("named"), { op: Opcode.Greater }),
  broken("the bytes of what has only handles", start("begins"), (draft) => ({
    left: slotOf(draft, "actor.role"),
  })),
  broken("a slot on the right of what takes none", start("net"), { rightIsSlot: true, right: 0 }),
  broken("a slot on the right of nothing", start("always"), { rightIsSlot: true }),
  broken("two strings by handle", start("same"), { op: Opcode.Equals }),
  broken("what only tells equal texts, beside a literal", start("twins"), { rightIsSlot: false, right: 0 }),
  broken("what only tells equal texts, beside a handle", start("twins"), (draft) => {
    slot(draft, "action.theirs").text = TextUse.Handle;
    return {};
  }),
  broken("two strings by handle, said to be texts", start("same"), { op: Opcode.Equals, kind: Kind.Text }),
  broken("two lists of strings by handle", start("shared"), { kind: Kind.Number }),
  broken("a string with a number", start("same"), (draft) => ({
    op: Opcode.Equals,
    right: slotOf(draft, "action.amount"),
  })),
  broken("a constant that is not there", start("fraud"), { right: 999 }),
  broken("a range where a list is", start("named"), (draft) => ({ right: constantOf(draft, "range") })),
  broken("a list where a range is", start("span"), (draft) => ({ right: constantOf(draft, "numbers") })),
  broken("a text where an automaton is", start("shaped"), (draft) => ({ right: constantOf(draft, "text") })),
  broken("an automaton where a text is", start("begins"), (draft) => ({
    right: constantOf(draft, "automaton"),
  })),
  broken("a slot where an automaton is", start("shaped"), (draft) => ({
    rightIsSlot: true,
    right: slotOf(draft, "action.deep.x"),
  })),
  broken("an automaton for what has only handles", start("shaped"), (draft) => ({
    left: slotOf(draft, "actor.role"),
  })),
  broken("texts where numbers are", start("named"), { kind: Kind.Folded }),
  broken("a list of rules where numbers are", start("named"), (draft) => ({
    right: constantOf(draft, "rules"),
  })),
  ["a handle of no literal", (draft) => (constant(draft, "numbers").values = [1, 99]), start("named")],
  ["the handle 0", (draft) => (constant(draft, "numbers").values = [0, 1]), start("named")],
  ["half a handle", (draft) => (constant(draft, "numbers").values = [1.5]), start("named")],
  ["an unknown flag", (draft) => flag(draft, start("fraud"), 1 << 4), start("fraud")],
  ["all flags", (draft) => flag(draft, start("fraud"), 0xf0), start("fraud")],
  ["an unknown flag of a match", (draft) => flag(draft, match("fraud"), 1 << 7), match("fraud")],
  ["an unknown flag of a fail", (draft) => flag(draft, fail("fraud"), 1 << 7), fail("fraud")],
  ["an unknown flag of an entry", (draft) => flag(draft, entry(0), 1 << 7), entry(0)],
  [
    "something in the unused bytes",
    (draft) => (draft.code[start("fraud")(draft) * Instruction.Size + 2] = 1),
    start("fraud"),
  ],
  broken("a match of another rule", match("fraud"), { right: 1 }),
  broken("no match", match("fraud"), { op: Opcode.Always }),
  broken("a match whose rule is said to be a slot", match("named"), { rightIsSlot: true }),
  broken("no fail", fail("fraud"), { op: Opcode.Match }),
  broken("a computation into the slot of a field", start("computed"), { onTrue: 0 }),
  broken("a computation into a scratch slot that is not there", start("computed"), (draft) => ({
    onTrue: Scratch.First + draft.scratch!,
  })),
  broken("a scratch slot that nothing has filled", start("computed"), { left: Scratch.First }),
  broken("a scratch slot on the right that nothing has filled", start("computed", 1), {
    right: Scratch.First + 1,
  }),
  broken("what was computed for the test before", partAt, { left: Scratch.First }),
  broken("a jump past a computation", start("computed", 2), { onTrue: 2 }),
  broken("a jump past all computations of a test", start("computed", 2), { onFalse: 4 }),
  broken("a range that is none", start("computed"), { kind: 3 }),
  broken("a part of a datetime that is none", partAt, { onFalse: 10 }),
  broken("a part of what has none", start("computed"), { onFalse: 1 }),
  broken("a part of a text", partAt, (draft) => ({ left: slotOf(draft, "action.name") })),
  broken("the size of what has only handles", start("computed", 3), (draft) => ({
    left: slotOf(draft, "actor.role"),
  })),
  broken("arithmetic with text", start("computed"), (draft) => ({ left: slotOf(draft, "action.name") })),
  broken("a constant on the left of what takes none", start("computed", 3), { negate: true }),
  broken("whether something computed exists", start("computed", 2), { op: Opcode.Exists }),
  [
    "a computation that no test follows",
    (draft) =>
      patch(draft, lastTest(draft), {
        op: Opcode.Negative,
        negate: false,
        onTrue: Scratch.First,
        onFalse: 0,
      }),
    match("computed"),
  ],
  [
    "a rule with fewer computations than it has",
    (draft) => ruleOf(draft, "computed").computations!--,
    () => 0,
  ],
  ["reads that no test has", (draft) => addRead(draft, "fraud", "actor.level"), start("fraud")],
  [
    "tests on what is not read",
    (draft) => (ruleOf(draft, "same").reads = ruleOf(draft, "named").reads),
    start("same"),
  ],
  broken("an entry that is no scan", entry(0), { op: Opcode.Match }),
  broken("an entry whose list is said to be a slot", entry(0), { rightIsSlot: true }),
  broken("an entry of another action", entry(0), (draft) => instructionsOf(draft)[entry(1)(draft)]!),
  broken("an entry without the shared rules", entry(0), (draft) => ({ right: emptyRules(draft) })),
  broken("an entry whose list is no list of rules", entry(0), (draft) => ({
    left: constantOf(draft, "numbers"),
  })),
  broken("an entry whose list is not there", entry(2), { left: 999 }),
  ["a list of rules that lacks one", (draft) => longestRules(draft).values.pop(), entry(0)],
  ["a list of rules with one that is not there", (draft) => longestRules(draft).values.push(999), entry(0)],
  ["a list of rules without an enforced one", (draft) => (ruleOf(draft, "trial").audit = false), entry(1)],
  ["a list of rules with an audited one", (draft) => (ruleOf(draft, "named").audit = true), entry(0)],
];

/** msgpack cannot write these, so only a decoder's fault could bring them; the machine takes texts for UTF-8. */
export const BROKEN_TEXTS: readonly BrokenPart[] = [
  ["a literal", ({ literals }) => (literals[0] = "\udc00"), "texts"],
  ["a text", (draft) => (constant(draft, "text").value = "\ud800"), "texts"],
  ["a folded text", (draft) => (constant(draft, "texts").values[0] = "\ud800"), "texts"],
  ["each of two literals", halves, "texts"],
];

/** Behind one another they are a character. */
function halves({ literals }: ProgramDraft): void {
  literals.splice(0, 2, "\ud83d", "\ude00");
}

function remove(part: object, key: string): void {
  delete (part as Record<string, unknown>)[key];
}

export function nestedField(depth: number): unknown {
  const fields = depth === 0 ? [] : [nestedField(depth - 1)];
  return { kind: "object", name: "inner", optional: false, fields };
}

function nestedCondition(depth: number): never {
  const [rule] = draftOf(file).debug!.rules;
  let condition: unknown = rule!.condition;
  for (let i = 0; i < depth; i++) condition = { kind: "not", place: [0, 1, 1], condition };
  return condition as never;
}

function namedCondition(name: string | undefined): never {
  const [rule] = draftOf(file).debug!.rules;
  return { kind: "named", ...(name && { name }), place: [0, 1, 1], condition: rule!.condition } as never;
}

/** As many parts as the rule has tests, and one of them stands for nothing. */
function emptyInside(draft: ProgramDraft): void {
  const shown = draft.debug!.rules[draft.rules.findIndex(({ id }) => id === "many")]!.condition;
  if (shown.kind === "all") shown.conditions[0] = { kind: "always" };
}

/** A list with several rules. */
function longestRules({ constants }: ProgramDraft) {
  const lists = constants.flatMap((candidate) => (candidate.kind === "rules" ? [candidate] : []));
  return lists.sort((a, b) => b.values.length - a.values.length)[0]!;
}

function emptyRules({ constants }: ProgramDraft): number {
  return constants.push({ kind: "rules", values: [] }) - 1;
}

/** Each of another path, which no schema has. */
function manySlots(draft: ProgramDraft): void {
  const type = { kind: "scalar", scalar: "number" } as const;
  for (let i = draft.slots.length; i < 65_536; i++)
    draft.slots.push({ domain: "action", path: [`f${i}`], type, text: TextUse.Handle });
}

/** From the first slot on which that is too much to tell apart. */
function manyNumbered(draft: ProgramDraft): void {
  const type = { kind: "scalar", scalar: "string" } as const;
  for (let i = draft.slots.length; i < 65; i++)
    draft.slots.push({ domain: "action", path: [`f${i}`], type, text: TextUse.Number });
}

function swap(draft: ProgramDraft, a: string, b: string, key: "effect" | "position"): void {
  const [one, other] = [ruleOf(draft, a), ruleOf(draft, b)] as Record<string, unknown>[];
  [one![key], other![key]] = [other![key], one![key]];
}

function flag(draft: ProgramDraft, at: (draft: ProgramDraft) => number, bits: number): void {
  draft.code[at(draft) * Instruction.Size + Instruction.Flags]! |= bits;
}

function addRead(draft: ProgramDraft, id: string, path: string): void {
  const rule = ruleOf(draft, id);
  rule.reads = [...rule.reads, slotOf(draft, path)].sort((a, b) => a - b);
}
