import type { Span } from "../../diagnostics/span.ts";

// A document as a tree: what YAML says, and nothing yet about what it means. A node that aliases stand for is one object in
// several places. Nothing of it leaves the compiler, so it is not frozen, which would take a tenth of a compile's time.

export type Node = MapNode | ListNode | ScalarNode | BrokenNode;

export interface MapNode {
  readonly kind: "map";
  /** In the order of the document, each key once. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly span: Span;
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
}

export interface ListNode {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly span: Span;
}

/** Text is well formed, a number is finite, and safe where it is written as an integer; there is no −0. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** Of a value left blank: its key. */
  readonly span: Span;
}

/** What has been reported already; nothing more is to be said about it. */
export interface BrokenNode {
  readonly kind: "broken";
  readonly span: Span;
}
