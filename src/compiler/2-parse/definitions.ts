import type { Entry, Node } from "../1-read/node.ts";
import type { ConditionDefinition, ListDefinition, LiteralList, Text } from "./ast.ts";
import { parseCondition } from "./condition.ts";
import { expectList, wrongKind } from "./expect.ts";
import { frozen } from "./frozen.ts";
import { parseLiteral } from "./literal.ts";
import { CONDITION_NAMING, LIST_NAMING, type Naming, nameOf } from "./names.ts";
import type { Parsing } from "./parsing.ts";

// What a policy gives names to, so that rules can say it by name. A definition whose value is broken keeps its name:
// the rules that use it are right.

/** `conditions: { large: … }` */
export function parseConditions(
  node: Node,
  what: string,
  parsing: Parsing,
): ConditionDefinition[] | undefined {
  return parseNamed(node, what, CONDITION_NAMING, parsing, (name, value) =>
    frozen<ConditionDefinition>({ name, condition: parseCondition(value, `\`${name.value}\``, parsing) }),
  );
}

/** `lists: { eu: [DE, FR] }` */
export function parseLists(node: Node, what: string, parsing: Parsing): ListDefinition[] | undefined {
  return parseNamed(node, what, LIST_NAMING, parsing, (name, value) =>
    frozen<ListDefinition>({ name, list: parseList(value, `\`${name.value}\``, parsing) }),
  );
}

function parseNamed<T>(
  node: Node,
  what: string,
  naming: Naming,
  parsing: Parsing,
  parse: (name: Text, value: Node) => T,
): T[] | undefined {
  if (node.kind !== "map") return wrongKind(node, what, "a map by name", parsing);
  const define = (entry: Entry): T[] => {
    const name = nameOf(entry, naming, parsing);
    return name === undefined ? [] : [parse(name, entry.value)];
  };
  return [...node.entries.values()].flatMap(define);
}

function parseList(node: Node, what: string, parsing: Parsing): LiteralList | undefined {
  if (expectList(node, what, parsing) === undefined) return undefined;
  return parseLiteral(node, what, parsing) as LiteralList | undefined;
}
