import type { Node } from "../../compiler/1-read/node.ts";
import { namesHelp } from "../../compiler/3-check/names-help.ts";
import type { Span } from "../../diagnostics/span.ts";
import type { TestNode } from "../document.ts";
import type { Actions } from "../policy-facts.ts";
import { actionsOf, pathsOf, type TestContext } from "../test-context.ts";

/** Of fixtures, which many actions may share, and of the inputs of tests. */
export function inputFieldsAreDeclared(context: TestContext): void {
  for (const { value } of context.document.fixtures.values()) checkInput(value, undefined, context);
  for (const test of context.document.tests) checkTest(test, context);
}

function checkTest(test: TestNode, context: TestContext): void {
  const actions = actionsOf(test, context);
  if (test.input !== undefined) checkInput(test.input, actions, context);
  for (const { key, values } of pathsOf(test)) {
    if (!context.facts.hasPath(key, actions)) continue;
    for (const value of values) checkFields(value, key, actions, context);
  }
}

/** What is no domain has been reported. */
function checkInput(node: Node, actions: Actions, context: TestContext): void {
  if (node.kind !== "map") return;
  for (const { key, value } of node.entries.values())
    if (context.facts.hasPath(key, actions)) checkFields(value, key, actions, context);
}

function checkFields(node: Node, path: string, actions: Actions, context: TestContext): void {
  if (node.kind === "list" && context.facts.isListOfObjects(path, actions))
    for (const item of node.items) checkFields(item, path, actions, context);
  if (node.kind !== "map") return;
  for (const { key, keySpan, value } of node.entries.values()) {
    const inner = `${path}.${key}`;
    if (key.startsWith("$")) continue;
    if (context.facts.hasPath(inner, actions)) checkFields(value, inner, actions, context);
    else report(inner, keySpan, actions, context);
  }
}

function report(path: string, span: Span, actions: Actions, { facts, reporter }: TestContext): void {
  reporter.report({
    code: "undeclared-input",
    message: `the schema has no \`${path}\``,
    span,
    ...namesHelp(path, facts.paths(actions), reporter),
  });
}
