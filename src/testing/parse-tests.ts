import type { Entry, Node } from "../compiler/1-read/node.ts";
import { Entries } from "../compiler/2-parse/entries.ts";
import { expectList, expectText, wrongKind } from "../compiler/2-parse/expect.ts";
import { frozen } from "../compiler/2-parse/frozen.ts";
import type { Parsing } from "../compiler/2-parse/parsing.ts";
import { checkVersion } from "../compiler/2-parse/version.ts";
import type { Source } from "../diagnostics/span.ts";
import type { TestDocument, TestNode } from "./document.ts";
import { parseTest } from "./parse-test.ts";
import { TEST_FILE } from "./shapes.ts";

/** A test file, with the tests that are whole enough to be looked at. */
export function parseTests(root: Node, source: Source, parsing: Parsing): TestDocument | undefined {
  const entries = Entries.of(root, TEST_FILE, parsing);
  if (entries === undefined) return undefined;
  entries.get("version", (node, what) => checkVersion(node, what, parsing));
  entries.get("description", (node, what) => expectText(node, what, parsing));
  return frozen<TestDocument>({
    source,
    policyHash: entries.get("policy_hash", (node, what) => expectText(node, what, parsing)),
    fixtures: entries.get("fixtures", (node, what) => parseFixtures(node, what, parsing)) ?? new Map(),
    tests: entries.get("tests", (node, what) => parseList(node, what, parsing)) ?? [],
  });
}

function parseFixtures(node: Node, what: string, parsing: Parsing): ReadonlyMap<string, Entry> | undefined {
  if (node.kind === "map") return node.entries;
  return wrongKind(node, what, "a map from names to inputs", parsing);
}

function parseList(node: Node, what: string, parsing: Parsing): readonly TestNode[] | undefined {
  const items = expectList(node, what, parsing);
  if (items?.length === 0) parsing.report("tests-nothing", node.span, "the file has no test");
  return items?.map((item) => parseTest(item, parsing)).filter((test) => test !== undefined);
}
