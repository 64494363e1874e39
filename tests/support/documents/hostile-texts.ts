// Texts that are made to hang, exhaust or mislead whoever reads them, each within the limit of 4 MiB unless it says so.

export interface HostileText {
  readonly make: () => string;
  /** The code that is reported first; absent when the text is a valid policy. */
  readonly code?: string;
  /** Others that may be reported beside it. */
  readonly also?: readonly string[];
  /** Run `yaml` on it too: it takes it well, and our time must not be more than twice as long. */
  readonly comparable?: true;
}

const FOUR_MIB = 4 * 1024 * 1024;
/** Enough to be far above every cap. */
const HALF_MIB = FOUR_MIB / 8;
/** Enough to be slow, had it to be gone through once for each of its parts. */
const QUARTER_MIB = FOUR_MIB / 16;
/** Enough to measure, where all of it is read. */
const MIB = FOUR_MIB / 4;
const VALID = "version: 1\nrules: []\n";
const RULE = "version: 1\nrules:\n  - id: a\n    scope: { global: true }\n    effect: block\n    when: ";

function repeated(piece: string, size = FOUR_MIB): string {
  return piece.repeat(Math.floor(size / piece.length));
}

function lines(makeLine: (index: number) => string, start = "", size = FOUR_MIB): string {
  const parts = [start];
  for (let length = start.length, index = 0; ; index++) {
    const line = makeLine(index);
    length += line.length;
    if (length > size) return parts.join("");
    parts.push(line);
  }
}

function wrapped(start: string, piece: string, end = "", size = FOUR_MIB): string {
  return start + repeated(piece, size - start.length - end.length) + end;
}

function overLimit(make: () => string): HostileText {
  return { make, code: "over-limit" };
}

function syntax(make: () => string): HostileText {
  return { make, code: "yaml-syntax" };
}

const NAMED_ATOM =
  "{ subject: { domain: action, field: type }, operator: starts_with, value: { literal: a } }";

