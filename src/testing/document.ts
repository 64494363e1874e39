import type { Entry, MapNode, Node } from "../compiler/1-read/node.ts";
import type { Text } from "../compiler/2-parse/ast.ts";
import type { Source, Span } from "../diagnostics/span.ts";
import type { Expectation } from "./expectation.ts";

// A test file as its author wrote it. Frozen. Inputs stay nodes, since they are data that only the schema can judge.

export interface TestDocument {
  readonly source: Source;
  readonly policyHash?: Text;
  readonly fixtures: ReadonlyMap<string, Entry>;
  readonly tests: readonly TestNode[];
}

export interface TestNode {
  readonly name: Text;
  readonly use: readonly Text[];
  readonly input?: Node;
  readonly vary?: readonly Variation[];
  readonly cases?: readonly CaseNode[];
  /** Where the cases begin, to point at what they lack. */
  readonly casesSpan?: Span;
  readonly expect?: ExpectationNode;
  /** Nothing in it was left out for being broken. */
  readonly isWhole: boolean;
}

/** A path and the values that it takes. */
export interface Variation {
  readonly path: Text;
  readonly values: readonly Node[];
}

export interface CaseNode {
  readonly when: MapNode;
  readonly expect?: ExpectationNode;
  readonly span: Span;
}

export interface ExpectationNode {
  readonly value: Expectation;
  /** The rules and paths that it names, with their places. */
  readonly rules: readonly Text[];
  readonly paths: readonly Text[];
  readonly span: Span;
}
