import type { Node } from "../compiler/1-read/node.ts";
import type { Text } from "../compiler/2-parse/ast.ts";
import { Entries } from "../compiler/2-parse/entries.ts";
import { expectFilledList, expectFilledText, expectList, wrongKind } from "../compiler/2-parse/expect.ts";
import { frozen } from "../compiler/2-parse/frozen.ts";
import type { Parsing } from "../compiler/2-parse/parsing.ts";
import type { CaseNode, TestNode, Variation } from "./document.ts";
import { parseExpectation } from "./parse-expectation.ts";
import { CASE, TEST } from "./shapes.ts";

/** One test, of which what is broken is left out: a file with anything broken does not run. */
export function parseTest(node: Node, parsing: Parsing): TestNode | undefined {
  const errors = parsing.errors;
  const entries = Entries.of(node, TEST, parsing);
  if (entries === undefined) return undefined;
  const name = entries.get("name", (value, what) => expectFilledText(value, what, parsing));
  const test = {
    use: entries.get("use", (value, what) => parseUse(value, what, parsing)) ?? [],
    input: entries.get("input", (value) => value),
    vary: entries.get("vary", (value, what) => parseVary(value, what, parsing)),
    cases: entries.get("cases", (value, what) => parseCases(value, what, entries, parsing)),
    casesSpan: entries.present(["cases"])[0]?.keySpan,
    expect: entries.get("expect", (value) => parseExpectation(value, parsing)),
  };
  if (!entries.has("expect") && !entries.has("cases")) reportNoExpectation(entries, "a test", parsing);
  return name && frozen<TestNode>({ name, ...test, isWhole: parsing.errors === errors });
}

function parseUse(node: Node, what: string, parsing: Parsing): readonly Text[] | undefined {
  const items = expectList(node, what, parsing);
  return items
    ?.map((item) => expectFilledText(item, "the name of a fixture", parsing))
    .filter((name) => name !== undefined);
}

function parseVary(node: Node, what: string, parsing: Parsing): readonly Variation[] | undefined {
  if (node.kind !== "map") return wrongKind(node, what, "a map from paths to lists of values", parsing);
  if (node.entries.size === 0) parsing.report("tests-nothing", node.span, `${what} is empty`);
  return [...node.entries.values()].flatMap(({ key, keySpan, value }) => {
    const values = expectFilledList(value, `\`${key}\``, parsing);
    return values ? [Object.freeze({ path: { value: key, span: keySpan }, values })] : [];
  });
}

function parseCases(
  node: Node,
  what: string,
  test: Entries,
  parsing: Parsing,
): readonly CaseNode[] | undefined {
  const items = expectFilledList(node, what, parsing);
  return items?.map((item) => parseCase(item, test, parsing)).filter((written) => written !== undefined);
}

function parseCase(node: Node, test: Entries, parsing: Parsing): CaseNode | undefined {
  const entries = Entries.of(node, CASE, parsing);
  if (entries === undefined) return undefined;
  const when = entries.get("when", (value, what) =>
    value.kind === "map" ? value : wrongKind(value, what, "a map from paths to values", parsing),
  );
  const expect = entries.get("expect", (value) => parseExpectation(value, parsing));
  if (!entries.has("expect") && !test.has("expect")) reportNoExpectation(entries, "a case", parsing);
  return when && frozen<CaseNode>({ when, expect, span: entries.place });
}

function reportNoExpectation({ place }: Entries, what: string, parsing: Parsing): void {
  const help = what === "a case" ? "its test has none for it to fall back on" : "write what has to come out";
  parsing.report("missing-key", place, `\`expect\` is missing in ${what}`, help);
}
