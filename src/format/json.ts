import { textOfData } from "../compiler/1-read/data-text.ts";
import type { Node } from "../compiler/1-read/node.ts";
import { read } from "../compiler/1-read/read.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/span.ts";
import type { DocumentLimits } from "../language/limits.ts";

// JSON stays JSON: a program may read it that knows no YAML.

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A YAML document as JSON. */
export function jsonOf(source: Source, limits: DocumentLimits, reporter: Reporter): string {
  const root = read(source, limits, reporter);
  if (root === undefined) return source.text;
  return `${textOfData(source.path, dataOf(root) as object, limits, reporter)?.text}\n`;
}

function dataOf(node: Node): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(dataOf);
  if (node.kind === "broken") return undefined;
  return Object.fromEntries([...node.entries.values()].map(({ key, value }) => [key, dataOf(value)]));
}
