import type { TestNode } from "../document.ts";
import { reportUndeclared } from "../report-undeclared.ts";
import { actionsOf, pathsOf, type TestContext } from "../test-context.ts";

/** The paths under `vary`; without it, those under `when`. */
export function pathsAreDeclared(context: TestContext): void {
  for (const test of context.document.tests) checkTest(test, context);
}

function checkTest(test: TestNode, context: TestContext): void {
  const actions = actionsOf(test, context);
  for (const { key, keySpan } of pathsOf(test))
    if (!context.facts.hasPath(key, actions)) reportUndeclared(key, keySpan, actions, context);
}
