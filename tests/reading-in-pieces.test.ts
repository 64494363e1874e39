import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DocumentMemory } from "../src/authoring.ts";
import { KeptItems } from "../src/compiler/1-read/kept-items.ts";
import type { Node } from "../src/compiler/1-read/node.ts";
import { read, readWhole } from "../src/compiler/1-read/read.ts";
import { readInPieces } from "../src/compiler/1-read/read-in-pieces.ts";
import { NodeCount, Reading, unlessStopped } from "../src/compiler/1-read/reading.ts";
import { Reporter } from "../src/diagnostics/reporter.ts";
import type { Source } from "../src/diagnostics/span.ts";
import { Actra } from "../src/index.ts";
import { DOCUMENT_LIMITS } from "../src/language/limits.ts";
import { verbosePolicy } from "./support/documents/verbose-policy.ts";
import { SEED } from "./support/seed.ts";

// A document with a long list is read item by item, and items that were read before are not read again. Whatever the text, the tree
// is that of the whole text, to the last place in it; a text with anything wrong in it is left to the reader of whole texts.

const sourceOf = (text: string): Source => ({ path: "policy", text });

/** The tree with every place in it, the source left out; `undefined` for a text in which something is wrong. */
function wholly(text: string, limits = DOCUMENT_LIMITS): string | undefined {
  const reporter = new Reporter();
  const tree = unlessStopped(() => readWhole(new Reading(sourceOf(text), limits, reporter, new NodeCount())));
  return reporter.hasErrors || tree === undefined ? undefined : shown(tree);
}

function inPieces(text: string, kept?: KeptItems, limits = DOCUMENT_LIMITS): string | undefined {
  const source = sourceOf(text);
  const tree = readInPieces(source, limits, new NodeCount(), kept);
  return tree && shown(tree, source);
}

function shown(tree: Node, source?: Source): string {
  return JSON.stringify(tree, (key, value) => {
    if (value instanceof Map) return [...value.values()];
    if (key !== "source") return value;
    // Every place is one of the text that was read.
    if (source !== undefined && value !== source) return "a place in another text";
    return undefined;
  });
}

const ITEMS = 12;

const policyOf = (items: readonly string[], head = "version: 1\nrules:\n", tail = "") =>
  head + items.join("") + tail;

const itemOf = (index: number) => `  - id: rule-${index}\n    when: { all: [] }\n    effect: block\n`;

const PLAIN = Array.from({ length: ITEMS }, (_, index) => itemOf(index));

/** Item 5 is another one. */
const with5 = (item: string) => policyOf(PLAIN.with(5, item));

