import { type Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { resolvePlain } from "../compiler/1-read/plain.ts";
import { numberText } from "../compiler/2-parse/expression/print-term.ts";
import type { Structured } from "./structured.ts";

// Nodes for what has none yet. Maps and lists are meant for one line; conditions inside of one another are not.

const HOLDS_CONDITIONS = /^(?:all|any|not)$/;

export function nodeOf(data: Structured): Node {
  if (isList(data)) return listOf(data);
  return typeof data === "object" ? mapOf(Object.entries(data)) : scalarOf(data);
}

function isList(data: Structured): data is readonly Structured[] {
  return Array.isArray(data);
}

function mapOf(entries: readonly (readonly [string, Structured])[]): YAMLMap {
  const map = new YAMLMap();
  map.flow = true;
  for (const [key, value] of entries) {
    const holdsConditions = HOLDS_CONDITIONS.test(key);
    if (holdsConditions) map.flow = false;
    const node = nodeOf(value);
    if (holdsConditions && node instanceof YAMLSeq) node.flow = false;
    map.items.push(new Pair(scalarOf(key), node));
  }
  return map;
}

function listOf(data: readonly Structured[]): YAMLSeq {
  const list = new YAMLSeq();
  list.flow = true;
  list.items = data.map(nodeOf);
  return list;
}

/** Text that would be something else without quotes has them. */
export function scalarOf(value: string | number | boolean): Scalar {
  const text = typeof value === "number" ? numberText(value) : String(value);
  const scalar = new Scalar(text);
  scalar.type = typeof value === "string" && resolvePlain(text) !== text ? "QUOTE_DOUBLE" : "PLAIN";
  if (text.includes("\n")) scalar.type = "QUOTE_DOUBLE";
  return scalar;
}
