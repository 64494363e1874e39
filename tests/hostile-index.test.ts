/**
 * Indexes that nobody's compiler made. The machine follows them without a look, so the verifier lets pass only what leads
 * forward, once to each node, to rules of the entry. What it lets pass may leave rules out, and never adds one.
 */
import { describe, expect, it } from "vitest";
import { Index, IndexNode, NodeKind } from "../assembly/shared/layout.ts";
import { Opcode } from "../assembly/shared/opcode.ts";
import { disassemble } from "../src/authoring.ts";
import { Actra, ActraProgramError, type PolicyInput } from "../src/index.ts";
import { Random } from "./generate/random.ts";
import { indexOf, nodesOf, withIndex } from "./support/indexed.ts";
import { draftOf, fileOf, instructionsOf, type ProgramDraft, patch } from "./support/program-bytes.ts";
import { SEED } from "./support/seed.ts";

const atom = (path: string, operator: string, literal: unknown) => {
  const [domain, field] = path.split(".");
  return { subject: { domain, field }, operator, value: { literal } };
};
const rule = (id: string, scope: object, ...all: object[]) => ({ id, scope, effect: "block", when: { all } });
const six = [0, 1, 2, 3, 4, 5];

const file = withIndex(
  Actra.compile({
    schema: {
      version: 1,
      actions: {
        pay: { fields: { kind: "string", amount: "number", from: "ip" } },
        wait: { fields: { hours: "number" } },
      },
      actor: { fields: { role: "string" } },
    },
    policy: {
      version: 1,
      default: "allow",
      rules: [
        ...six.map((i) =>
          rule(
            `kind${i}`,
            { action: "pay" },
            atom("action.kind", "equals", i < 3 ? `k${i}` : "k3"),
            atom("action.amount", "greater_than", 10 - i),
          ),
        ),
        ...six.map((i) =>
          rule(`amount${i}`, { action: "pay" }, atom("action.amount", "between", [100 * i, 100 * i + 50])),
        ),
        ...six.map((i) => rule(`hours${i}`, { action: "wait" }, atom("action.hours", "equals", i / 2))),
        ...six.map((i) => rule(`role${i}`, { global: true }, atom("actor.role", "equals", `r${i}`))),
        ...six.map((i) => rule(`from${i}`, { action: "pay" }, atom("action.from", "equals", `192.0.2.${i}`))),
      ],
    } as never,
  }).toBytes(),
  3,
);

const inputs: PolicyInput[] = six.flatMap((i) =>
  ["k0", "k3", "none"].flatMap((kind) => [
    {
      action: { type: "pay", kind, amount: 90 * i, from: "192.0.2.7" },
      actor: { role: i === 5 ? "r2" : "x" },
    },
    { action: { type: "wait", hours: i / 2 }, actor: { role: kind } },
  ]),
) as PolicyInput[];

/** Where each node stands, in words. */
function places(kind: NodeKind): number[] {
  let at = Index.Header / 4;
  return nodesOf(file).flatMap((node) => {
    const place = at;
    at += node.size / 4;
    return node.kind === kind ? [place] : [];
  });
}

function changed(change: (words: Uint32Array, draft: ProgramDraft) => unknown): Uint8Array {
  const draft = draftOf(file);
  const words = new Uint32Array(indexOf(file).slice().buffer);
  change(words, draft);
  draft.index = new Uint8Array(words.buffer);
  return fileOf(draft);
}

const slotOf = ({ slots }: ProgramDraft, path: string) =>
  slots.findIndex(({ domain, path: parts }) => `${domain}.${parts.join(".")}` === path);
const ruleNumber = ({ rules }: ProgramDraft, id: string) => rules.findIndex((rule) => rule.id === id);
const entry = (draft: ProgramDraft, action: number) => instructionsOf(draft).length - 3 + action;

