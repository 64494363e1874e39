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
const VALID = "version: 1\nrules: []\n";

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

function wrapped(start: string, piece: string, end = ""): string {
  return start + repeated(piece, FOUR_MIB - start.length - end.length) + end;
}

function overLimit(make: () => string): HostileText {
  return { make, code: "over-limit" };
}

function syntax(make: () => string, ...also: string[]): HostileText {
  return { make, code: "yaml-syntax", also };
}

export const HOSTILE_TEXTS: Readonly<Record<string, HostileText>> = {
  // too deep
  "4 MiB of [": overLimit(() => repeated("[")),
  "4 MiB of {": overLimit(() => repeated("{")),
  "4 MiB of [{": overLimit(() => repeated("[{")),
  "4 MiB of dashes": overLimit(() => repeated("- ")),
  "4 MiB of question marks": overLimit(() => repeated("? ")),
  "4 MiB of colons": overLimit(() => repeated(": ")),
  "keys inside keys": overLimit(() => lines((index) => `${" ".repeat(index)}k:\n`)),
  "keys beside keys": overLimit(() => wrapped("a: ", "b: ")),
  "lines that each go deeper by mistake": overLimit(() => repeated("a: b:\n")),
  "pairs in lists": overLimit(() => repeated("[a: ")),

  // too much
  "a list of two million": overLimit(() => wrapped("[", "a,", "]")),
  "a list of commas": overLimit(() => wrapped("[", ",", "]")),
  "a list of colons": overLimit(() => wrapped("[", ": ", "]")),
  "a million keys without values": overLimit(() => repeated("a:\n")),
  "two million blank keys": overLimit(() => repeated(":\n")),
  "two million blank items": overLimit(() => repeated("-\n")),
  "a million anchors": overLimit(() => repeated("- &a 1\n")),
  "a million aliases": overLimit(() => lines(() => "- *a\n", "- &a 1\n")),
  "lists as keys": overLimit(() => repeated("[a]: 1\n")),
  "more bytes than a file may have": overLimit(() => `${VALID}# ${"x".repeat(5_000_000)}\n`),
  "aliases that double": overLimit(() =>
    lines((index) => `- &a${index + 1} [*a${index}, *a${index}]\n`, "- &a0 x\n", 2000),
  ),
  "aliases that multiply nodes": overLimit(() => {
    const list = (name: string, items: string) => `${name}: &${name} [${items}]\n`;
    const big = list("a", repeated("1,", 100_000));
    return big + list("b", "*a,".repeat(30));
  }),

  // wrong, in every line
  "a list of question marks": syntax(() => wrapped("[", "? ", "]")),
  "4 MiB of ]": syntax(() => repeated("]")),
  "4 MiB of single quotes": syntax(() => repeated("'\n")),
  "4 MiB of escapes that are none": syntax(() => wrapped('a: "', "\\q", '"')),
  "a million anchors on one node": syntax(() => repeated("&a ")),
  "comments that need a space": syntax(() => repeated('"a"#\n')),
  "headers that are none": syntax(() => repeated("- |9999\n")),
  "text after text": syntax(() => wrapped("a: ", '"b" ')),
  "600,000 errors": syntax(() => repeated("- @a\n", 3_000_000)),
  "an open quote": syntax(() => wrapped('a: "', "x\n"), "tab-indentation"),
  "a flow list over lines that end it": syntax(() => repeated("a: [b\n", 3_000_000)),
  "block text in flow": syntax(() => wrapped("[", "a b: c: d,", "]")),
  "tabs as indentation": { make: () => lines(() => "\tb: 1\n", "a:\n", 3_000_000), code: "tab-indentation" },
  "4 MiB of tags": {
    make: () => repeated("!a "),
    code: "explicit-tag",
    also: ["yaml-syntax", "empty-document", "wrong-kind"],
  },
  "one tag of 4 MiB": {
    make: () => repeated("!"),
    code: "explicit-tag",
    also: ["yaml-syntax", "empty-document", "wrong-kind"],
  },
  "a million directives": { make: () => repeated("%a\n"), code: "yaml-directive", also: ["empty-document"] },
  "two million documents": {
    make: () => repeated("---\n"),
    code: "second-document",
    also: ["empty-document"],
  },
  "4 MiB of carriage returns": { make: () => repeated("\r"), code: "forbidden-character" },
  "4 MiB of null characters": { make: () => repeated("\0"), code: "forbidden-character" },
  "100,000 duplicate keys": {
    make: () => VALID + "rules: []\n".repeat(100_000),
    code: "duplicate-key",
  },
  "100,000 unknown keys": {
    make: () => lines((index) => `key_${index}: 1\n`, VALID, 1_600_000),
    code: "unknown-key",
  },
  "100,000 unknown keys that are nearly right": {
    make: () => lines((index) => `descriptio_${index}: 1\n`, VALID, 2_000_000),
    code: "unknown-key",
  },
  "60,000 rules that are wrong": {
    make: () => lines(() => "- { id: a b, efect: deny, scope: x }\n", "version: 1\nrules:\n", 2_200_000),
    code: "bad-name",
    also: ["unknown-key", "missing-key", "wrong-kind"],
  },
  "names that objects have": {
    make: () => "__proto__: { rules: [] }\nconstructor: 1\nversion: 1\nrules: []\ntoString: 2\n",
    code: "unknown-key",
  },

  // nothing wrong, and long
  "4 MiB of comments": { make: () => lines(() => "# comment\n", VALID), comparable: true },
  "one comment of 4 MiB": { make: () => wrapped(`${VALID}#`, "x"), comparable: true },
  "comments under a block text after blank lines": {
    make: () => lines(() => " #\n", `description: |\n  x\n${"\n".repeat(40_000)}`, 120_000) + VALID,
    comparable: true,
  },
  "comments indented as nothing is": {
    make: () => lines(() => "   # x\n", "description: >\n  x\n") + VALID,
    comparable: true,
  },
  "4 MiB of blank lines": { make: () => wrapped(VALID, "\n"), comparable: true },
  "4 MiB of blank lines with spaces": { make: () => wrapped(VALID, " \n"), comparable: true },
  "4 MiB of spaces": { make: () => wrapped(VALID, " "), comparable: true },
  "4 MiB of tabs": { make: () => wrapped(VALID, "\t", "\n"), comparable: true },
  "plain text of 4 MiB": { make: () => wrapped(`${VALID}description: `, "x"), comparable: true },
  "plain text of a million words": { make: () => wrapped(`${VALID}description: `, "x "), comparable: true },
  "plain text over a million lines": {
    make: () => wrapped(`${VALID}description: x`, "\n x"),
    comparable: true,
  },
  "single quotes": { make: () => wrapped(`${VALID}description: '`, "''", "'"), comparable: true },
  "double quotes": { make: () => wrapped(`${VALID}description: "`, "\\u0041", '"'), comparable: true },
  "double quotes over a million lines": {
    make: () => wrapped(`${VALID}description: "`, "x\n ", '"'),
    comparable: true,
  },
  "literal text of a million lines": {
    make: () => wrapped(`${VALID}description: |\n`, " x\n"),
    comparable: true,
  },
  "literal text of blank lines": { make: () => wrapped(`${VALID}description: |+\n`, "\n"), comparable: true },
  "folded text of a million lines": {
    make: () => wrapped(`${VALID}description: >\n`, " x\n"),
    comparable: true,
  },
};
