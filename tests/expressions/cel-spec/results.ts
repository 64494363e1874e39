import { type Construct, NotApplicable } from "./constructs.ts";
import { type Expectation, expectationOf } from "./expectation.ts";
import { failureOf } from "./run.ts";
import { allCases, type Case } from "./suite.ts";
import { translate } from "./translate.ts";
import type { Translation } from "./translation.ts";

// The whole suite, case by case: left out, or run in each of the ways there are.

export interface Applied {
  readonly case: Case;
  readonly expectation: Expectation;
  readonly translations: readonly Translation[];
}

export interface LeftOut {
  readonly case: Case;
  readonly construct: Construct;
}

export function sorted(): { readonly applied: readonly Applied[]; readonly leftOut: readonly LeftOut[] } {
  const applied: Applied[] = [];
  const leftOut: LeftOut[] = [];
  for (const one of allCases()) {
    const found = sort(one);
    if ("construct" in found) leftOut.push(found);
    else applied.push(found);
  }
  return { applied, leftOut };
}

function sort(one: Case): Applied | LeftOut {
  try {
    return { case: one, expectation: expectationOf(one), translations: translate(one) };
  } catch (error) {
    if (error instanceof NotApplicable) return { case: one, construct: error.construct };
    throw error;
  }
}

/** Of all ways. */
export function failuresOf({ expectation, translations }: Applied): string[] {
  return translations.flatMap((translation) => failureOf(translation, expectation) ?? []);
}
