import type { FoundTests } from "../files/test-files.ts";
import { DOCUMENT_LIMITS } from "../language/limits.ts";
import type { Policy } from "../policy/policy.ts";
import { differencesOf } from "../testing/compare.ts";
import { assigned, mergedInput } from "../testing/input.ts";
import { outcomeOf } from "../testing/outcome.ts";
import { PolicyFacts } from "../testing/policy-facts.ts";
import { readTests } from "../testing/read-tests.ts";
import { rowsOf } from "../testing/rows.ts";
import type { TestSource } from "../testing/run.ts";
import { layersOf } from "../testing/test-context.ts";
import { resolve } from "../testing/written.ts";

/** Whether a policy does what one case of the tests expects. */
export type Case = (policy: Policy) => boolean;

/** The cases of test files, read and expanded once; `undefined` when a file has an error. */
export function casesOf(
  policy: Policy,
  files: readonly TestSource[] | FoundTests,
): readonly Case[] | undefined {
  const { sources, findings } = "sources" in files ? files : { sources: files, findings: [] };
  const read = readTests(sources, findings, new PolicyFacts(policy), DOCUMENT_LIMITS);
  if (read.hasErrors) return undefined;
  return read.documents.flatMap((document) =>
    document.tests.flatMap((test) => {
      const base = mergedInput(layersOf(test, document));
      return rowsOf(test).map(({ when, expect }): Case => {
        const written = assigned(base, when);
        return (tested) => differencesOf(expect, outcomeOf(tested, resolve(written))).length === 0;
      });
    }),
  );
}
