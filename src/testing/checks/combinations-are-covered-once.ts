import type { Entry } from "../../compiler/1-read/node.ts";
import { namesHelp } from "../../compiler/3-check/names-help.ts";
import { type Cover, coverOf, type Overlap } from "../cover.ts";
import type { CaseNode, TestNode } from "../document.ts";
import { shownWhen } from "../shown-when.ts";
import type { FileContext } from "../test-context.ts";
import { dataOf, shown } from "../written.ts";

const FEW = 5;

/** With `vary` and `cases`: every combination in exactly one case, and no case without one. */
export function combinationsAreCoveredOnce(context: FileContext): void {
  for (const test of context.document.tests) {
    const cover = test.isWhole && test.cases !== undefined ? coverOf(test) : undefined;
    if (cover !== undefined) checkTest(test, cover, context);
  }
}

function checkTest(test: TestNode, cover: Cover, context: FileContext): void {
  for (const written of cover.unmatched) reportUnmatched(written, cover, context);
  for (const overlap of cover.overlaps) reportOverlap(overlap, cover, context);
  // What a case was meant to cover that covers nothing, nobody can know.
  if (cover.unmatched.length === 0 && cover.isComplete) reportUncovered(test, cover, context);
}

function reportUnmatched({ when }: CaseNode, { combinations }: Cover, { reporter }: FileContext): void {
  const dimensions = new Map(combinations.dimensions.map((dimension) => [dimension.path, dimension]));
  for (const { key, keySpan, value } of when.entries.values()) {
    const dimension = dimensions.get(key);
    if (dimension === undefined) {
      const message = `\`vary\` has no path \`${key}\``;
      reporter.report({
        code: "unmatched-case",
        message,
        span: keySpan,
        ...namesHelp(key, dimensions.keys(), reporter),
      });
    } else if (dimension.placeOf(dataOf(value)) === undefined)
      reportValue({ key, keySpan, value }, dimension.values.map(shown), reporter);
  }
}

function reportValue(
  { key, value }: Entry,
  values: readonly string[],
  reporter: FileContext["reporter"],
): void {
  const message = `\`vary\` has no value \`${shown(dataOf(value))}\` for \`${key}\``;
  const some = values.slice(0, FEW).map((each) => `\`${each}\``);
  const others = values.length > FEW ? ` and ${values.length - FEW} more` : "";
  reporter.report({
    code: "unmatched-case",
    message,
    span: value.span,
    help: `it has ${some.join(", ")}${others}`,
  });
}

function reportOverlap(
  { first, second, combination }: Overlap,
  { combinations }: Cover,
  { reporter }: FileContext,
): void {
  reporter.report({
    code: "combination-covered-twice",
    message: `two cases cover \`${shownWhen(combinations.at(combination))}\``,
    span: second.when.span,
    related: [{ message: "first here", span: first.when.span }],
  });
}

function reportUncovered(
  { casesSpan }: TestNode,
  { combinations, owners }: Cover,
  { reporter }: FileContext,
): void {
  const open = [...owners.keys()].filter((index) => owners[index] === -1);
  if (open.length === 0) return;
  const some = open.slice(0, FEW).map((index) => `\`${shownWhen(combinations.at(index))}\``);
  const others = open.length > FEW ? ` and ${open.length - FEW} more` : "";
  const are = open.length === 1 ? "is" : "are";
  const message = `${open.length} of ${combinations.count} combinations ${are} covered by no case: ${some.join("; ")}${others}`;
  reporter.report({ code: "uncovered-combination", message, ...(casesSpan && { span: casesSpan }) });
}