describe("the tree of a text read in pieces is that of the whole text", () => {
  it.each([
    ["a list under a key", policyOf(PLAIN)],
    ["a list at the first column", policyOf(PLAIN.map((item) => item.replaceAll(/^ {2}/gm, "")))],
    ["a list that is the document", PLAIN.join("")],
    [
      "a list in maps",
      policyOf(
        PLAIN.map((item) => item.replaceAll(/^/gm, "    ").trimEnd().concat("\n")),
        "a:\n  b:\n    c:\n",
      ),
    ],
    ["something after the list", policyOf(PLAIN, undefined, "default: allow\nmore:\n  - 1\n")],
    ["another list before it", policyOf(PLAIN, "lists:\n  - a\n  - b\nrules:\n")],
    ["line ends of two characters", policyOf(PLAIN).replaceAll("\n", "\r\n")],
    ["a byte order mark", `\ufeff${policyOf(PLAIN)}`],
    ["no line end at the end", policyOf(PLAIN).trimEnd()],
    ["comments between the items", policyOf(PLAIN.map((item) => `# here\n${item}      # and - there\n\n`))],
    ["blanks under keys", with5("  - id:\n    effect:\n\n  # here\n")],
    ["a blank that is not the end of an item", with5("  - - a\n    -\n    - b\n")],
    ["items on the next line", with5("  -\n    id: x\n")],
    ["items in items", with5("  - - a\n    - b\n  -  - c\n")],
    ["text over several lines", with5("  - id: one\n      - two\n      three\n")],
    ["text in quotes over several lines", with5('  - id: "one\n\n      - two"\n')],
    ["block text", with5("  - id: |\n      - one\n\n        two\n\n")],
    ["block text that keeps its blank lines", with5("  - id: |+\n      - one\n\n\n")],
    ["folded text that loses them", with5("  - id: >-\n      one\n      two\n\n\n")],
    ["block text with a comment behind it", with5("  - id: |\n      one\n # two\n")],
    ["block text of spaces", with5("  - id: |+\n        \n    \n")],
    ["flow style over several lines", with5("  - { id: [\n        a,\n        b ],\n      c: d }\n")],
    ["anchors", with5("  - &a one\n").replace("rule-7", "*a ").concat("  - *a\n")],
  ])("%s", (_what, text) => {
    const whole = wholly(text);
    expect(whole).toBeDefined();
    expect(inPieces(text)).toBe(whole);
    const kept = new KeptItems();
    for (const moved of [text, `# a line more\n${text}`, text])
      expect(inPieces(moved, kept)).toBe(wholly(moved));
  });

  it.each([
    ["too short a list", policyOf(PLAIN.slice(0, 7))],
    ["a list in quotes", `a: "\n${PLAIN.join("").trimEnd()}"\n`],
    ["a list in block text", `a: |\n${PLAIN.join("")}`],
    ["a list in block text of its own", `a: |\n  rules:\n${PLAIN.join("")}`],
    ["a list in brackets", `a: [\n${PLAIN.join("")}]\n`],
    ["a quote that is not closed", with5('  - id: "a\n')],
    ["a bracket that is not closed", with5("  - id: [a\n")],
    ["a quote that is closed in another item", with5('  - id: "a\n').replace("rule-8", 'rule-8"')],
    ["tabs", with5("  - id:\tx\n")],
    ["a tab behind block text", with5("  - id: |\n      a\n\t\n")],
    ["a key that stands twice", with5("  - id: a\n    id: b\n")],
    ["an alias of nothing", with5("  - id: *a\n")],
    ["a blank for the first item", policyOf(["  -\n", ...PLAIN])],
    [
      "a blank at the end of the first item",
      policyOf(["  - a: [b]\n    c:\n      - d\n      -\n", ...PLAIN]),
    ],
    ["a blank item", with5("  -\n")],
    ["a blank item before a line of spaces", with5("  -\n   \n")],
    ["a blank item before a comment", with5("  -\n  # here\n")],
    ["a blank at the end of an item", with5("  - a:\n      - b\n      -\n     \n")],
    ["a tag", with5("  - id: !a b\n")],
    ["a second document", with5("  - id: a\n---\n")],
    ["keys too far out", with5("  - id: a\n   effect: b\n")],
    ["a number that is not exact", with5("  - id: 9007199254740993\n")],
  ])("not where there is %s", (_what, text) => {
    expect(inPieces(text)).toBeUndefined();
    expect(inPieces(text, new KeptItems())).toBeUndefined();
  });

  it("counts the same nodes, and holds to the same limits", () => {
    const text = policyOf(PLAIN);
    const counts = [undefined, new KeptItems()].flatMap((kept) => {
      const source = sourceOf(text);
      return [1, 2].map(() => {
        const count = new NodeCount();
        readInPieces(source, DOCUMENT_LIMITS, count, kept);
        return count.total;
      });
    });
    const whole = new NodeCount();
    readWhole(new Reading(sourceOf(text), DOCUMENT_LIMITS, new Reporter(), whole));
    expect(new Set([whole.total, ...counts]).size).toBe(1);
    for (const nodes of [whole.total - 1, whole.total]) {
      const limits = { ...DOCUMENT_LIMITS, nodes };
      const fits = nodes === whole.total;
      const kept = new KeptItems();
      for (const _time of [1, 2]) expect(inPieces(text, kept, limits) !== undefined).toBe(fits);
    }
  });

  it("never takes an item for one at another depth, or under other limits", () => {
    const kept = new KeptItems();
    const item = (index: number) => `  - { id: ${index}, a: { b: { c: d } } }\n`;
    const items = Array.from({ length: ITEMS }, (_, index) => item(index));
    const shallow = policyOf(items, "rules:\n");
    const deep = policyOf(items, "a:\n b:\n");
    const limits = { ...DOCUMENT_LIMITS, depth: 5 };
    expect(inPieces(shallow, kept, limits)).toBe(wholly(shallow, limits));
    expect(wholly(deep, limits)).toBeUndefined();
    expect(inPieces(deep, kept, limits)).toBeUndefined();
    expect(inPieces(shallow, kept)).toBe(wholly(shallow));
    expect(inPieces(shallow, kept, { ...DOCUMENT_LIMITS, depth: 4 })).toBeUndefined();
  });
});