const [list, all, table, split] = [NodeKind.List, NodeKind.All, NodeKind.Table, NodeKind.Split].map(
  (kind) => places(kind)[0]!,
) as [number, number, number, number];
const COUNT = IndexNode.Count / 4;
const ITEMS = IndexNode.Items / 4;
const SLOT = IndexNode.Slot / 4;

it("the index that the broken ones are made of has every kind of node, and decides", () => {
  expect([list, all, table, split].every((place) => place > 0)).toBe(true);
  const policy = Actra.load(file);
  expect(inputs.map((input) => policy.evaluate(input).matched_rule)).toContain("kind3");
  expect(Actra.load(changed(() => {})).evaluate(inputs[0]!)).toEqual(policy.evaluate(inputs[0]!));
});

describe("an index is refused with", () => {
  it.each<[string, (words: Uint32Array, draft: ProgramDraft) => unknown]>([
    ["a kind that is none", (words) => (words[list] = 4)],
    ["something in its header", (words) => (words[0] = 1)],
    ["a list that is longer than all", (words) => (words[list + COUNT] = 2 ** 32 - 1)],
    ["a list that is longer than it was", (words) => words[list + COUNT]!++],
    ["a list that is shorter", (words) => words[list + COUNT]!--],
    ["a list about a slot", (words) => (words[list + SLOT] = 1)],
    ["a list out of order", (words) => words.subarray(list + ITEMS, list + ITEMS + 2).reverse()],
    ["a rule twice in a list", (words) => (words[list + ITEMS + 1] = words[list + ITEMS]!)],
    ["a node in a list", (words) => (words[list + ITEMS] = 8)],
    ["nothing in a list", (words) => (words[list + ITEMS] = 0)],
    ["a rule that is not there", (words) => (words[list + ITEMS + 1] = 2 * 999 + 1)],
    [
      "a rule of another action",
      (words, draft) => (words[list + ITEMS] = 2 * ruleNumber(draft, "hours0") + 1),
    ],
    [
      "a shared rule among the action's own",
      (words, draft) => (words[list + ITEMS] = 2 * ruleNumber(draft, "role0") + 1),
    ],
    ["a part that leads to itself", (words) => (words[all + ITEMS] = 0xfffffffe)],
    ["a part that leads into a node", (words) => (words[all + ITEMS]! += 4)],
    ["two parts that lead to one node", (words) => (words[all + ITEMS + 1] = words[all + ITEMS]!)],
    ["a part that leads behind the end", (words) => (words[all + ITEMS + 1] = 2 ** 31)],
    ["a node that nothing leads to", (words) => (words[all + ITEMS] = 0)],
    ["a slot that is not there", (words) => (words[table + SLOT] = 999)],
    ["a slot that holds no number", (words, draft) => (words[table + SLOT] = slotOf(draft, "action.from"))],
    [
      "a slot that the rules do not read",
      (words, draft) => (words[split + SLOT] = slotOf(draft, "actor.role")),
    ],
    ["a table of more parts than there are", (words) => words[table + COUNT]!++],
    ["a split with more bounds than there are", (words) => words[split + COUNT]!++],
    ["bounds out of order", (words) => rebound(words, (bounds) => bounds.reverse())],
    ["one bound twice", (words) => rebound(words, (bounds) => (bounds[1] = bounds[0]!))],
    ["a bound that is no number", (words) => rebound(words, (bounds) => (bounds[0] = Number.NaN))],
    ["another root", (_words, draft) => patch(draft, entry(draft, 0), { onTrue: 8 })],
    ["a root behind its end", (_words, draft) => patch(draft, entry(draft, 0), { onTrue: 2 ** 31 })],
    [
      "the root of another entry",
      (_words, draft) =>
        patch(draft, entry(draft, 0), { onTrue: instructionsOf(draft)[entry(draft, 1)]!.onTrue }),
    ],
    ["no root for what is there", (_words, draft) => patch(draft, entry(draft, 1), { onTrue: 0 })],
    ["shared rules for one entry alone", (_words, draft) => patch(draft, entry(draft, 1), { onFalse: 0 })],
  ])("%s", (_name, change) => {
    expect(() => Actra.load(changed(change))).toThrow(
      expect.objectContaining({ code: "PROGRAM_INVALID", message: expect.stringContaining(": index ") }),
    );
  });

  it.each([
    ["bytes missing", (index: Uint8Array) => index.slice(0, -4)],
    ["half a word missing", (index: Uint8Array) => index.slice(0, -2)],
    ["bytes too many", (index: Uint8Array) => Uint8Array.from([...index, 0, 0, 0, 0])],
    ["a byte too many", (index: Uint8Array) => Uint8Array.from([...index, 0])],
    ["nothing", () => undefined],
  ])("%s", (_name, change) => {
    const { index, ...draft } = draftOf(file);
    const bytes = change(index!);
    expect(() => Actra.load(fileOf(bytes ? { ...draft, index: bytes } : draft))).toThrow(ActraProgramError);
  });

  /** Changes those of the first split, wherever they stand. */
  function rebound(words: Uint32Array, change: (bounds: Float64Array) => unknown): void {
    const at = 4 * (split + ITEMS + words[split + COUNT]! + 1);
    const bounds = new Float64Array(words.buffer.slice(at, at + 8 * words[split + COUNT]!));
    change(bounds);
    new Uint8Array(words.buffer).set(new Uint8Array(bounds.buffer), at);
  }
});

