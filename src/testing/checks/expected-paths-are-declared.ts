import type { TestNode } from "../document.ts";
import { reportUndeclared } from "../report-undeclared.ts";
import { actionsOf, expectationsOf, type TestContext } from "../test-context.ts";

/** What can be missing or in error. */
export function expectedPathsAreDeclared(context: TestContext): void {
  for (const test of context.document.tests) checkTest(test, context);
}

function checkTest(test: TestNode, context: TestContext): void {
  const actions = actionsOf(test, context);
  for (const { value, span } of expectationsOf(test).flatMap(({ paths }) => paths)) {
    const path = value.replace(/\[\d+\]$/, "");
    if (!context.facts.hasPath(path, actions)) reportUndeclared(value, span, actions, context);
  }
}