export const HOSTILE_TEXTS: Readonly<Record<string, HostileText>> = {
  // too deep
  "4 MiB of [": overLimit(() => repeated("[")),
  "4 MiB of {": overLimit(() => repeated("{")),
  "4 MiB of [{": overLimit(() => repeated("[{")),
  "4 MiB of dashes": overLimit(() => repeated("- ")),
  "4 MiB of question marks": { make: () => repeated("? "), code: "explicit-key", also: ["over-limit"] },
  "4 MiB of colons": overLimit(() => repeated(": ")),
  "keys inside keys": overLimit(() => lines((index) => `${" ".repeat(index)}k:\n`)),
  "keys beside keys": overLimit(() => wrapped("a: ", "b: ")),
  "lines that each go deeper by mistake": overLimit(() => repeated("a: b:\n")),
  "pairs in lists": overLimit(() => repeated("[a: ")),

  "parentheses in an expression": overLimit(() => wrapped(`${RULE}action.type == `, "(")),
  "negations in an expression": overLimit(() => wrapped(`${RULE}"`, "!", '"')),

  // expressions
  "an expression of 4 MiB": {
    make: () => wrapped(RULE, 'action.type == "a" && ', 'action.type == "a"'),
    code: "over-limit",
  },
  "an expression of half a MiB": {
    make: () => wrapped(RULE, 'action.type == "a" && ', 'action.type == "a"', HALF_MIB),
    code: "unknown-action",
  },
  "an expression of one list": {
    make: () => wrapped(`${RULE}action.type in [`, '"a", ', "]", HALF_MIB),
    code: "unknown-action",
  },
  "an expression of one path": overLimit(() => wrapped(`${RULE}action`, ".a", "", HALF_MIB)),
  "an expression of one text": {
    make: () => wrapped(`${RULE}action.type == '`, "\\n", "", MIB),
    code: "expression-syntax",
  },
  "an expression of comments": {
    make: () => wrapped(`${RULE}|\n`, "      //\n", "", MIB),
    code: "expression-syntax",
  },
  "an expression of escapes": {
    make: () => wrapped(`${RULE}"`, "\\u0020", '"', MIB),
    code: "expression-syntax",
  },

  // too much
  "more bytes than a file may have": overLimit(() => `${VALID}# ${"x".repeat(5_000_000)}\n`),
  "a list of two million": overLimit(() => wrapped("[", "a,", "]")),
  "a list of commas": overLimit(() => wrapped("[", ",", "]")),
  "a list of colons": overLimit(() => wrapped("[", ": ", "]")),
  "two million blank keys": overLimit(() => repeated(":\n")),
  "a million aliases": overLimit(() => lines(() => "- *a\n", "- &a 1\n")),
  "lists as keys": overLimit(() => repeated("[a]: 1\n")),
  "aliases that double": overLimit(() =>
    lines((index) => `- &a${index + 1} [*a${index}, *a${index}]\n`, "- &a0 x\n", 2000),
  ),
  "aliases that multiply nodes": overLimit(
    () => `a: &a [${"1,".repeat(50_000)}]\nb: [${"*a,".repeat(30)}]\n`,
  ),
  "aliases that multiply depth": overLimit(() =>
    lines((index) => `- &a${index + 1} {x: {x: {x: *a${index}}}}\n`, "- &a0 x\n", 1000),
  ),

  // as much as is allowed
  "nearly 400,000 nodes": { make: () => repeated("- &a 1\n", 7 * 399_000), code: "wrong-kind" },

  // wrong, all the way
  "4 MiB of ]": syntax(() => repeated("]")),
  "4 MiB of single quotes": syntax(() => repeated("'\n")),
  "4 MiB of escapes that are none": syntax(() => wrapped('a: "', "\\q", '"')),
  "an open quote": syntax(() => wrapped('a: "', "x\n")),
  "comments that need a space": syntax(() => repeated('"a"#\n')),
  "a list of question marks": {
    make: () => wrapped("[", "? ", "]", QUARTER_MIB),
    code: "explicit-key",
    also: ["yaml-syntax"],
  },
  "anchors on one node": syntax(() => repeated("&a ", QUARTER_MIB)),
  "headers that are none": syntax(() => repeated("- |9999\n", QUARTER_MIB)),
  "text after text": syntax(() => wrapped("a: ", '"b" ', "", QUARTER_MIB)),
  "text that cannot be plain": syntax(() => repeated("- @a\n", QUARTER_MIB)),
  "a flow list over lines that end it": syntax(() => repeated("a: [b\n", QUARTER_MIB)),
  "block text in flow": syntax(() => wrapped("[", "a b: c: d,", "]", QUARTER_MIB)),
  "tabs as indentation": {
    make: () => lines(() => "\tb: 1\n", "a:\n", QUARTER_MIB),
    code: "tab-indentation",
  },
  tags: { make: () => repeated("!a ", QUARTER_MIB), code: "explicit-tag", also: ["empty-document"] },
  "one tag of 4 MiB": { make: () => repeated("!"), code: "explicit-tag", also: ["empty-document"] },
  directives: { make: () => repeated("%a\n", QUARTER_MIB), code: "yaml-directive" },
  "two million documents": {
    make: () => repeated("---\n"),
    code: "second-document",
    also: ["empty-document"],
  },
  "4 MiB of carriage returns": { make: () => repeated("\r"), code: "forbidden-character" },
  "4 MiB of null characters": { make: () => repeated("\0"), code: "forbidden-character" },
  "50,000 duplicate keys": { make: () => VALID + "rules: []\n".repeat(50_000), code: "duplicate-key" },
  "unknown keys that are nearly right": {
    make: () => lines((index) => `descriptio_${index}: 1\n`, VALID, QUARTER_MIB),
    code: "unknown-key",
  },
  "rules that are wrong": {
    make: () => lines(() => "- { id: a b, efect: deny, scope: x }\n", "version: 1\nrules:\n", QUARTER_MIB),
    code: "bad-name",
    also: ["unknown-key", "missing-key", "wrong-kind"],
  },
  "conditions that double": {
    make: () =>
      lines(
        (index) => `  c${index + 1}: { all: [{ condition: c${index} }, { condition: c${index} }] }\n`,
        `version: 1\nrules: [{ id: r, scope: { global: true }, effect: block, when: { condition: c30 } }]\nconditions:\n  c0: ${NAMED_ATOM}\n`,
        2500,
      ),
    code: "too-much-expansion",
    also: ["unused-name"],
  },
  "a chain of conditions": {
    make: () =>
      `${lines(
        (index) => `  c${index}: { condition: c${index + 1} }\n`,
        `version: 1\nrules: [{ id: r, scope: { global: true }, effect: block, when: { condition: c0 } }]\nconditions:\n`,
        HALF_MIB,
      )}  end: ${NAMED_ATOM}\n`,
    code: "unknown-condition",
    also: ["too-much-expansion"],
  },
  "a circle of conditions": {
    make: () =>
      `${lines(
        (index) => `  c${index + 1}: { condition: c${index} }\n`,
        "version: 1\nrules: []\nconditions:\n",
        HALF_MIB,
      )}  c0: { any: [{ condition: c5000 }, { condition: c10000 }] }\n`,
    code: "condition-cycle",
  },
  "conditions that all lead back": {
    make: () =>
      lines(
        (index) =>
          `  c${index}: { any: [{ condition: c0 }, { condition: c${index + 1} }, { condition: c${index >> 1} }] }\n`,
        "version: 1\nrules: []\nconditions:\n",
        QUARTER_MIB,
      ),
    code: "condition-cycle",
    also: ["unknown-condition"],
  },
  "names that are nearly right": {
    make: () =>
      lines(
        (index) =>
          `- { id: r${index}, scope: { global: true }, effect: block, when: { condition: lagre${index} } }\n`,
        `version: 1\nconditions: { large: ${NAMED_ATOM} }\nrules:\n`,
        QUARTER_MIB,
      ),
    code: "unknown-condition",
  },
  "names that objects have": {
    make: () => "__proto__: { rules: [] }\nconstructor: 1\nversion: 1\nrules: []\ntoString: 2\n",
    code: "unknown-key",
  },

  // nothing wrong, and long
  "a MiB of comments": { make: () => lines(() => "# comment\n", VALID, MIB), comparable: true },
  "one comment of 4 MiB": { make: () => wrapped(`${VALID}#`, "x"), comparable: true },
  "comments under a block text after blank lines": {
    make: () => `description: |\n  x\n${"\n".repeat(8_000)}${" #\n".repeat(8_000)}${VALID}`,
    comparable: true,
  },
  "comments indented as nothing is": {
    make: () => lines(() => "   # x\n", "description: >\n  x\n", QUARTER_MIB) + VALID,
    comparable: true,
  },
  "blank lines": { make: () => wrapped(VALID, "\n", "", QUARTER_MIB), comparable: true },
  "blank lines with spaces": { make: () => wrapped(VALID, " \n", "", QUARTER_MIB), comparable: true },
  "a MiB of spaces": { make: () => wrapped(VALID, " ", "", MIB), comparable: true },
  "a MiB of tabs": { make: () => wrapped(VALID, "\t", "\n", MIB), comparable: true },
  "plain text of 4 MiB": { make: () => wrapped(`${VALID}description: `, "x"), comparable: true },
  "plain text of half a million words": {
    make: () => wrapped(`${VALID}description: `, "x ", "", MIB),
    comparable: true,
  },
  "plain text over many lines": {
    make: () => wrapped(`${VALID}description: x`, "\n x", "", MIB),
    comparable: true,
  },
  "single quotes": { make: () => wrapped(`${VALID}description: '`, "''", "'", MIB), comparable: true },
  "double quotes": { make: () => wrapped(`${VALID}description: "`, "\\u0041", '"', MIB), comparable: true },
  "double quotes over many lines": {
    make: () => wrapped(`${VALID}description: "`, "x\n ", '"', MIB),
    comparable: true,
  },
  "literal text of many lines": {
    make: () => wrapped(`${VALID}description: |\n`, " x\n", "", MIB),
    comparable: true,
  },
  "literal text of blank lines": {
    make: () => wrapped(`${VALID}description: |+\n`, "\n", "", MIB),
    comparable: true,
  },
  "folded text of many lines": {
    make: () => wrapped(`${VALID}description: >\n`, " x\n", "", MIB),
    comparable: true,
  },
};