// biome-ignore format: a heap
const FRAGMENTS = [
  "\n", "\n\n", " ", "  ", "- ", "\n  - ", "\n- ", "\n    - ", "\n   ", '"', "'", "# ", "\n# c\n", "\n  # c\n", "|", ">", "|+\n", ">-\n      x\n",
  "|-\n      - x\n", "[", "]", "{", "}", ", ", ": ", "\n    k: ", "\n  k: ", "\nk: ", "&a ", "*a ", "\t", "\r\n", "---\n", "\n...\n", "? ", "!t ", "%", "\\", " # c", ": x", "\n\n\n  # c\n", " more words", "\n      more words",
];

it(`is so for any text, from seed ${SEED}`, { timeout: 60_000 }, () => {
  const policy = verbosePolicy(9).replace("rules:", "lists:\n  names: [a, b]\nrules:");
  const lineEnds = [...policy.matchAll(/$/gm)].map(({ index }) => index);
  const place = fc.oneof(fc.nat(policy.length), fc.constantFrom(...lineEnds));
  const edit = fc.tuple(place, fc.constantFrom(0, 0, 0, 1, 3), fc.constantFrom(...FRAGMENTS));
  const outcomes = { trees: 0, others: 0 };
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 2 }), (edits) => {
      const kept = new KeptItems();
      inPieces(policy, kept);
      const text = edits.reduce(
        (all, [at, gone, put]) => all.slice(0, at) + put + all.slice(at + gone),
        policy,
      );
      const whole = wholly(text);
      const pieces = inPieces(text);
      // There is always the other reader: it may be asked about a text in which nothing is wrong.
      outcomes[pieces === undefined ? "others" : "trees"]++;
      if (pieces !== undefined) expect(pieces, text).toBe(whole);
      expect(inPieces(text, kept), text).toBe(pieces);
      expect(inPieces(policy, kept)).toBe(wholly(policy));
    }),
    { numRuns: 250, seed: SEED, endOnFailure: true },
  );
  expect(outcomes.trees).toBeGreaterThan(30);
  expect(outcomes.others).toBeGreaterThan(30);
});

it("lets a compile with a memory come to the same, edit by edit", () => {
  const schema = `version: 1
actions: { refund: { fields: { amount: integer } } }
actor: { fields: { role: string } }`;
  const memory = new DocumentMemory();
  const written = verbosePolicy(20);
  for (const policy of [
    written,
    written.replace("Above 7 never", "Above seven never"),
    written.replace("  - id: rule_7\n", "  # another line\n  - id: rule_7\n"),
    written.replace("rule_7\n", "rule_8\n"),
    written.replace("field: role", "field: rule"),
    written.replace("rule_7", "rule_7: x"),
    written.replace(/ {2}- id: rule_3.*(?= {2}- id: rule_9)/s, ""),
    written,
  ]) {
    const sources = { schema, policy };
    expect(Actra.check(sources, { memory })).toEqual(Actra.check(sources));
    if (Actra.check(sources).length > 0) continue;
    expect(Actra.compile(sources, { memory }).toBytes()).toEqual(Actra.compile(sources).toBytes());
  }
});

it("reports what is wrong as a text that is read as a whole does", () => {
  const text = with5("  - id: a\n    id: b\n");
  const reporter = new Reporter();
  expect(read(sourceOf(text), DOCUMENT_LIMITS, reporter)).toBeDefined();
  expect(reporter.diagnostics.map(({ code, span }) => [code, span?.line])).toEqual([["duplicate-key", 19]]);
});
