import type { Node } from "../1-read/node.ts";
import { wrongKind } from "./expect.ts";
import type { Parsing } from "./parsing.ts";

const VERSION = 1;

/** Every document says which version of the language it is written in. */
export function checkVersion(node: Node, what: string, parsing: Parsing): undefined {
  if (node.kind !== "scalar" || typeof node.value !== "number")
    return wrongKind(node, what, `the number ${VERSION}`, parsing);
  if (node.value === VERSION) return undefined;
  return parsing.report(
    "unknown-version",
    node.span,
    `version ${node.value} is not known`,
    `this compiler knows version ${VERSION}`,
  );
}
