import type { Diagnostic } from "actra";
import type { Node } from "../../../src/compiler/1-read/node.ts";
import { read } from "../../../src/compiler/1-read/read.ts";
import { Reporter } from "../../../src/diagnostics/reporter.ts";
import type { Span } from "../../../src/diagnostics/span.ts";
import { DOCUMENT_LIMITS } from "../../../src/language/limits.ts";
import { dataOf } from "../../../src/testing/written.ts";

export interface ReadInput {
  readonly data?: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a path such as `action.tags[3]` stands, or the last part of it that is there. */
  readonly spanOf: (path: string) => Span | undefined;
}

/** The input as YAML or JSON, read as strictly as documents are. */
export function readInput(text: string): ReadInput {
  const reporter = new Reporter(DOCUMENT_LIMITS.diagnostics);
  const root = read({ path: "input", text }, DOCUMENT_LIMITS, reporter);
  const { diagnostics, hasErrors } = reporter;
  if (root === undefined || hasErrors) return { diagnostics, spanOf: () => undefined };
  return { data: dataOf(root), diagnostics, spanOf: (path) => nodeAt(root, path).span };
}

function nodeAt(root: Node, path: string): Node {
  let node = root;
  for (const [part] of path.matchAll(/[^.[\]]+/g)) {
    const next = node.kind === "map" ? node.entries.get(part)?.value : itemOf(node, part);
    if (next === undefined) break;
    node = next;
  }
  return node;
}

function itemOf(node: Node, part: string): Node | undefined {
  return node.kind === "list" ? node.items[Number(part)] : undefined;
}
