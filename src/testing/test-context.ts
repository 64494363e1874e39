import type { Entry, Node } from "../compiler/1-read/node.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { ExpectationNode, TestDocument, TestNode } from "./document.ts";
import type { Actions, PolicyFacts } from "./policy-facts.ts";
import { dataOf } from "./written.ts";

/** What the checks of a test file work with that look at the file alone. */
export interface FileContext {
  readonly document: TestDocument;
  readonly reporter: Reporter;
}

/** And those that ask whether the policy has what it names. */
export interface TestContext extends FileContext {
  readonly facts: PolicyFacts;
}

/** What the input of a test is made of, from the bottom up. */
export function layersOf({ use, input }: TestNode, { fixtures }: TestDocument): readonly Node[] {
  const used = use.flatMap(({ value }) => fixtures.get(value)?.value ?? []);
  return input === undefined ? used : [...used, input];
}

/** Each path that a test sets, with the values that it gets there. */
export function pathsOf({ vary = [], cases = [] }: TestNode): readonly SetPath[] {
  const varied = vary.map(({ path, values }) => ({ key: path.value, keySpan: path.span, values }));
  if (varied.length > 0) return varied;
  return cases.flatMap(({ when }) =>
    [...when.entries.values()].map(({ key, keySpan, value }) => ({ key, keySpan, values: [value] })),
  );
}

export type SetPath = Pick<Entry, "key" | "keySpan"> & { readonly values: readonly Node[] };

/** The declared actions that a test is about, if it is known to be about any. */
export function actionsOf(test: TestNode, { document, facts }: TestContext): Actions {
  const written = layersOf(test, document).findLast((layer) => typesIn(layer).length > 0);
  const types = [
    ...(written ? typesIn(written) : []),
    ...pathsOf(test).flatMap(({ key, values }) => {
      if (key === "action.type") return values;
      return key === "action" ? values.flatMap((value) => field(value, "type")) : [];
    }),
  ];
  const names = new Set(types.map(dataOf).filter((type) => typeof type === "string"));
  const declared = [...names].filter((name) => facts.hasAction(name));
  return declared.length > 0 ? declared : undefined;
}

function typesIn(input: Node): readonly Node[] {
  return field(input, "action").flatMap((action) => field(action, "type"));
}

function field(node: Node, name: string): readonly Node[] {
  const entry = node.kind === "map" ? node.entries.get(name) : undefined;
  return entry === undefined ? [] : [entry.value];
}

export function expectationsOf({ cases = [], expect }: TestNode): readonly ExpectationNode[] {
  const all = [...cases.map((written) => written.expect), expect];
  return all.filter((each) => each !== undefined);
}
