import type { Entry, MapNode, Node } from "../../compiler/1-read/node.ts";
import type { Reporter } from "../../diagnostics/reporter.ts";
import type { TestNode } from "../document.ts";
import type { FileContext } from "../test-context.ts";
import { dataOf, isAbsent } from "../written.ts";

const HELP = "there is `{ $value: absent }`, and nothing else with `$`";

/** A key that begins with `$` is known to the runner: no field's name begins so. */
export function valuesAreKnown({ document, reporter }: FileContext): void {
  for (const { value } of document.fixtures.values()) check(value, reporter);
  for (const test of document.tests) for (const value of valuesOf(test)) check(value, reporter);
}

function valuesOf({ input, vary = [], cases = [] }: TestNode): readonly Node[] {
  const inCases = cases.flatMap(({ when }) => [...when.entries.values()].map(({ value }) => value));
  return [...(input ? [input] : []), ...vary.flatMap(({ values }) => values), ...inCases];
}

function check(node: Node, reporter: Reporter): void {
  if (node.kind === "list") for (const item of node.items) check(item, reporter);
  if (node.kind !== "map" || standsForAbsence(node)) return;
  for (const entry of node.entries.values()) {
    if (entry.key.startsWith("$")) report(entry, reporter);
    check(entry.value, reporter);
  }
}

/** A map with more keys is not looked into. */
function standsForAbsence(node: MapNode): boolean {
  return node.entries.size === 1 && isAbsent(dataOf(node));
}

function report({ key, keySpan, value }: Entry, reporter: Reporter): void {
  const word = value.kind === "scalar" && key === "$value" ? `: ${value.value}` : "";
  const message = `\`${key}${word}\` stands for no value`;
  reporter.report({
    code: word ? "unknown-word" : "unknown-key",
    message,
    span: word ? value.span : keySpan,
    help: HELP,
  });
}
