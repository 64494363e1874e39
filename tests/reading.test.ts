import fc from "fast-check";
import { expect, it } from "vitest";
import { type Document, parseDocument } from "yaml";
import type { Node } from "../src/compiler/1-read/node.ts";
import { read } from "../src/compiler/1-read/read.ts";
import { Reporter } from "../src/diagnostics/reporter.ts";
import { DOCUMENT_LIMITS } from "../src/language/limits.ts";
import { verbosePolicy } from "./support/documents/verbose-policy.ts";

// Our reader drops comments, blank lines and most spaces before `yaml` parses, and builds its own tree. Whatever
// text it is given, it must find an error where `yaml` finds one, and otherwise read what `yaml` reads.

/** What we refuse, and `yaml` may accept. */
const REFUSED = new Set([
  "explicit-tag",
  "explicit-key",
  "yaml-directive",
  "second-document",
  "unresolved-alias",
  "alias-cycle",
  "key-is-not-text",
  "duplicate-key",
  "unsafe-integer",
  "not-finite",
  "forbidden-character",
  "empty-document",
]);

/** Where YAML is clear and `yaml` lenient. */
const STRICTER = /a comment needs a space|none has begun/;

function compare(text: string, outcomes: Map<string, number>): void {
  const reporter = new Reporter();
  const tree = read({ path: "policy", text }, DOCUMENT_LIMITS, reporter);
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: "error" });
  const outcome = reporter.hasErrors ? "errors" : "tree";
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (reporter.hasErrors) expect(isClean(document) ? unexplained(reporter) : [], text).toEqual([]);
  else {
    expect(isFaulty(document, text), text).toBe(false);
    expect(contentOf(tree!), text).toEqual(document.toJS({ mapAsMap: true, maxAliasCount: -1 }));
  }
}

function unexplained({ diagnostics }: Reporter): string[] {
  const odd = diagnostics.filter(({ code, message }) => !REFUSED.has(code) && !STRICTER.test(message));
  return odd.map(({ message }) => message);
}

function isClean({ errors, warnings }: Document): boolean {
  return errors.length + warnings.length === 0;
}

/**
 * Not by a tab on an otherwise blank line, which is white space like any; nor by a comment where a line begins; nor
 * by many blank lines between an empty value and a key, which `yaml` takes for a key of that length.
 */
function isFaulty({ errors, warnings }: Document, text: string): boolean {
  const isBlank = (at: number) => /^\s*$/.test(text.slice(at).split("\n", 1)[0]!);
  const faults = errors.filter(({ code, message, pos }) => {
    if (message.startsWith("Comments must be separated")) return !/\s/.test(text[pos[0] - 1] ?? " ");
    if (code === "KEY_OVER_1024_CHARS")
      return text[pos[0]] === ":" || text.indexOf(":", pos[0]) - pos[0] > 1000;
    return code !== "TAB_AS_INDENT" || !isBlank(pos[0]);
  });
  return faults.length + warnings.length > 0;
}

function contentOf(node: Node): unknown {
  if (node.kind === "list") return node.items.map(contentOf);
  if (node.kind === "scalar") return node.value;
  if (node.kind === "broken") throw new Error("a broken node, and no error");
  return new Map([...node.entries.values()].map(({ key, value }) => [key, contentOf(value)]));
}

/** `yaml` does not let a key be longer than 1,024 characters, and must not take what stands before it for the key. */
const FAR = " ".repeat(1100);

const PIECES =
  `a: 1|- x|- |key:|"q|"q"|'s'|'|[|]|{|}|,|: |? |&a |*a|&b|*b |# c| # c|text|two words|\t|true|1.5|~|%|@|!t | |  |\r\n|\r\n  |- - |a: b: c|[a, b]|{ x: y }|''|<<: |? a|0x1F|0o17|1e3|-.5|+5|1.|TRUE|Null|.INF|.|-|0b1|1_0`
    .split("|")
    .concat(
      "|\n",
      ">\n",
      "|-\n",
      "|2\n",
      ">+\n",
      "---\n",
      "...\n",
      '"x\\n y"',
      "key: |\n   lit\n  less\n",
      "a:\n  b:\n",
    )
    .concat(
      "\n",
      "\n",
      "\n",
      "\n  ",
      "\n  ",
      "\n    ",
      "\n      ",
      "\n- ",
      "\n  - ",
      "\nb: ",
      "\n  c: ",
      "\n    d: ",
    )
    .concat("\n  # c\n", "\n# c\n", "\n\n\n", "-\n", "\n\t", "? a\n: b\n")
    .concat(FAR, `\n# ${FAR}x\n`, ` # ${FAR}x\n`, "\n".repeat(1100));

it("reads any heap of YAML's pieces as `yaml` does", { timeout: 60_000 }, () => {
  const outcomes = new Map<string, number>();
  const heaps = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(heaps, (pieces) => compare(pieces.join(""), outcomes)),
    { numRuns: 7000, seed: 7, endOnFailure: true },
  );
  expect(outcomes.get("tree")).toBeGreaterThan(500);
});

it("reads a policy with some characters changed as `yaml` does", { timeout: 60_000 }, () => {
  const outcomes = new Map<string, number>();
  const policy = verbosePolicy(2).replaceAll("    scope:", "    # a comment\n\n    scope: # another");
  const place = fc.nat(policy.length);
  const inserted = fc.constantFrom(...PIECES, "");
  const edits = fc.array(fc.tuple(place, fc.nat(3), inserted), { minLength: 1, maxLength: 3 });
  const edit = (text: string, [at, gone, piece]: [number, number, string]) =>
    text.slice(0, at) + piece + text.slice(at + gone);
  fc.assert(
    fc.property(edits, (changes) => compare(changes.reduce(edit, policy), outcomes)),
    { numRuns: 2000, seed: 7, endOnFailure: true },
  );
  expect(outcomes.get("tree")).toBeGreaterThan(250);
});
