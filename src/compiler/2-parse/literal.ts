import type { Node } from "../1-read/node.ts";
import type { LiteralNode, LiteralScalar } from "./ast.ts";
import { wrongKind } from "./expect.ts";
import { unbroken } from "./frozen.ts";
import type { Parsing } from "./parsing.ts";

/** A scalar, or a list of them. */
export function parseLiteral(node: Node, what: string, parsing: Parsing): LiteralNode | undefined {
  if (node.kind !== "list")
    return parseLiteralScalar(node, what, parsing, "text, a number, true, false, or a list of them");
  const items = unbroken(node.items.map((item) => parseLiteralScalar(item, `an item of ${what}`, parsing)));
  return items && Object.freeze({ kind: "list", items, span: node.span });
}

export function parseLiteralScalar(
  node: Node,
  what: string,
  parsing: Parsing,
  expected = "text, a number, true or false",
): LiteralScalar | undefined {
  if (node.kind !== "scalar" || node.value === null) return wrongKind(node, what, expected, parsing);
  const { value, span } = node;
  return Object.freeze({ kind: "scalar", value, span });
}
