import { describe, expect, it } from "vitest";
import { printCondition } from "../../src/compiler/2-parse/expression/print.ts";
import { analyse } from "../../src/compiler/analyse.ts";
import { compile } from "../../src/compiler/compile.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { Random } from "../generate/random.ts";
import { processorTime } from "../support/time.ts";
import { analysed } from "./compiled.ts";

// Expressions that want to hang, to overflow the stack or to pass for something else: each compiles or is refused, with
// places inside the file.

const schema = {
  version: 1,
  actions: { act: { fields: { flag: "boolean", number: "number", text: "string" } } },
};

function diagnose(when: string, limits = {}) {
  const policy = `version: 1\nrules:\n  - { id: a, scope: { action: act }, effect: allow, when: ${JSON.stringify(when)} }\n`;
  const { program, diagnostics } = compile({ schema, policy }, { limits });
  if (program !== undefined) expect(kindOf(policy, limits)).toMatch(/^(all|any|not|atom)$/);
  for (const { span } of diagnostics) {
    expect(span!.start).toBeLessThanOrEqual(span!.end);
    expect(span!.end).toBeLessThanOrEqual(policy.length);
    expect(span!.line).toBe(3);
  }
  renderDiagnostics(diagnostics);
  expect(program === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
  return diagnostics.map(({ code }) => code);
}

/** A condition that got lost would be none, and its rule would always hold. */
function kindOf(policy: string, limits: object): string | undefined {
  return analyse({ schema, policy }, { limits }).documents.policies[0]!.rules[0]!.when?.kind;
}

/** Recursion ends near 10,000. */
const many = 30_000;

describe("what is endless is refused", () => {
  it.each([
    ["parentheses", "(".repeat(many)],
    ["parentheses that close", `${"(".repeat(many)}action.flag${")".repeat(many)}`],
    ["negations", `${"!".repeat(many)}action.flag`],
    ["lists", `action.number in ${"[".repeat(many)}`],
    ["calls", "has(".repeat(many)],
    ["groups and calls and lists in turn", "has([(!".repeat(many)],
  ])("%s", (_what, when) => {
    expect(diagnose(when)).toEqual(["over-limit"]);
  });

  it.each([
    ["minus signs", "-".repeat(many), "over-limit"],
    ["sums", `action.number${" + 1".repeat(many)}`, "expression-mismatch"],
    ["quotes", "'".repeat(many), "expression-syntax"],
    ["an open text", `action.text == '${"a".repeat(many)}`, "expression-syntax"],
    ["text in three quotes", `action.text == """${'a\\"'.repeat(many)}`, "expression-syntax"],
    ["comparisons", `action.number${" > 1".repeat(many)}`, "expression-syntax"],
    ["a path", `action${".a".repeat(many)}`, "unknown-field"],
    ["a name", `action.${"a".repeat(many)}`, "unknown-field"],
    ["a number", `action.number > ${"9".repeat(many)}`, "not-finite"],
    ["a method", `action.text.${"a".repeat(many)}()`, "unknown-function"],
    ["arguments", `action.text.contains(${"1,".repeat(many)})`, "expression-mismatch"],
    ["white space", " ".repeat(many), "expression-syntax"],
    ["comments", "//\n".repeat(many), "expression-syntax"],
  ])("%s", (_what, when, code) => {
    expect(diagnose(when)).toEqual([code]);
  });

  it("tokens, over all expressions of a file", () => {
    const flags = (count: number) => Array(count).fill("action.flag").join(" && ");
    expect(diagnose(flags(25), { nodes: 100 })).toEqual([]);
    expect(diagnose(flags(26), { nodes: 100 })).toEqual(["over-limit"]);
  });

  it("one expression under many aliases", () => {
    const rules = Array.from({ length: 20 }, (_, index) => {
      const when = index === 0 ? `&x ${JSON.stringify(Array(1000).fill("action.flag").join(" && "))}` : "*x";
      return `  - { id: r${index}, scope: { action: act }, effect: allow, when: ${when} }`;
    });
    const policy = `version: 1\nrules:\n${rules.join("\n")}\n`;
    const codes = (nodes: number) =>
      compile({ schema, policy }, { limits: { nodes } }).diagnostics.map(({ code }) => code);
    expect(codes(100_000)).toEqual([]);
    expect(codes(60_000)).toContain("over-limit");
  });
});

it("takes a long expression, and a deep one within the limit", () => {
  expect(diagnose(Array(20_000).fill("action.flag").join(" && "))).toEqual([]);
  expect(
    diagnose(`action.number in [${Array.from({ length: 20_000 }, (_, index) => index).join(",")}]`),
  ).toEqual([]);
  expect(diagnose(`${"(".repeat(64)}action.flag${")".repeat(64)}`)).toEqual([]);
  expect(diagnose(`${"!(".repeat(100)}action.flag${")".repeat(100)}`, { depth: 200 })).toEqual([]);
});

// cutsBySlot in 6-index/blocks.ts: what each test of a slot says is put beside what the others do, and not copied with it.
it("takes a rule of many tests on one field in proportion to them", () => {
  const time = (count: number) => {
    const when = Array(count).fill("action.flag").join(" && ");
    return processorTime(() => expect(diagnose(when)).toEqual([]));
  };
  expect(time(32_000)).toBeLessThan(8 * time(8_000));
});

it.each([
  "action.constructor == 1",
  "action.__proto__.flag",
  "action.toString()",
  "constructor",
  "__proto__.flag",
  "action.text.constructor('return 1')()",
  "action.text.hasOwnProperty('a')",
  "toString(action.text)",
  "hasOwnProperty",
  "valueOf",
  "action.flag\u202e && true",
  "action.flag \u0000",
  "action.flag\u00a0",
  "аction.flag",
  "action.flag;",
  "action.text == '\\ud800'",
  "action.text == '\\U00110000'",
  "action.number > 9007199254740993",
  "action.number > 1e999",
  "action.number > -0x20000000000001",
  "$action.flag",
  "{{action.flag}}",
])("refuses %j", (when) => {
  expect(diagnose(when)).toHaveLength(1);
});

it("neither throws nor hangs on whatever is put together out of its pieces", () => {
  const random = new Random(11);
  const pieces = [
    "action.flag",
    "action.number",
    "action.text",
    "snapshot",
    ".",
    "(",
    ")",
    "[",
    "]",
    ",",
    "!",
    "&&",
    "||",
  ];
  const more = [
    "==",
    "!=",
    "<",
    "in",
    "-",
    "1",
    "0x",
    "1.5e3",
    "'a'",
    '"',
    "'",
    "r'",
    '"""',
    "\\",
    "//",
    "\n",
    "has",
    "true",
  ];
  const others = [
    "contains",
    "between",
    "timestamp",
    "null",
    "?",
    ":",
    "{",
    "}",
    "+",
    "é",
    "😀",
    "\u0000",
    "b''",
    "5u",
    ".",
  ];
  const all = [...pieces, ...pieces, ...more, ...others];
  let whole = 0;
  for (let run = 0; run < 1000; run++) {
    const text = random.times(random.between(1, 14), () => random.pick(all)).join(random.pick(["", " "]));
    if (diagnose(text).length === 0) whole++;
  }
  expect(whole).toBeGreaterThan(0);
});

it("prints what it has parsed so that it parses to the same text again", () => {
  const random = new Random(12);
  const atoms = [
    "action.flag",
    "action.number > 1",
    "action.text in ['a']",
    "action.text.contains('a')",
    "(action.flag)",
  ];
  const make = (depth: number): string => {
    if (depth === 0) return random.pick(atoms);
    const part = () => make(depth - 1);
    return random.pick([
      `(${part()})`,
      `!(${part()})`,
      `(${part()}) && (${part()})`,
      `(${part()}) || (${part()})`,
      `(${part()}) && true`,
    ]);
  };
  const printed = (when: string) => {
    const policy = { version: 1, rules: [{ id: "a", scope: { action: "act" }, effect: "allow", when }] };
    const { documents, policy: whole } = analysed({ schema, policies: [policy] }, {});
    expect(whole, when).toBeDefined();
    return printCondition(documents.policies[0]!.rules[0]!.when!)!;
  };
  for (let run = 0; run < 100; run++) {
    const once = printed(make(random.between(1, 5)));
    expect(printed(once)).toBe(once);
  }
});