it("nested deeper than anything is refused, and not walked", () => {
  const depth = 100_000;
  const words = [0];
  for (let i = 0; i < depth; i++) words.push(NodeKind.All, 0, 1, 16);
  const draft = draftOf(file);
  draft.index = new Uint8Array(Uint32Array.from(words).buffer);
  patch(draft, entry(draft, 0), { onTrue: 4 });
  for (const number of [0, 1, 2]) patch(draft, entry(draft, number), { onFalse: 0 });
  expect(() => Actra.load(fileOf(draft))).toThrow(ActraProgramError);
});

describe(`1,200 indexes with a word changed (SEED=${SEED})`, () => {
  it("are refused, or decide by a rule that matches", () => {
    const random = new Random(SEED);
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    let ran = 0;
    for (let i = 0; i < 1200; i++) {
      const bytes = changed((words) => {
        for (let left = random.pick([1, 1, 1, 2, 3]); left > 0; left--) mutate(random, words);
      });
      const policy = attempt(() => Actra.load(bytes));
      if (policy === undefined) continue;
      ran++;
      for (const input of random.some(inputs, 3)) check(policy, input);
      if (i % 50 === 0) expect(disassemble(bytes)).toContain("entry");
      policy.dispose();
    }
    Error.stackTraceLimit = stackTraceLimit;
    expect(ran).toBeGreaterThan(120);
  });

  /** Mostly for a number that is near what may stand there. */
  function mutate(random: Random, words: Uint32Array): void {
    const at = random.below(words.length);
    const value = words[at]!;
    const near = [value + 1, value - 1, value + 2, value - 2, 0, 1, 2, 3, 4, value ^ (1 << random.below(32))];
    words[at] = random.pick([...near, words[random.below(words.length)]!, random.below(2 ** 32)]);
  }

  function check(policy: ReturnType<typeof Actra.load>, input: PolicyInput): void {
    const { matched_rule } = policy.evaluate(input);
    if (matched_rule === "") return;
    const explained = policy.explain(input).rules.find(({ id }) => id === matched_rule);
    expect(explained?.status).toBe("matched");
  }

  function attempt<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (error instanceof ActraProgramError) return undefined;
      throw error;
    }
  }
});

it("an opcode for entries stands among no tests", () => {
  const draft = draftOf(file);
  patch(draft, 0, { op: Opcode.Scan });
  expect(() => Actra.load(fileOf(draft))).toThrow(ActraProgramError);
});
