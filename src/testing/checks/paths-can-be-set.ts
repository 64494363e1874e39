import type { Span } from "../../diagnostics/span.ts";
import type { TestNode } from "../document.ts";
import { mergedInput } from "../input.ts";
import { layersOf, pathsOf, type TestContext } from "../test-context.ts";
import { isPlain, type Written } from "../written.ts";

/** A value at a path must not be lost to another one, nor replace what the input says on the way to it. */
export function pathsCanBeSet(context: TestContext): void {
  for (const test of context.document.tests) {
    const input = mergedInput(layersOf(test, context.document));
    for (const group of groupsOf(test)) checkGroup(group, input, context);
  }
}

type Place = { readonly key: string; readonly keySpan: Span };

/** The paths that are set in one input. */
function groupsOf(test: TestNode): readonly (readonly Place[])[] {
  if (test.vary !== undefined) return [pathsOf(test)];
  return (test.cases ?? []).map(({ when }) => [...when.entries.values()]);
}

function checkGroup(places: readonly Place[], input: Written, { facts, reporter }: TestContext): void {
  const spans = new Map(places.map(({ key, keySpan }) => [key, keySpan]));
  for (const { key, keySpan } of places) {
    if (!facts.hasPath(key, undefined)) continue;
    const parents = parentsOf(key);
    const outer = parents.find((parent) => spans.has(parent));
    const blocked = parents.find((parent) => !canHold(valueAt(parent, input)));
    if (outer !== undefined) {
      const message = `\`${key}\` is set inside \`${outer}\`, which is set, too`;
      const related = [{ message: "here", span: spans.get(outer)! }];
      reporter.report({ code: "contradiction", message, span: keySpan, related });
    } else if (blocked !== undefined) {
      const message = `\`${key}\` cannot be set: \`${blocked}\` is no map in the input`;
      reporter.report({ code: "contradiction", message, span: keySpan });
    }
  }
}

/** Of a declared path, which is short: `action` and `action.customer` for `action.customer.country`. */
function parentsOf(path: string): readonly string[] {
  const names = path.split(".");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("."));
}

function valueAt(path: string, input: Written): Written {
  return path
    .split(".")
    .reduce<Written>(
      (value, name) => (isPlain(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      input,
    );
}

function canHold(value: Written): boolean {
  return value === undefined || isPlain(value);
}
