import type { Node } from "../1-read/node.ts";
import { wrongKind } from "./expect.ts";
import type { Parsing } from "./parsing.ts";

const VERSION = 1;

/** For documents that do not say it. */
export const WITHOUT_VERSION = { version: `write \`version: ${VERSION}\` as the first line` };

/** Every document says which version of the language it is written in. */
export function checkVersion(node: Node, what: string, parsing: Parsing): undefined {
  if (node.kind !== "scalar" || typeof node.value !== "number")
    return wrongKind(node, what, `the number ${VERSION}`, parsing, `write \`version: ${VERSION}\``);
  if (node.value === VERSION) return undefined;
  return parsing.report(
    "unknown-version",
    node.span,
    `version ${node.value} is not known`,
    `this compiler knows version ${VERSION}`,
  );
}
